"""manage.py match: which known claims are like each query. No database, no network."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError
from numpy.typing import NDArray

from claims.editorial.likeness import vectors
from claims.editorial.likeness.files import Query, read_pool, read_queries
from claims.editorial.likeness.pool import Known, Pool
from claims.editorial.likeness.terms import clean
from claims.extraction.documents import InputError
from claims.management.output import lines_to

BEST = 100
Meaning = NDArray[np.float32]


class Command(BaseCommand):
    help = (
        "Match queries (lines of id, tab, text) against known claims (JSONL with id, claim, title): the 100 "
        "likest a query, as lines of query id, claim id and score. A claim that names a publisher was checked "
        "by others: that name stands in a fourth column. Broken lines are named and left out."
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
            raise CommandError(str(error)) from error  # it names the broken lines itself
        for line in broken:
            self.stderr.write(str(line))
        keys, entries = list(known), list(known.values())
        with lines_to(options["output"], self.stdout) as write:
            encoder = None if options["words_only"] else self._encoder(len(entries))
            pool = indexed(entries, encoder)
            for query, meaning in zip(queries, meanings(queries, encoder), strict=True):
                for position, score in pool.rank(query.text, meaning, BEST):
                    theirs = f"\t{entries[position].publisher}" if entries[position].publisher else ""
                    write(f"{query.id}\t{keys[position]}\t{score:.6f}{theirs}")
        if broken:
            raise CommandError(f"{len(broken)} broken lines were left out; they are named above.")

    def _encoder(self, size: int) -> vectors.Encoder | None:
        missing = vectors.missing()
        if missing:
            self.stderr.write(f"match: on words alone: the model of sentence vectors is {missing}.")
            return None
        self.stderr.write(f"match: computing the vectors of {size} claims…")
        return vectors.encoder()


def meanings(queries: Sequence[Query], encoder: vectors.Encoder | None) -> Sequence[Meaning | None]:
    """The vector of each query; None for each where there is no model."""
    if encoder is None:
        return [None] * len(queries)
    return list(encoder.encode(clean(query.text) for query in queries))


def indexed(entries: Sequence[Known], encoder: vectors.Encoder | None) -> Pool:
    """The claims with their vectors and their titles'; a claim without a title has that of its text twice."""
    if encoder is None:
        return Pool(entries)
    texts = encoder.encode(entry.text for entry in entries)
    titles = texts.copy()
    titled = [n for n, entry in enumerate(entries) if entry.title]
    titles[titled] = encoder.encode(entries[n].title for n in titled)
    return Pool(entries, vectors=texts, title_vectors=titles)
