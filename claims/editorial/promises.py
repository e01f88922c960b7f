"""Where a promise stands for its readers: settled by a review, due, overdue, or without a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, LessThan
from django.utils import timezone

from claims.editorial.deadlines import KEPT_OR_BROKEN, settled
from claims.models import Claim, Rating, StatementKind
from claims.models.claim import ClaimQuerySet
from claims.models.days import UNDATED_PROMISE, day
from claims.models.remembered import counted, remembered

STATES = {
    "overdue": "Overdue",
    "pending": "Not yet due",
    "undated": "No date named",
    "settled": "Settled",
}

MOST_COUNTED = 2_001
DUE = day("due_on", UNDATED_PROMISE)


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


def promise_counts(promises: ClaimQuerySet) -> dict[str, int]:
    """How many of the promises stand in each of STATES, read once for all four; of a large record remembered."""
    rows = promises.order_by()

    def counts() -> dict[str, int]:
        return rows.aggregate(**{state: Count("pk", filter=rule) for state, rule in _rules(None).items()})

    return remembered(f"states of promises {rows.query}", counts)


class OneAfterAnother(Sequence[Claim]):
    """Lists one behind the other, read by slices: none is sorted whole, and later ones only when it comes to them."""

    def __init__(self, parts: Sequence[ClaimQuerySet]) -> None:
        self.parts = parts

    @cached_property
    def lengths(self) -> list[int]:
        """Of each part, none counted any more once there are MOST_COUNTED."""
        lengths: list[int] = []
        for part in self.parts:
            lengths.append(counted(part, MOST_COUNTED - sum(lengths)))
        return lengths

    def __len__(self) -> int:
        """How many, up to MOST_COUNTED."""
        return sum(self.lengths)

    def __getitem__(self, where: Any) -> Any:
        """The rows from `where.start` to before `where.stop`."""
        if not isinstance(where, slice):
            return self[where : where + 1][0]
        rows, before = list[Claim](), 0
        for part, length in zip(self.parts, self.lengths, strict=True):
            first, last = max(0, (where.start or 0) - before), min(length, where.stop - before)
            rows += part[first:last] if first < last else []
            before += length
        return rows


def by_urgency(
    promises: ClaimQuerySet, states: Iterable[str] = STATES, today: date | None = None
) -> OneAfterAnother:
    """Overdue first, then as they fall due, then those without a date, settled ones last; those states alone."""
    return OneAfterAnother([in_promise_state(promises, state, today).order_by(DUE, "id") for state in states])


# By the expression that promises are sorted by, so that a list begins where its state does in the index.
def _rules(today: date | None) -> dict[str, Q]:
    now = today or timezone.localdate()
    return {
        "overdue": Q(GreaterThan(DUE, UNDATED_PROMISE), LessThan(DUE, now)) & ~settled(),
        "pending": Q(GreaterThanOrEqual(DUE, now)) & ~settled(),
        "undated": Q(Exact(DUE, UNDATED_PROMISE)) & ~settled(),
        "settled": settled(),
    }
