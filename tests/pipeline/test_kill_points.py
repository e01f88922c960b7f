"""kill -9 at each step of the pipeline: whoever comes next finds everything, and does it once.

A process of its own is told at which call it has to die, before or after it; a second one has no such orders. They
are children of one that has loaded the language model, so that a death costs a second.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.ingest.samples import PAGE
from tests.ingest.server import page, serving
from tests.pipeline.desk import LEASE, ROOT, Desk

WORK = """
import importlib, json, os, signal, sys, traceback
import django
django.setup()
from django.conf import settings
from django.utils import timezone
from claims import pipeline, tasks
from claims.extraction.language import parser
from claims.models import ArticleRevision, Feed, Host
from claims.polling import errands
from tests.factories import make_outlet

def know(url):
    Feed.objects.update(is_active=False)
    Feed.objects.update_or_create(url=url, defaults={"outlet": make_outlet("points"), "is_active": True})

def work(where, when, address):
    if where:
        module, name = where.rsplit(".", 1)
        place = importlib.import_module(module)
        real = getattr(place, name)
        def deadly(*args, **more):
            if when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            real(*args, **more)
            os.kill(os.getpid(), signal.SIGKILL)
        setattr(place, name, deadly)
    Feed.objects.filter(url__startswith=address).update(due_at=timezone.now())
    Host.objects.update(next_at=timezone.now())
    tasks.ring(errands.run(seconds=5))
    for revision_id in list(ArticleRevision.objects.waiting(timezone.now()).values_list("id", flat=True)):
        pipeline.extract_revision(revision_id=revision_id, compare=False)
    while pipeline.compare_next():
        pass

parser(settings.LANGUAGE_MODEL)
for line in sys.stdin:
    child = os.fork()
    if not child:
        try:
            what, *words = json.loads(line)
            {"know": know, "work": work}[what](*words)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
POINTS = [
    ("claims.polling.turns.read_rules", "before"),
    ("claims.polling.turns.read_rules", "after"),
    ("claims.ingest.fetch.fetch", "before"),
    ("claims.polling.feeds._take_links", "before"),
    ("claims.polling.feeds._take_links", "after"),
    ("claims.polling.feeds._succeeded", "after"),
    ("claims.polling.items._read", "before"),
    ("claims.ingest.gather.read_page", "before"),
    ("claims.pipeline._add_revision", "before"),
    ("claims.pipeline._add_revision", "after"),
    ("claims.polling.items._look_later", "before"),
    ("claims.polling.items._look_later", "after"),
    ("claims.tasks.ring", "before"),
    ("claims.tasks.send", "after"),
    ("claims.pipeline.claim_revision", "after"),
    ("claims.pipeline.drafts_of_each", "before"),
    ("claims.pipeline.drafts_of_each", "after"),
    ("claims.pipeline.rank", "before"),
    ("claims.pipeline.group_candidates", "before"),
    ("claims.pipeline.group_candidates", "after"),
    ("claims.pipeline.store_candidates", "after"),
    ("claims.pipeline.suggest_matches", "after"),
]


class Foreman:
    """The process that has the workers die."""

    def __init__(self, desk: Desk) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(  # type: ignore[call-overload]
            [sys.executable, "-c", WORK], cwd=ROOT, env=desk.env, text=True, **pipes
        )
        self.desk, self.candidates = desk, 0

    def work(self, where: str, when: str, address: str) -> int:
        """One round of everything by a process of its own; its exit status."""
        status = self._told("work", where, when, address)
        assert status in {0, -signal.SIGKILL}
        return status

    def know(self, feed: str) -> None:
        """This feed alone is to be asked."""
        assert self._told("know", feed) == 0

    def _told(self, *words: str) -> int:
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture(scope="module")
def foreman(whole_desk: Desk) -> Iterator[Foreman]:
    """With the number of candidates that the text has when nobody dies."""
    found = Foreman(whole_desk)
    with site_of("nobody dies", found) as address:
        found.work("", "", address)
        [(state, found.candidates, left)] = rows(whole_desk, address)
    assert (state, left) == ("extracted", False)
    assert found.candidates >= 3
    yield found
    found.process.stdin.close()
    found.process.wait(timeout=240)


@contextmanager
def site_of(told: str, foreman: Foreman) -> Iterator[str]:
    """A site with one article like no other, and a feed of it that is known to the desk."""
    text = PAGE.replace("Port Anselm", f"the port of {told}").replace("The harbour", f"The harbour of {told}")
    text = text.replace("CANONICAL", "").replace("Fishermen", f"Fishermen of {told}")
    feed = page(
        '<rss version="2.0"><channel><item><link>/a</link></item></channel></rss>', "application/rss+xml"
    )
    with serving({"/feed": feed, "/a": page(text)}) as address:
        foreman.know(f"{address}/feed")
        yield address


def rows(desk: Desk, address: str) -> list[tuple[str, int, bool]]:
    """State, number of candidates and "to compare" of each text of the site."""
    query = (
        "SELECT r.state, (SELECT count(*) FROM claims_candidate c WHERE c.revision_id = r.id), r.to_compare"
        " FROM claims_articlerevision r JOIN claims_article a ON a.id = r.article_id WHERE a.url LIKE %s"
    )
    with psycopg.connect(host=desk.sockets, user="claims_app", dbname="claims", autocommit=True) as link:
        link.execute("SELECT 1")
        found = link.execute(query, [f"{address}%"]).fetchall()
    return [(str(state), int(number), bool(left)) for state, number, left in found]


@pytest.mark.parametrize(("where", "when"), POINTS)
def test_a_worker_that_dies_there_loses_and_doubles_nothing(
    desk: Desk, foreman: Foreman, where: str, when: str
) -> None:
    with site_of(f"{where} {when}", foreman) as address:
        assert foreman.work(where, when, address) == -signal.SIGKILL
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not is_whole(desk, address):
            time.sleep(LEASE / 2)
            assert foreman.work("", "", address) == 0
        assert rows(desk, address) == [("extracted", foreman.candidates, False)]


def is_whole(desk: Desk, address: str) -> bool:
    """Is its one text extracted, and are its candidates compared?"""
    return [(state, left) for state, _, left in rows(desk, address)] == [("extracted", False)]
