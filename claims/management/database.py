"""What a command needs before it can touch rows."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper
from django.db import OperationalError, connection

from claims.checks import pending_migrations

EMBEDDED = "config.embedded.backend"


def ensure_tables(stdout: OutputWrapper) -> None:
    """Make the tables of a fresh embedded database; ask for `migrate` on any other that lacks some.

    Migrations are another role's work than this process's, so they run in a process of their own.
    """
    try:
        if not pending_migrations():
            return
        if connection.settings_dict["ENGINE"] != EMBEDDED:
            raise CommandError("The database lacks migrations. Run `manage.py migrate` first.")
    except OperationalError as error:
        raise CommandError(
            f"The database cannot be reached: {error}\nStart it, or correct DATABASE_URL."
        ) from error
    stdout.write("Preparing the database…")
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"`manage.py migrate` failed:\n{done.stderr[-2000:]}")
