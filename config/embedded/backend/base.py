"""Django's PostgreSQL backend, which starts the embedded server at the first connection."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from config.embedded.postgres import Postgres

SERVER = Postgres()


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's own, save for the start."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Make sure that the server runs, then connect."""
        SERVER.ensure()
        return super().get_new_connection(conn_params)
