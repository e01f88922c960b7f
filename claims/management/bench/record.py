"""What an article costs, step by step, when so many are stored already: it must not grow.

In a desk of its own (a data folder that is thrown away) the record is filled to each size in turn with articles,
their feed items and candidates that all still wait; then new articles go through, one after the other, each step by
the clock. The middle of each step's times counts. The new ones quote others than those that are stored, and their
candidates are taken out before the record is filled further: all sizes meet as many of one speaker.
"""

from __future__ import annotations

import gc
import hashlib
import random
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from claims import pipeline
from claims.ingest import twins
from claims.ingest.fetch import Page
from claims.ingest.gather import read_page
from claims.ingest.types import ArticleDraft, Limits, Link
from claims.management.loading import copy_rows
from claims.management.newspaper import FIRST, LAST, article
from claims.management.servers import apart, folder_of_its_own
from claims.models import Article, ArticleRevision, Candidate, Feed, FeedItem, Outlet
from claims.polling import errands
from config.migrating import migrate

GROWTH = 1.2  # no step may take longer than so many times what it took with the smallest record
CANDIDATES = 3  # of a stored article, all of them waiting
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
WORDS = "bridge school road tax hospital harbour market vote river budget ferry library forest".split()  # noqa: SIM905
NEW = "/new"  # how the address of a measured article ends
STEPS = ("give out", "clean", "store", "extract", "store candidates", "compare", "sweep")


class _Options(Namespace):
    sizes: list[int]
    articles: int
    folder: str
    inside: bool


def run(arguments: list[str], write: Callable[[str], object]) -> None:
    """Print milliseconds a step by size, and whether any grew too much."""
    parser = ArgumentParser(prog="manage.py bench record", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--articles", type=int, default=150, help="Measured at each size (default 150).")
    parser.add_argument("--folder", default="", help="Its data folder, which stays (default: a fresh one).")
    parser.add_argument("--inside", action="store_true", help="Used by the benchmark itself.")
    options = parser.parse_args(arguments, namespace=_Options())
    if not options.inside:
        _in_a_desk_of_its_own(arguments, options.folder)
        return
    migrate()
    call_command("load_seeds", verbosity=0, stdout=sys.stderr)
    table: list[dict[str, float]] = []
    write(
        f"{'milliseconds an article':24}" + "".join(f"{size:>10,}" for size in options.sizes) + "     times"
    )
    for size in sorted(options.sizes):
        _fill(size)
        table.append(_measured(size, options.articles))
    missed = False
    for step in (*STEPS, "all"):
        times = [figures[step] for figures in table]
        growth = times[-1] / times[0]
        missed |= growth > GROWTH
        row = "".join(f"{t:10.2f}" for t in times)
        write(f"{step:24}{row}{growth:10.2f}{'   MISSED' if growth > GROWTH else ''}")
    write(f"no step grows by more than {GROWTH - 1:.0%}: {'MISSED' if missed else 'kept'}")


def _in_a_desk_of_its_own(arguments: list[str], stated: str) -> None:
    with folder_of_its_own(stated) as folder:
        subprocess.run(
            [sys.executable, "manage.py", "bench", "record", *arguments, "--inside"],
            cwd=settings.BASE_DIR,
            env=apart(folder),
            check=True,
        )


# The record ------------------------------------------------------------------------------------------
def _fill(size: int) -> None:
    """Articles until there are so many, as if they had come in a minute apart."""
    outlet, _ = Outlet.objects.get_or_create(slug="bench", defaults={"name": "The Post"})
    feed, _ = Feed.objects.get_or_create(url="https://bench.example/feed", defaults={"outlet": outlet})
    numbers = range(Article.objects.count() + 1, size + 1)
    first = 10_000_000  # far from what the sequences give
    at = {n: BEGAN + timedelta(minutes=n) for n in numbers}
    copy_rows(
        Article,
        (
            {"id": first + n, "key": _url(n), "url": _url(n), "outlet_id": outlet.pk, "title": f"Report {n}"}
            | {"language": "en", "published_on": at[n].date(), "first_seen_at": at[n]}
            for n in numbers
        ),
    )
    copy_rows(
        ArticleRevision, ({"id": first + n, "article_id": first + n} | _revision(n, at[n]) for n in numbers)
    )
    copy_rows(
        FeedItem,
        (
            {"id": first + n, "feed_id": feed.pk, "url": _url(n), "host": "bench.example", "state": "stored"}
            | {"article_id": first + n, "stored_at": at[n], "seen_at": at[n]}
            | {"due_at": timezone.now() + timedelta(days=1 + n % 7)}
            for n in numbers
        ),
    )
    copy_rows(Candidate, (row for n in numbers for row in _candidates(n, first, at[n])))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _url(number: int) -> str:
    return f"https://bench.example/stored/{number}"


def _text(number: int) -> str:
    chance = random.Random(number)  # noqa: S311 - the same each time
    lines = (" ".join(chance.choices(WORDS, k=14)).capitalize() + f" {number}." for _ in range(20))
    return f"Report {number}\n" + "\n".join(lines)


def _revision(number: int, at: datetime) -> dict[str, Any]:
    text = _text(number)
    return {
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "bands": twins.bands(text),
        "state": "extracted",
        "fetched_at": at,
        "extracted_at": at,
        "rung_at": at,
    }


def _candidates(number: int, first: int, at: datetime) -> Iterator[dict[str, Any]]:
    """Of the many who are quoted, few are quoted often."""
    chance = random.Random(-number)  # noqa: S311
    text = _text(number)
    for turn in range(CANDIDATES):
        place = 200 + 300 * turn
        who = int(20_000 * chance.random() ** 3)
        yield {
            "id": (first + number) * CANDIDATES + turn,
            "revision_id": first + number,
            "start": place,
            "end": place + 60,
            "spans": [[place, place + 60]],
            "quote": text[place : place + 60],
            "quote_type": "indirect",
            "statement": " ".join(chance.choices(WORDS, k=8)) + f" {chance.randint(1, 9999)}",
            "speaker_name": f"{FIRST[who % len(FIRST)]} {LAST[who // 20 % len(LAST)]} {who}",
            "kind": "fact",
            "checkworthiness": chance.random(),
            "checkworthy": True,
            "extractor": "bench",
            "extractor_version": "1",
            "created_at": at,
        }


# The steps -------------------------------------------------------------------------------------------
def _measured(size: int, articles: int) -> dict[str, float]:
    """Milliseconds of each step, the middle of so many articles; those before warm up."""
    times: dict[str, list[float]] = {step: [] for step in STEPS}
    warm_up = max(5, articles // 10)
    gc.collect()
    for number in range(articles + warm_up):
        steps = _one(size * 100 + number)
        if number >= warm_up:
            for step in STEPS:
                times[step].append(steps[step])
    measured = Candidate.objects.filter(revision__article__url__endswith=NEW)
    measured.update(group=None)
    measured.delete()
    figures = {step: median(found) for step, found in times.items()}
    return figures | {"all": sum(figures.values())}


def _one(number: int) -> dict[str, float]:
    """A new article on its whole way but the network's."""
    clock = _Clock()
    feed = Feed.objects.get(url="https://bench.example/feed")
    host = f"h{number}.example"  # each its own, since a host rests between two turns
    url = f"https://{host}{NEW}"
    FeedItem.objects.create(feed=feed, url=url, host=host, due_at=timezone.now())
    clock.start()
    errand = errands.take()
    clock.stop("give out")
    assert errand is not None  # noqa: S101 - one is due
    FeedItem.objects.filter(pk=errand.row.pk).update(
        due_at=None, state="failed", note="Measured.", lease_until=None
    )
    page = Page(url, article(number).encode(), "text/html", "utf-8")
    clock.start()
    draft = next(iter(read_page(page, Link(url), Limits(), follow=False)))
    clock.stop("clean")
    assert isinstance(draft, ArticleDraft)  # noqa: S101 - the page has a text
    clock.start()
    stored = pipeline.store_draft(draft)
    clock.stop("store")
    clock.start()
    lease = pipeline.claim_revision(revision_id=stored.revision_id)
    drafts = pipeline.drafts_of(stored.revision_id)
    clock.stop("extract")
    assert lease is not None  # noqa: S101 - nobody else is there
    clock.start()
    pipeline.store_candidates(lease=lease, drafts=drafts)
    clock.stop("store candidates")
    clock.start()
    pipeline.compare_candidates(revision_id=stored.revision_id)
    clock.stop("compare")
    clock.start()
    pipeline.sweep()
    clock.stop("sweep")
    return clock.times


class _Clock:
    """Milliseconds by step."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}
        self.began = 0.0

    def start(self) -> None:
        """Now."""
        self.began = time.perf_counter()

    def stop(self, step: str) -> None:
        """The step is done."""
        self.times[step] = (time.perf_counter() - self.began) * 1000
