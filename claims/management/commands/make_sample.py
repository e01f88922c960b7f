"""manage.py make_sample: a large made-up record, to measure with."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

import pgtrigger
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, models, transaction

from claims.editorial.vocabulary import learn_everything
from claims.management.database import ensure_tables
from claims.management.loading import copy_rows, may_strip, stripped
from claims.management.sample import TOPICS, Sample, Staff
from claims.models import (
    Affiliation,
    Appearance,
    Article,
    ArticleRevision,
    Candidate,
    Claim,
    ClaimVector,
    Evidence,
    ExternalReview,
    Methodology,
    Outlet,
    Rating,
    RatingScale,
    Review,
    ReviewVersion,
    Speaker,
    Topic,
    User,
)

Tables = list[tuple[type[models.Model], Iterator[dict[str, Any]]]]
CLAIM_TOPICS: type[models.Model] = Claim.topics.through
NUMBERED = (
    *(Outlet, Speaker, Affiliation, Article, ArticleRevision, Claim, CLAIM_TOPICS, Candidate, Appearance),
    *(Review, ReviewVersion, Evidence, ExternalReview),
)


class Command(BaseCommand):
    help = (
        "Fill an empty record with N made-up claims, an appearance for each, five candidates a claim, a "
        "published review for every fourth and another publisher's for every tenth. The same N gives the same "
        "rows. As the owner of the tables (the embedded database; else CLAIMS_ROLE=owner) it builds the indexes "
        "after the rows, which is several times faster."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--claims", type=int, required=True, metavar="N")
        parser.add_argument(
            "--every", type=int, default=4, metavar="N", help="A review for every Nth claim (4 unless said)."
        )
        parser.add_argument("--vectors", action="store_true", help="And a vector by chance for each claim.")

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_tables(self.stdout)
        if options["claims"] < 1 or options["every"] < 1:
            raise CommandError("--claims and --every must be 1 or more.")
        if Claim.objects.exists():
            raise CommandError("There are claims already: made-up ones are for a database of their own.")
        with pgtrigger.ignore(), transaction.atomic():  # made-up rows leave no history
            tables = _tables(options["claims"], options["every"], options["vectors"])
            models = [model for model, _ in tables]
            if may_strip(models):
                with stripped(models, self.stdout.write):
                    self._fill(tables)
            else:
                self.stdout.write(
                    "Not the owner of the tables: the indexes grow with the rows, which is slow."
                )
                self._fill(tables)
        learn_everything()
        Topic.objects.update(shown=False)  # which its trigger corrects
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _fill(self, tables: Tables) -> None:
        for model, rows in tables:
            began = time.monotonic()
            count = copy_rows(model, rows)
            self.stdout.write(
                f"{count} {model._meta.verbose_name_plural} in {time.monotonic() - began:.0f} s"
            )


def _tables(claims: int, every: int, with_vectors: bool) -> Tables:
    """The rows of each table, in the order in which they refer to each other."""
    sample = Sample(claims, _staff(), every)
    counts = sample.counts()
    sample.first_ids = {model.__name__: _reserve(model, counts[model.__name__]) for model in NUMBERED}
    tables: Tables = [
        (Outlet, sample.outlet_rows()),
        (Speaker, sample.speaker_rows()),
        (Affiliation, sample.affiliation_rows()),
        (Article, sample.article_rows()),
        (ArticleRevision, sample.revision_rows()),
        (Claim, sample.claim_rows()),
        (CLAIM_TOPICS, sample.topic_rows()),
        (Candidate, sample.candidate_rows()),
        (Appearance, sample.appearance_rows()),
        (Review, sample.review_rows()),
        (ReviewVersion, sample.version_rows()),
        (Evidence, sample.evidence_rows()),
        (ExternalReview, sample.external_rows()),
    ]
    if with_vectors:
        tables.append((ClaimVector, sample.vector_rows()))
    return tables


def _reserve(model: type[models.Model], count: int) -> int:
    """The first of so many numbers in a row, drawn from the table's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(nextval(pg_get_serial_sequence(%s, 'id'))) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return int(cursor.fetchone()[0])


def _staff() -> Staff:
    """Two people, two ratings, a methodology and topics of the sample's own."""
    people = [User.objects.get_or_create(username=f"sample-{name}")[0] for name in ("editor", "approver")]
    scale, _ = RatingScale.objects.get_or_create(slug="sample", defaults={"name": "Sample"})
    rating, _ = Rating.objects.get_or_create(
        scale=scale, slug="false", defaults={"label": "False", "maps_to": "false", "shape": "cross"}
    )
    settled, _ = Rating.objects.get_or_create(
        scale=scale,
        slug="promise-broken",
        defaults={"label": "Broken", "maps_to": "false", "shape": "square", "position": 1},
    )
    methodology = Methodology.objects.order_by("id").first() or Methodology.objects.create(
        version="sample", text="Made up.", adopted_on=date(2020, 1, 1)
    )
    topics = [
        Topic.objects.get_or_create(slug=f"sample-{n}", defaults={"name": f"Sample topic {n}"})[0]
        for n in range(TOPICS)
    ]
    return Staff(
        people[0].pk, people[1].pk, rating.pk, settled.pk, methodology.pk, [topic.pk for topic in topics]
    )
