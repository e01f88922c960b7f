"""Migrations are the owner's work, so they run in a process of their own, which alone has its rights."""

from __future__ import annotations

import os
import subprocess
import sys

from config.embedded.paths import BASE_DIR


class MigrationError(RuntimeError):
    """`manage.py migrate` failed; the message has the end of what it said."""


def migrate() -> None:
    """Bring the tables up to date. Raises MigrationError."""
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=BASE_DIR,
        env={**os.environ, "CLAIMS_ROLE": "owner"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise MigrationError(f"`manage.py migrate` failed:\n{done.stderr[-2000:]}")
