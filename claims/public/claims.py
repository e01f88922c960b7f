"""The list of claims, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from claims.editorial import evidence_files
from claims.editorial.addresses import page_url
from claims.editorial.claimreview import as_script_json, claim_review, news_article
from claims.editorial.promises import STATES, promise_state
from claims.models import Claim, ReviewVersion, StatementKind, published
from claims.models.remembered import remembered
from claims.public.listing import SHORTEST, Searching, chips, listed, query_of
from claims.public.page import asked, page, page_of
from claims.public.tags import shown

MOST_APPEARANCES = 50
MOST_FOUND = 500  # by one search; who needs more narrows it, or asks the API


@page
def claim_list(request: HttpRequest) -> HttpResponse:
    """Claims, narrowed and searched."""
    wanted = asked(request, Searching)
    too_short = wanted.pop("q") if 0 < len(wanted.get("q", "")) < SHORTEST else ""
    if too_short:
        found = page_of([], None)
    elif "q" in wanted:
        # Searching is asked for once: counting and paging work on the ids that were found.
        found = page_of(list(listed(wanted).values_list("pk", flat=True)[:MOST_FOUND]), wanted.get("page"))
        found.object_list = in_order(list(found.object_list))
        add_quotes(found.object_list, wanted["q"])
    else:
        found = page_of(listed(wanted), wanted.get("page"))
    context = {
        "found": found,
        "wanted": wanted,
        "too_short": too_short,
        "most_found": MOST_FOUND,
        "query": query_of(wanted),
        "scales": published.scales(),
        "kinds": StatementKind.choices,
        "topics": remembered("topics with public claims", lambda: list(published.topics())),
        "chips": chips(wanted),
        "feed": "public:claims-",
        "feed_query": query_of(wanted),
        "people": people(wanted.get("q", "")) if found.number == 1 else [],
    }
    return render(request, "claims/claim_list.html", context)


def in_order(ids: Sequence[int]) -> list[Claim]:
    """Public claims in the order of their ids here."""
    rows = {claim.pk: claim for claim in published.claims().filter(pk__in=ids)}
    return [rows[pk] for pk in ids if pk in rows]  # one may have been withdrawn meanwhile


def add_quotes(claims: Any, query: str) -> None:
    """To claims found by what was said, the words: one quote a claim, as `found_quote`."""
    said = published.appearances().filter(claim__in=[claim.pk for claim in claims], quote__search=query)
    quotes = dict(said.order_by("claim_id", "id").distinct("claim_id").values_list("claim_id", "quote"))
    for claim in claims:
        claim.found_quote = quotes.get(claim.pk, "")


def people(query: str) -> Any:
    """Speakers whose name is like the query."""
    return published.speakers().named_like(query)[:5] if query else []


@page
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """One claim with all that is public of it; for a withdrawn one, why; for a merged one, the way on."""
    appearances = Prefetch(
        "appearances",
        published.appearances().prefetch_related("speaker__affiliations"),
        to_attr="shown_appearances",
    )
    replies = Prefetch("review__replies", published.replies(), to_attr="shown_replies")
    rows = published.once_public().prefetch_related(published.shown_evidence(), appearances, replies)
    row = rows.filter(slug=slug).first()
    if row is None:
        return HttpResponsePermanentRedirect(reverse("public:claim", args=[merged_into(slug)]))
    version = shown(row)
    if version is None:
        return render(request, "claims/claim_withdrawn.html", {"claim": row, "newest": newest(row)})
    context = {"claim": row, "version": version, **places(row), **story(row, version)}
    return render(request, "claims/claim.html", context)


@cache_control(public=True, max_age=60)
def evidence_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The file of a document that the claim's public version rests on."""
    public = published.evidence_files().filter(version__review__claim__slug=slug)
    item = public.filter(pk=pk).first()
    if item is None:
        raise Http404(
            "No public document stands at this address. It may have been taken off by a correction."
        )
    return evidence_files.response_of(item)


def story(claim: Claim, version: ReviewVersion) -> dict[str, Any]:
    """What became of it: where a promise stands, whether the verdict was corrected."""
    state = promise_state(claim, version.rating)
    versions: list[ReviewVersion] = claim.review.public_versions  # type: ignore[attr-defined]
    return {
        "held": claim.speaker.role_on(claim.said_on),
        "state": state,
        "standing": STATES.get(state, ""),
        "past_due": claim.due_on is not None and claim.due_on < timezone.localdate(),
        "first_published": versions[-1].published_at,
        "structured": as_script_json([claim_review(claim), news_article(claim)]),
        "embed_address": page_url("embed", claim.slug),
        "corrected": any(old.state == ReviewVersion.State.CORRECTED for old in versions),
    }


def newest(claim: Claim) -> ReviewVersion:
    """The last version that was public."""
    versions: list[ReviewVersion] = claim.review.public_versions  # type: ignore[attr-defined]
    return versions[0]


def merged_into(slug: str) -> str:
    """The address of the claim that this one became part of. Raises Http404."""
    target = published.merge_target(slug)
    if target is None:
        raise Http404(
            "No public claim stands at this address. It may have been mistyped: search for its words."
        )
    return target.slug


def places(claim: Claim) -> dict[str, Any]:
    """Where it was said: so many times, in so many articles and outlets, first and last."""
    every: list[Any] = claim.shown_appearances  # type: ignore[attr-defined]
    dated = sorted(day for a in every if (day := a.said_on or a.revision.article.published_on))
    return {
        "appearances": every[:MOST_APPEARANCES],
        "times": len(every),
        "articles": len({a.revision.article_id for a in every}),
        "outlets": len({a.revision.article.outlet_id for a in every} - {None}),
        "first": dated[0] if dated else None,
        "latest": dated[-1] if dated else None,
    }
