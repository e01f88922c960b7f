"""Topics, outlets and articles: other ways to the same claims."""

from __future__ import annotations

from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import published
from claims.models.days import day
from claims.models.remembered import remembered
from claims.public.listing import listed
from claims.public.page import Paged, asked, page, page_of


@page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The claims on one subject."""
    wanted = asked(request, Paged)
    row = published.topics().filter(slug=slug).first()
    if row is None:
        raise Http404("No public claim belongs to such a topic.")
    found = page_of(listed({"topic": slug}), wanted.get("page"))
    context = {"topic": row, "found": found, "feed": "public:claims-", "feed_query": f"topic={slug}"}
    return render(request, "claims/topic.html", context)


@page
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of one outlet in which public claims appear."""
    wanted = asked(request, Paged)
    row = published.outlets().filter(slug=slug).first()
    if row is None:
        raise Http404("No public claim appears in articles of such an outlet.")
    articles = published.articles().filter(outlet=row).order_by(day("published_on").desc(), "-id")
    said = published.appearances().filter(outlet=row)
    numbers = remembered(
        f"numbers of outlet {row.pk}",
        lambda: said.aggregate(
            times=Count("pk"),
            claims=Count("claim", distinct=True),
            first=Min("said_on"),
            latest=Max("said_on"),
        ),
    )
    context = {
        "outlet": row,
        "numbers": numbers,
        "found": page_of(articles, wanted.get("page")),
        "feed": "public:claims-",
        "feed_query": f"outlet={slug}",
    }
    return render(request, "claims/outlet.html", context)


@page
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Our notes on one article: short quotations with their verdicts, and a link to the rest."""
    row = published.articles().filter(pk=pk).first()
    if row is None:
        raise Http404("No public claim appears in such an article.")
    quoted = published.appearances().filter(revision__article=row).order_by("revision__number", "start")
    claims = {claim.pk: claim for claim in published.claims().filter(pk__in=quoted.values("claim"))}
    quoted = quoted.prefetch_related("speaker__affiliations")
    notes = [(said, claims[said.claim_id]) for said in quoted if said.claim_id in claims]
    return render(request, "claims/article.html", {"article": row, "notes": notes})
