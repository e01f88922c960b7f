"""Where a promise stands for its readers: settled by a review, due, overdue, or without a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from claims.editorial.deadlines import KEPT_OR_BROKEN, settled
from claims.models import Claim, Rating, StatementKind
from claims.models.claim import ClaimQuerySet

STATES = {
    "overdue": "Overdue",
    "pending": "Not yet due",
    "undated": "No date named",
    "settled": "Settled",
}

MOST_COUNTED = 2_001


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


class OneAfterAnother(Sequence[Claim]):
    """Lists one behind the other, read by slices: none is sorted whole, and later ones only when it comes to them."""

    def __init__(self, parts: Sequence[ClaimQuerySet]) -> None:
        self.parts = parts

    def __len__(self) -> int:
        """How many, up to MOST_COUNTED."""
        total = 0
        for part in self.parts:
            if total < MOST_COUNTED:
                total += part.order_by()[: MOST_COUNTED - total].count()
        return total

    def __getitem__(self, where: Any) -> Any:
        """The rows from `where.start` to before `where.stop`."""
        if not isinstance(where, slice):
            return self[where : where + 1][0]
        start, left, rows = where.start or 0, where.stop - (where.start or 0), list[Claim]()
        for part in self.parts:
            found = list(part[start : start + left]) if left > 0 else []
            rows += found
            left -= len(found)
            start = 0 if found or left <= 0 else max(0, start - part[:start].count())
        return rows


def by_urgency(
    promises: ClaimQuerySet, states: Iterable[str] = STATES, today: date | None = None
) -> OneAfterAnother:
    """Overdue first, then as they fall due, then those without a date, settled ones last; those states alone."""
    due = (F("due_on").asc(nulls_last=True), "id")
    return OneAfterAnother([in_promise_state(promises, state, today).order_by(*due) for state in states])


def _rules(today: date | None) -> dict[str, Q]:
    day = today or timezone.localdate()
    return {
        "overdue": Q(due_on__lt=day) & ~settled(),
        "pending": Q(due_on__gte=day) & ~settled(),
        "undated": Q(due_on=None) & ~settled(),
        "settled": settled(),
    }
