"""Rows in somebody's hands: whoever has one writes on it only while it is still theirs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from claims.models import Delivery, Evidence, Feed, FeedItem


def held(row: Feed | FeedItem | Evidence | Delivery) -> QuerySet[Any]:
    """The row while it is ours; nothing once its lease is another's, or a person took it out of our hands."""
    return type(row)._default_manager.filter(pk=row.pk, lease_until=row.lease_until)
