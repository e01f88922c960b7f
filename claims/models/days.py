"""Days to sort by."""

from __future__ import annotations

from datetime import date

from django.db.models import DateField, F, Value
from django.db.models.functions import Coalesce

UNDATED_PROMISE = date(1, 1, 2)
"""Promises sort by an expression of their own: the planner would take the index of all claims for theirs."""


def day(name: str, undated: date = date.min) -> Coalesce:
    """The day of that field; rows without one stand as if on 0001-01-01, so that every row has its place."""
    return Coalesce(F(name), Value(undated), output_field=DateField())
