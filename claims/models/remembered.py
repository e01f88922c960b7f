"""Figures over the whole record: exact while it is small; of a large one they are remembered for ten minutes."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connections, router
from django.db.models import QuerySet

from claims.models.claim import Claim

Figure = TypeVar("Figure")
LARGE = 50_000  # claims, as the planner knows it; below that counting takes no time
SECONDS = 600


def is_large() -> bool:
    """Are there so many claims that counting them is felt?"""
    known: bool | None = cache.get("record-is-large")
    if known is None:
        with connections[router.db_for_read(Claim)].cursor() as cursor:
            cursor.execute("SELECT reltuples > %s FROM pg_class WHERE relname = 'claims_claim'", [LARGE])
            known = bool(cursor.fetchone()[0])
        cache.set("record-is-large", known, SECONDS)
    return known


def remembered(name: str, figure: Callable[[], Figure]) -> Figure:
    """The figure, computed anew when it is older than ten minutes; in a small record every time."""
    if not is_large():
        return figure()
    key = "figure-" + sha256(name.encode()).hexdigest()
    known: Figure | None = cache.get(key)
    if known is None:
        known = figure()
        cache.set(key, known, SECONDS)
    return known


def remembered_count(rows: QuerySet[Any]) -> int:
    """How many rows."""
    return remembered(str(rows.order_by().query), rows.count)
