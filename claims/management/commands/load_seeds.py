"""manage.py load_seeds: rating scales, outlets, feeds, speakers; with --examples the worked examples."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.editorial.refusals import Refused
from claims.management.examples import load_examples
from claims.management.seeding import Seeder, SeedError


class Command(BaseCommand):
    help = "Load the seeds. Safe to repeat: rows that exist stay as editors left them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.SEEDS_DIR)
        parser.add_argument("--update", action="store_true", help="Bring existing rows up to the files.")
        parser.add_argument(
            "--examples", action="store_true", help="The worked examples, from the articles that were read."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            if options["examples"]:
                for line in load_examples(folder / "examples.json"):
                    self.stdout.write(line)
                return
            seeder = Seeder(folder, update=options["update"])
            seeder.load()
        except (SeedError, Refused) as error:
            raise CommandError(str(error)) from error
        counts = seeder.counts
        self.stdout.write(", ".join(f"{counts[name]} {name}" for name in sorted(counts)) + ".")
