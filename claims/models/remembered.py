"""Figures over the whole record: exact while it is small; of a large one they are remembered for ten minutes."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Model, QuerySet

Figure = TypeVar("Figure")
LARGE = 50_000  # claims, as the planner knows it; below that counting takes no time
SECONDS, MINUTE = 600, 60


def is_large() -> bool:
    """Are there so many claims that counting them is felt?"""
    known: bool | None = cache.get("record-is-large")
    if known is None:
        with connections[router.db_for_read(Model)].cursor() as cursor:
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
    try:
        name = str(rows.order_by().query)
    except EmptyResultSet:  # nothing to ask the database for
        return 0
    return remembered(name, rows.count)


def expected(rows: QuerySet[Any]) -> int:
    """How many rows the planner expects; asking takes a millisecond, however many there are."""
    try:
        plan: int = json.loads(rows.order_by().explain(format="json"))[0]["Plan"]["Plan Rows"]
    except EmptyResultSet:
        return 0
    return plan


def counted(rows: QuerySet[Any], most: int, shorter: int = MINUTE) -> int:
    """How many rows, of which `most` are counted. Of a large record it is remembered: for `shorter` seconds if less.

    Pages may be a minute old in any case. Lists that are longer than what is counted stay so for longer.
    """
    few = rows.order_by()[: max(0, most)]
    if not is_large():
        return few.count()
    try:
        key = "length-" + sha256(str(few.query).encode()).hexdigest()
    except EmptyResultSet:  # nothing to ask the database for
        return 0
    known: int | None = cache.get(key)
    if known is None:
        known = few.count()
        cache.set(key, known, SECONDS if known == most else shorter)
    return known
