"""Statements that PostgreSQL plans once for each connection, where planning takes longer than answering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor


def prepared(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows. Django's own cursors write the values into the text, which cannot be prepared.

    Behind a pooler that does not keep connections apart, `prepare_threshold=none` in DATABASE_URL switches it off.
    """
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    bare: Any = Cursor(connection.connection)
    with wrap(bare) as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
