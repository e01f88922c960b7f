"""manage.py vectors: compute what claims mean. Beat has workers do the same every minute."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.editorial import meaning
from claims.editorial.likeness import vectors
from claims.management.database import ensure_tables
from claims.models import Claim


class Command(BaseCommand):
    help = (
        "Compute the sentence vectors of claims that have none, or one of another model. It may be broken off "
        "and run again: what is done stays done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, metavar="N", help="Stop after so many.")

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_tables(self.stdout)
        if missing := vectors.missing():
            raise CommandError(f"The model of sentence vectors is {missing}. Run `make setup`.")
        done, limit = 0, options["limit"]
        while count := meaning.compute_vectors(
            limit=min(meaning.BATCH, (limit or meaning.BATCH + done) - done)
        ):
            done += count
            self.stdout.write(f"{done} computed")
            if limit and done >= limit:
                break
        left = Claim.objects.without_vector(vectors.MODEL, vectors.VERSION).count()
        self.stdout.write(f"{done} computed, {left} are left.")
        if what := meaning.what_is_missing():
            self.stderr.write(what)
