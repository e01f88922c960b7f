"""Statements that PostgreSQL plans once for each connection, where planning takes longer than answering."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connections, router
from django.db.models import Model
from psycopg import RawCursor


def prepared(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows. `sql` has $1, $2 … where the values belong, as `numbered` makes it.

    Django's own cursors write the values into the text, which cannot be prepared. Behind a pooler that does not keep
    connections apart, `prepare_threshold=none` in DATABASE_URL switches it off.
    """
    link = connections[router.db_for_read(Model)]
    link.close_if_health_check_failed()
    link.ensure_connection()
    wrap = link.make_debug_cursor if link.queries_logged else link.make_cursor
    bare: Any = RawCursor(link.connection)
    with wrap(bare) as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


@cache
def numbered(sql: str) -> str:
    """The SQL of a query of Django with $1, $2 … for its values."""
    first, *others = sql.split("%s")
    told = first + "".join(f"${n}{part}" for n, part in enumerate(others, 1))
    return told.replace("%%", "%")
