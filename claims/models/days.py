"""Days to sort by, and moments that the database can read."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db.models import DateField, F, Value
from django.db.models.functions import Coalesce

UNDATED_PROMISE = date(1, 1, 2)
"""Promises sort by an expression of their own: the planner would take the index of all claims for theirs."""


def day(name: str, undated: date = date.min) -> Coalesce:
    """The day of that field; rows without one stand as if on 0001-01-01, so that every row has its place."""
    return Coalesce(F(name), Value(undated), output_field=DateField())


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC, or the end of time: RFC 3339 allows zones of 16 hours and more, PostgreSQL reads none."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return (datetime.min if moment.year == 1 else datetime.max).replace(tzinfo=UTC)
