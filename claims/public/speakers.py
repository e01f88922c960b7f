"""Speakers, and the page of one: what was checked, how it was rated, what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claims.editorial.promises import STATES, promise_counts
from claims.models import Claim, Rating, RatingScale, ReviewVersion, Speaker, published
from claims.models.remembered import remembered
from claims.public.page import Paged, asked, page, page_of

LISTED, FOUND = 50, 20  # names on a page: of all, and of those that are like what was asked for
FEW = 10  # reviews below which counts say little


class Naming(Paged):
    """What a reader may ask of the list of speakers."""

    q = forms.CharField(required=False, min_length=2, max_length=200)


@dataclass(frozen=True, slots=True)
class Bar:
    """One rating and how often it was given; `percent` of the largest count of its scale."""

    rating: Rating
    number: int
    percent: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The ratings of one scale, in their order, those that were never given too."""

    scale: RatingScale
    bars: list[Bar]
    total: int

    @property
    def few(self) -> bool:
        """Too few to say anything about the speaker."""
        return self.total < FEW


@page
def speaker_list(request: HttpRequest) -> HttpResponse:
    """Everybody of whom a claim was checked."""
    wanted = asked(request, Naming)
    rows: Any = published.speakers().prefetch_related(None)
    rows = rows.named_like(wanted["q"]) if "q" in wanted else rows.order_by("name", "id")
    found = page_of(rows, wanted.get("page"), FOUND if "q" in wanted else LISTED)
    found.object_list = list(found.object_list)
    numbers = claims_of([row.pk for row in found.object_list])
    for row in found.object_list:
        row.number = numbers.get(row.pk, 0)
    context = {"found": found, "wanted": wanted}
    return render(request, "claims/speaker_list.html", context)


def claims_of(speakers: list[int]) -> dict[int, int]:
    """How many public claims each of them has."""
    claims = Claim.objects.published().filter(speaker__in=speakers).order_by()
    numbers = claims.values_list("speaker").annotate(number=Count("pk"))
    return remembered(f"claims of {speakers}", lambda: dict(numbers))


@page
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    """One speaker."""
    wanted = asked(request, Paged)
    row = published.speakers().filter(slug=slug).first()
    if row is None and (now := published.speaker_of_old_address(slug)):
        return redirect("public:speaker", now.slug, permanent=True)
    if row is None:
        raise Http404("No speaker of a public claim stands at this address.")
    claims = published.claims().filter(speaker=row)
    promises: Any = claims.promises()
    states = promise_counts(promises)
    context = {
        "speaker": row,
        "charts": remembered(f"charts of speaker {row.pk}", lambda: charts(row)),
        "few": FEW,
        "promises": [(word, slug, states[slug]) for slug, word in STATES.items()],
        "promised": sum(states.values()),
        "found": page_of(claims.order_by(F("said_on").desc(nulls_last=True), "-id"), wanted.get("page")),
        "feed": "public:claims-",
        "feed_query": f"speaker={slug}",
    }
    return render(request, "claims/speaker.html", context)


def charts(speaker: Speaker) -> list[Chart]:
    """Counts by rating of what is public now, a chart for each scale in use."""
    rated: QuerySet[ReviewVersion] = published.versions().filter(
        state=ReviewVersion.State.PUBLISHED, review__claim__speaker=speaker
    )
    counts = dict(rated.order_by().values_list("rating").annotate(number=Count("pk")))
    scales = published.scales().filter(ratings__in=list(counts)).distinct()
    return [_chart(scale, counts) for scale in scales]


def _chart(scale: RatingScale, counts: dict[int, int]) -> Chart:
    ratings = list(scale.ratings.all())
    numbers = [counts.get(rating.pk, 0) for rating in ratings]
    most = max(numbers)
    bars = [Bar(rating, n, round(100 * n / most)) for rating, n in zip(ratings, numbers, strict=True)]
    return Chart(scale, bars, sum(numbers))
