"""What a command needs before it can touch rows."""

from __future__ import annotations

from django.core.management.base import CommandError, OutputWrapper
from django.db import OperationalError, connection

from claims.checks import pending_migrations
from config.embedded import EmbeddedError
from config.migrating import MigrationError, migrate

EMBEDDED = "config.embedded.backend"


def ensure_tables(stdout: OutputWrapper) -> None:
    """Bring the tables of an embedded database up to date; ask for `migrate` on any other that lacks some."""
    try:
        if not pending_migrations():
            return
        if connection.settings_dict["ENGINE"] != EMBEDDED:
            raise CommandError("The database lacks migrations. Run `manage.py migrate` first.")
    except (OperationalError, EmbeddedError) as error:
        raise CommandError(
            f"The database cannot be reached: {error}\nStart it, or correct DATABASE_URL."
        ) from error
    stdout.write("Preparing the database…")
    try:
        migrate()
    except MigrationError as error:
        raise CommandError(str(error)) from error
