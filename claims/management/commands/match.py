"""manage.py match: which known claims are like each query. No database, no network."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.editorial.likeness import vectors
from claims.editorial.likeness.files import read_pool, read_queries
from claims.editorial.likeness.pool import Pool
from claims.editorial.likeness.terms import clean
from claims.extraction.documents import InputError
from claims.management.output import lines_to

BEST = 100


class Command(BaseCommand):
    help = (
        "Match queries (lines of id, tab, text) against known claims (JSONL with id, claim, title): the 100 "
        "likest a query, as lines of query id, claim id and score. Broken lines are named and left out."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pool", type=Path, required=True, metavar="POOL.jsonl")
        parser.add_argument("--queries", type=Path, required=True, metavar="QUERIES.tsv")
        parser.add_argument("--output", type=Path, metavar="RUN.tsv", help="Write there, do not print.")
        parser.add_argument("--words-only", action="store_true", help="Without sentence vectors.")

    def handle(self, *args: Any, **options: Any) -> None:
        broken: list[InputError] = []
        try:
            known = read_pool(options["pool"], broken)
            queries = read_queries(options["queries"], broken)
        except InputError as error:
            raise CommandError("\n".join(map(str, [*broken[:20], error]))) from error
        keys, entries = list(known), list(known.values())
        with lines_to(options["output"], self.stdout) as write:
            encoder = None if options["words_only"] else self._encoder(len(entries))
            pool = Pool(
                entries,
                vectors=encoder.encode(e.text for e in entries) if encoder else None,
                title_vectors=encoder.encode(e.title or e.text for e in entries) if encoder else None,
            )
            for query in queries:
                meaning = encoder.encode([clean(query.text)])[0] if encoder else None
                for position, score in pool.rank(query.text, meaning, BEST):
                    write(f"{query.id}\t{keys[position]}\t{score:.6f}")
        if broken:
            raise CommandError("\n".join(map(str, broken)))

    def _encoder(self, size: int) -> vectors.Encoder | None:
        missing = vectors.missing()
        if missing:
            self.stderr.write(f"match: on words alone: the model of sentence vectors is {missing}.")
            return None
        self.stderr.write(f"match: computing the vectors of {size} claims…")
        return vectors.encoder()
