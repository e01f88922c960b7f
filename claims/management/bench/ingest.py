"""Articles a second through fetch, clean, store and extract, beside bare trafilatura and bare spaCy.

One site on this machine prints the pages. The whole way goes through a desk of its own (a data folder that is
thrown away, its own PostgreSQL and broker) with one worker process and with two, as they run in production; the bare
figure is one process that calls trafilatura and spaCy's full pipeline on the same pages, which it need not fetch.
All in turns; the best of each counts, since other work of the machine only ever slows one down.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import django
import spacy
import trafilatura
from django.conf import settings
from django.core.management import call_command

from claims import tasks
from claims.management.newspaper import article, printed
from claims.management.servers import apart, folder_of_its_own
from claims.models import ArticleRevision, Feed, Outlet
from config import embedded
from config.celery import app
from config.migrating import migrate

ONE, TWO = 0.7, 1.6  # the floors: of the bare figure with one worker; of one worker's figure with two
WARM_UP = 8  # articles before each measurement
LONGEST = 600.0  # seconds that a measurement may take
WORKER = [
    "-m",
    "celery",
    "-A",
    "config.celery",
    "worker",
    "--pool",
    "solo",
    "--queues",
    "extract,fetch,housekeeping",
]
DESK = {"HOST_PAUSE_SECONDS": "0", "INGEST_ALLOW_HOSTS": "127.0.0.1", "LOOK_AGAIN_MINUTES": "100000"}


class _Options(Namespace):
    pages: int
    turns: int
    folder: str
    desk: str


def run(arguments: list[str], write: Callable[[str], object]) -> None:
    """Print the table, and whether the floors are kept."""
    parser = ArgumentParser(prog="manage.py bench ingest", description=__doc__)
    parser.add_argument("--pages", type=int, default=200, help="In each measurement (default 200).")
    parser.add_argument("--turns", type=int, default=3, help="Of which the best counts (default 3).")
    parser.add_argument("--folder", default="", help="Its data folder, which stays (default: a fresh one).")
    parser.add_argument("--desk", default="", help="Used by the benchmark itself: measure at this address.")
    options = parser.parse_args(arguments, namespace=_Options())
    if options.desk:
        for figure in _measured(options.desk, options.pages, options.turns):
            write(json.dumps(figure))
        return
    bare, found, compared = list[float](), dict[int, list[float]](), dict[int, list[float]]()
    with (
        folder_of_its_own(options.folder) as folder,
        printed() as address,
        _desk(folder, address, options) as desk,
    ):
        for line in desk:
            workers, rate, with_comparing = json.loads(line)
            write(f"{workers} at work: {rate:.1f}, grouped and matched as well {with_comparing:.1f}")
            found.setdefault(workers, []).append(rate)
            compared.setdefault(workers, []).append(with_comparing)
            if workers == 2:  # both were measured: now the other side
                bare.append(_in_a_process_of_its_own(options.pages))
                write(f"bare: {bare[-1]:.1f}")
    best, one, two = max(bare), max(found[1]), max(found[2])
    write(f"{options.pages} pages, best of {options.turns}, articles a second")
    write(f"bare trafilatura + spaCy, one process  {best:6.1f}")
    write(
        f"the whole way, one worker              {one:6.1f}  {one / best:4.0%} of bare   {_kept(one / best, ONE)}"
    )
    write(
        f"the whole way, two workers             {two:6.1f}  {two / one:4.2f} of one    {_kept(two / one, TWO)}"
    )
    write(
        f"grouped and matched as well             {max(compared[1]):6.1f} with one, {max(compared[2]):.1f} with two"
    )


def _kept(ratio: float, floor: float) -> str:
    return f"floor {floor}: {'kept' if ratio >= floor else 'MISSED'}"


# The bare figure -------------------------------------------------------------------------------------
def _in_a_process_of_its_own(pages: int) -> float:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup) as process:
        return process.submit(_bare, pages, settings.LANGUAGE_MODEL).result()


def _bare(pages: int, model: str) -> float:
    """Articles a second."""
    nlp = spacy.load(model)
    printed_pages = [article(number) for number in range(pages)]
    list(nlp.pipe([trafilatura.extract(article(pages)) or ""]))
    begin = time.perf_counter()
    texts = (trafilatura.extract(page) or "" for page in printed_pages)
    sentences = sum(1 for doc in nlp.pipe(texts) for _ in doc.sents)
    return pages / (time.perf_counter() - begin) if sentences else 0.0


# The whole way ---------------------------------------------------------------------------------------
@contextmanager
def _desk(folder: str, address: str, options: _Options) -> Iterator[Iterator[str]]:
    """A desk in a data folder of its own; its lines, a measurement each."""
    command = [sys.executable, "manage.py", "bench", "ingest", "--desk", address]
    command += ["--pages", str(options.pages), "--turns", str(options.turns)]
    process = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=apart(folder) | DESK,
        text=True,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None  # noqa: S101 - it was asked for
    try:
        yield (line for line in process.stdout if line.startswith("["))
        if process.wait():
            raise RuntimeError("the desk of the benchmark failed; the lines above say why")
    finally:
        process.terminate()
        process.wait()


def _measured(address: str, pages: int, turns: int) -> Iterator[tuple[int, float, float]]:
    """Workers, articles a second until extracted and until compared; new articles each time: known ones cost less."""
    migrate()
    embedded.Valkey().ensure()  # up for as long as this process lives
    call_command("load_seeds", stdout=io.StringIO())
    first = pages + 1
    for _ in range(turns):
        for workers in (1, 2):
            with _working(workers):
                _through(address, first, first + WARM_UP * workers)
                first += WARM_UP * workers
                yield workers, *_through(address, first, first + pages)
                first += pages


@contextmanager
def _working(number: int) -> Iterator[None]:
    """So many workers, which answer."""
    workers = [
        subprocess.Popen(
            [sys.executable, *WORKER, "--hostname", f"w{n}@bench", "--without-gossip", "--without-mingle"],
            cwd=settings.BASE_DIR,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        for n in range(number)
    ]
    try:
        until = time.monotonic() + LONGEST
        while len(app.control.ping(timeout=0.5) or ()) < number and time.monotonic() < until:
            pass
        yield
    finally:
        for worker in workers:
            os.killpg(worker.pid, signal.SIGKILL)  # all is measured; nothing is lost that counts
            worker.wait()


def _through(address: str, first: int, last: int) -> tuple[float, float]:
    """Articles a second from the moment that a feed is due until all are extracted, and until all are compared."""
    outlet, _ = Outlet.objects.get_or_create(slug="bench", defaults={"name": "The Post"})
    began, rung, extracted = time.perf_counter(), 0.0, 0.0
    Feed.objects.create(outlet=outlet, url=f"{address}/feed/{first}/{last}", is_active=True)
    urls = [f"{address}/article/{number}" for number in range(first, last)]
    mine = ArticleRevision.objects.filter(article__key__in=urls, state=ArticleRevision.State.EXTRACTED)
    while (passed := time.perf_counter() - began) < LONGEST:
        if passed >= rung:  # as beat does it
            tasks.ring_for_errands()
            rung += settings.POLL_SECONDS
        if not extracted and mine.count() == len(urls):
            extracted = passed
            tasks.compare_candidates.delay()
        if extracted and not mine.filter(to_compare=True).exists():
            return len(urls) / extracted, len(urls) / passed
        time.sleep(0.05)
    raise RuntimeError(f"only {mine.count()} of {len(urls)} articles within {LONGEST:.0f} s")
