"""The first page: search, the newest reviews, promises that are due, corrections."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.editorial.promises import DUE, in_promise_state
from claims.models import Topic, published
from claims.models.remembered import remembered
from claims.public.page import page

NEWEST, OTHERS, TOPICS = 9, 4, 24


@page
def home(request: HttpRequest) -> HttpResponse:
    """What is new."""
    newest = list(published.claims().order_by("-published_at", "-id")[:NEWEST])
    promises = published.claims().promises()
    context = {
        "feed": "public:claims-",
        "lead": newest[0] if newest else None,
        "newest": newest[1:],
        "overdue": in_promise_state(promises, "overdue").order_by(DUE, "id")[:OTHERS],
        "pending": in_promise_state(promises, "pending").order_by(DUE, "id")[:OTHERS],
        "corrections": published.corrections().order_by("-closed_at")[:OTHERS],
        "topics": remembered("topics of the first page", _topics),
    }
    return render(request, "claims/home.html", context)


def _topics() -> list[Topic]:
    """The topics with the most claims."""
    public = Q(claims__in=published.claims().values("pk"))
    topics = published.topics().annotate(number=Count("claims", filter=public, distinct=True))
    return list(topics.order_by("-number", "name")[:TOPICS])
