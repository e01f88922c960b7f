"""manage.py export_public: everything public as JSON lines and CSV."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.editorial.opendata.export import export_public


class Command(BaseCommand):
    help = "Export everything public: JSON lines and CSV (gzip), schema, licence, checksums."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="Exports stand below it; `latest` points at the newest."
        )
        parser.add_argument("--keep", type=int, default=7, help="How many exports stay (default 7).")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if options["keep"] < 1:
            raise CommandError("--keep is 1 or more: the export itself stays.")
        try:
            done = export_public(folder, keep=options["keep"])
        except OSError as error:
            raise CommandError(
                f"Cannot write below {folder}: {error.strerror}. Nothing was published."
            ) from error
        what = "exported" if done.is_new else "unchanged"
        self.stdout.write(f"{what}: {done.rows} rows in {done.folder}")
