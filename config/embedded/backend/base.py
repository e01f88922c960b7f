"""Django's PostgreSQL backend, which starts the embedded server at the first connection.

A fresh database gets its tables at once, so that any command works on a fresh clone.
"""

from __future__ import annotations

import fcntl
import sys
from typing import Any

from config.embedded.postgres import APP, Postgres
from config.migrating import migrate
from config.postgresql import base

SERVER = Postgres()
MADE = "SELECT to_regclass('django_migrations') IS NOT NULL"


class DatabaseWrapper(base.DatabaseWrapper):
    """As ours for any server, save for the start."""

    has_tables = False  # of this process: asked once

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Make sure that the server runs and, for the app, that there are tables; then connect."""
        SERVER.ensure()
        if conn_params.get("user") == APP and not DatabaseWrapper.has_tables:
            see_tables(conn_params["dbname"])
            DatabaseWrapper.has_tables = True
        return super().get_new_connection(conn_params)


def see_tables(database: str) -> None:
    """Make the tables of a fresh database, one process at a time. Raises MigrationError."""
    with SERVER.connect(APP, database) as link, open(SERVER.tables, "a+b") as turn:
        if _made(link):
            return
        fcntl.flock(turn, fcntl.LOCK_EX)
        if _made(link):
            return
        print("Making the tables of the embedded database …", file=sys.stderr, flush=True)  # noqa: T201
        migrate()


def _made(link: Any) -> bool:
    return bool(link.execute(MADE).fetchone()[0])
