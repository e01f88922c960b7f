"""Where a promise stands for its readers: settled by a review, due, overdue, or without a date."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone

from claims.editorial.deadlines import KEPT_OR_BROKEN
from claims.models import Claim, Rating, ReviewVersion, StatementKind
from claims.models.claim import ClaimQuerySet

STATES = {
    "overdue": "Overdue",
    "pending": "Not yet due",
    "undated": "No date named",
    "settled": "Settled",
}


def promise_state(claim: Claim, rating: Rating | None, today: date | None = None) -> str:
    """One of STATES; empty for what is no promise."""
    if claim.kind != StatementKind.PROMISE:
        return ""
    if rating is not None and rating.slug in KEPT_OR_BROKEN:
        return "settled"
    if claim.due_on is None:
        return "undated"
    return "overdue" if claim.due_on < (today or timezone.localdate()) else "pending"


def in_promise_state(promises: ClaimQuerySet, state: str, today: date | None = None) -> ClaimQuerySet:
    """Those of the promises that stand so; the same rule as `promise_state`, in SQL."""
    return promises.filter(_rules(today)[state])


def by_urgency(promises: ClaimQuerySet, today: date | None = None) -> ClaimQuerySet:
    """Overdue first, then as they fall due, then those without a date, settled ones last.

    Annotates `standing`, one of STATES' keys by its place there.
    """
    whens = [When(rule, then=Value(n)) for n, rule in enumerate(_rules(today).values())]
    ordered = promises.annotate(standing=Case(*whens, output_field=IntegerField()))
    return ordered.order_by("standing", F("due_on").asc(nulls_last=True), "-id")


def _rules(today: date | None) -> dict[str, Q]:
    day = today or timezone.localdate()
    settled = Q(
        Exists(
            ReviewVersion.objects.filter(
                review__claim=OuterRef("pk"), state="published", rating__slug__in=KEPT_OR_BROKEN
            )
        )
    )
    return {
        "overdue": Q(due_on__lt=day) & ~settled,
        "pending": Q(due_on__gte=day) & ~settled,
        "undated": Q(due_on=None) & ~settled,
        "settled": settled,
    }
