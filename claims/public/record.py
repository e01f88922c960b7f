"""How we work, told to readers: promises, ratings, methodology, corrections, where the articles come from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.editorial.promises import STATES, by_urgency, promise_counts
from claims.models import published
from claims.models.remembered import remembered_count
from claims.public.listing import SpeakerField, by_whom_on_what, chips, query_of
from claims.public.page import Paged, asked, page, page_of


class PromiseNarrowing(Paged):
    """What a reader may ask of the promise tracker."""

    state = forms.ChoiceField(required=False, choices=list(STATES.items()))
    speaker = SpeakerField(required=False, max_length=120)
    topic = forms.SlugField(required=False, max_length=80)


@page
def promises(request: HttpRequest) -> HttpResponse:
    """Promises, overdue ones first."""
    wanted = asked(request, PromiseNarrowing)
    rows = by_whom_on_what(published.claims().promises(), wanted)
    numbers = promise_counts(rows)
    listed: Any = by_urgency(rows, [wanted["state"]] if "state" in wanted else STATES)
    context = {
        "found": page_of(listed, wanted.get("page")),
        "wanted": wanted,
        "counts": [(slug, word, numbers[slug]) for slug, word in STATES.items()],
        "query": query_of(wanted),
        "rest": query_of(wanted, "state"),
        "chips": chips(wanted),
        "feed": "public:claims-",
        "feed_query": query_of({"kind": "promise", **wanted}),
    }
    return render(request, "claims/promises.html", context)


@page
def ratings(request: HttpRequest) -> HttpResponse:
    """Every scale with the meaning of its ratings."""
    return render(request, "claims/ratings.html", {"scales": published.scales()})


@page
def methodology(request: HttpRequest) -> HttpResponse:
    """How we check: the version in force and those before it."""
    return render(request, "claims/methodology.html", {"versions": published.methodologies()})


@page
def corrections(request: HttpRequest) -> HttpResponse:
    """What was corrected or withdrawn, and why, newest first."""
    wanted = asked(request, Paged)
    rows = published.corrections().prefetch_related(published.public_versions())
    rows = rows.order_by("-closed_at", "-id")
    context = {"found": page_of(rows, wanted.get("page")), "feed": "public:corrections-"}
    return render(request, "claims/corrections.html", context)


@page
def about(request: HttpRequest) -> HttpResponse:
    """What this is, where the articles come from, how to take the data along."""
    numbers = {
        "claims": remembered_count(published.claims()),
        "speakers": remembered_count(published.speakers()),
        "articles": remembered_count(published.articles()),
        "corrections": remembered_count(published.corrections()),
    }
    context = {
        "numbers": numbers,
        "feeds": published.feeds(),
        "contact": settings.CONTACT,
        "assistants": f"{settings.SITE_URL}/mcp" if settings.MCP else "",
    }
    return render(request, "claims/about.html", context)
