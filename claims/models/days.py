"""Days to sort by."""

from __future__ import annotations

from datetime import date

from django.db.models import DateField, F, Value
from django.db.models.functions import Coalesce


def day(name: str) -> Coalesce:
    """The day of that field; rows without one stand as if on 0001-01-01, so that every row has its place."""
    return Coalesce(F(name), Value(date.min), output_field=DateField())
