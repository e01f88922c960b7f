"""Promises that fall due. The machine flags; a person decides."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from claims.models import Claim, Rating
from claims.models.claim import ClaimQuerySet

KEPT_OR_BROKEN = {"promise-kept", "promise-broken", "compromise"}


def settled() -> Q:
    """The condition of claims that the published review calls kept, broken or a compromise."""
    return Q(public_rating__in=Rating.objects.filter(slug__in=KEPT_OR_BROKEN))


def unsettled() -> ClaimQuerySet:
    """Promises with a date that no published review calls kept, broken or a compromise."""
    return (
        Claim.objects.promises()
        .filter(~settled(), merged_into=None, due_on__isnull=False)
        .select_related("speaker", "review__assigned_to")
        .order_by("due_on", "id")
    )


def overdue(today: date | None = None) -> ClaimQuerySet:
    """Promises past their day that no published review has settled."""
    return unsettled().overdue(today)


def due_soon(days: int = 30, today: date | None = None, after: int = 0) -> ClaimQuerySet:
    """Promises that fall due within so many days, those of the first `after` days left out."""
    first = (today or timezone.localdate()) + timedelta(days=after)
    return unsettled().due_within(days - after, first)


def proposals() -> ClaimQuerySet:
    """Dates that were read from the text and that nobody has confirmed yet."""
    return unsettled().filter(due_confirmed_at=None)
