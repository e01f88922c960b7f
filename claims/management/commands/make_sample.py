"""manage.py make_sample: a large made-up record, to measure with."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from typing import Any

import pgtrigger
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, models, transaction

from claims.management.database import ensure_tables
from claims.management.sample import Sample, Staff
from claims.models import (
    Appearance,
    Article,
    ArticleRevision,
    Candidate,
    Claim,
    ClaimVector,
    Methodology,
    Outlet,
    Rating,
    RatingScale,
    Review,
    ReviewVersion,
    Speaker,
    User,
)

NUMBERED = (Outlet, Speaker, Article, ArticleRevision, Claim, Candidate, Appearance, Review, ReviewVersion)


class Command(BaseCommand):
    help = (
        "Fill an empty record with N made-up claims, an appearance for each, five candidates a claim and a "
        "published review for every fourth. The same N gives the same rows."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--claims", type=int, required=True, metavar="N")
        parser.add_argument("--vectors", action="store_true", help="And a vector by chance for each claim.")

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_tables(self.stdout)
        if options["claims"] < 1:
            raise CommandError("--claims must be 1 or more.")
        if Claim.objects.exists():
            raise CommandError("There are claims already: made-up ones are for a database of their own.")
        with pgtrigger.ignore(), transaction.atomic():  # made-up rows leave no history
            sample = Sample(options["claims"], _staff())
            counts = sample.counts()
            sample.first_ids = {model.__name__: _reserve(model, counts[model.__name__]) for model in NUMBERED}
            tables = [
                (Outlet, sample.outlet_rows()),
                (Speaker, sample.speaker_rows()),
                (Article, sample.article_rows()),
                (ArticleRevision, sample.revision_rows()),
                (Claim, sample.claim_rows()),
                (Candidate, sample.candidate_rows()),
                (Appearance, sample.appearance_rows()),
                (Review, sample.review_rows()),
                (ReviewVersion, sample.version_rows()),
            ]
            if options["vectors"]:
                tables.append((ClaimVector, sample.vector_rows()))
            for model, rows in tables:
                began = time.monotonic()
                count = copy_rows(model, rows)
                self.stdout.write(
                    f"{count} {model._meta.verbose_name_plural} in {time.monotonic() - began:.0f} s"
                )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def copy_rows(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> int:
    """COPY rows, by column name, into the model's table; what they leave out gets the field's default."""
    fields = model._meta.concrete_fields
    defaults = {field.column: field.get_default() for field in fields}
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    count = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # carries the word that triggers rest
        with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
            for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
                whole = defaults | row
                copy.write_row([f.get_db_prep_save(whole[f.column], connection) for f in fields])
    return count


def _reserve(model: type[models.Model], count: int) -> int:
    """The first of so many numbers in a row, drawn from the table's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(nextval(pg_get_serial_sequence(%s, 'id'))) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return int(cursor.fetchone()[0])


def _staff() -> Staff:
    """Two people, a rating and a methodology of the sample's own."""
    people = [User.objects.get_or_create(username=f"sample-{name}")[0] for name in ("editor", "approver")]
    scale, _ = RatingScale.objects.get_or_create(slug="sample", defaults={"name": "Sample"})
    rating, _ = Rating.objects.get_or_create(
        scale=scale, slug="false", defaults={"label": "False", "maps_to": "false", "shape": "cross"}
    )
    methodology = Methodology.objects.order_by("id").first() or Methodology.objects.create(
        version="sample", text="Made up.", adopted_on=date(2020, 1, 1)
    )
    return Staff(people[0].pk, people[1].pk, rating.pk, methodology.pk)
