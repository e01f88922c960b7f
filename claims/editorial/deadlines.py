"""Promises that fall due. The machine flags; a person decides."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from claims.models import Claim

KEPT_OR_BROKEN = {"promise-kept", "promise-broken", "compromise"}


def overdue(today: date | None = None) -> QuerySet[Claim]:
    """Promises past their day that no published review has settled."""
    return (
        Claim.objects.overdue(today or timezone.localdate())
        .filter(merged_into=None)
        .exclude(review__versions__state="published", review__versions__rating__slug__in=KEPT_OR_BROKEN)
        .select_related("speaker")
        .order_by("due_on")
    )


def due_soon(days: int = 30, today: date | None = None) -> QuerySet[Claim]:
    """Promises that fall due within so many days."""
    return (
        Claim.objects.due_within(days, today)
        .filter(merged_into=None)
        .select_related("speaker")
        .order_by("due_on")
    )
