"""kill -9 at each step of the pipeline: whoever comes next finds everything, and does it once.

A process of its own is told at which call it has to die, before or after it; a second one has no such orders.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from tests.ingest.samples import PAGE
from tests.ingest.server import page, serving
from tests.pipeline.desk import LEASE, ROOT, Desk

WORK = """
import importlib, json, os, signal, sys
import django
django.setup()
from django.utils import timezone
from claims import pipeline, tasks
from claims.models import ArticleRevision, Feed, FeedItem, Host
from claims.polling import errands

where, when, address = json.loads(sys.argv[1])
if where:
    module, name = where.rsplit(".", 1)
    place = importlib.import_module(module)
    real = getattr(place, name)
    def deadly(*args, **more):
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **more)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(place, name, deadly)
Feed.objects.filter(url__startswith=address).update(due_at=timezone.now())
Host.objects.update(next_at=timezone.now())
tasks.ring(errands.run(seconds=5))
for revision_id in pipeline.sweep():
    pipeline.extract_revision(revision_id=revision_id)
pipeline.match_what_is_left()
"""
SET_UP = """
from claims.models import Feed, Outlet
from tests.factories import make_outlet
Feed.objects.update(is_active=False)
Feed.objects.create(outlet=make_outlet("points"), url="{url}", is_active=True)
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
    ("claims.pipeline.drafts_of", "before"),
    ("claims.pipeline.drafts_of", "after"),
    ("claims.pipeline.rank", "before"),
    ("claims.pipeline.group_candidates", "before"),
    ("claims.pipeline.group_candidates", "after"),
    ("claims.pipeline.store_candidates", "after"),
    ("claims.pipeline.suggest_matches", "after"),
]


def work(desk: Desk, where: str, when: str, address: str) -> int:
    """One round of everything; its exit status."""
    orders = json.dumps([where, when, address])
    done = subprocess.run(
        [sys.executable, "-c", WORK, orders],
        cwd=ROOT,
        env=desk.env,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode


def rows(desk: Desk, address: str) -> list[tuple[str, int, bool]]:
    """State, number of candidates and "to match" of each text of the site."""
    query = (
        "SELECT r.state, (SELECT count(*) FROM claims_candidate c WHERE c.revision_id = r.id), r.to_match"
        " FROM claims_articlerevision r JOIN claims_article a ON a.id = r.article_id WHERE a.url LIKE %s"
    )
    with psycopg.connect(host=desk.sockets, user="claims_app", dbname="claims", autocommit=True) as link:
        link.execute("SELECT 1")
        found = link.execute(query, [f"{address}%"]).fetchall()
    return [(str(state), int(number), bool(left)) for state, number, left in found]


@pytest.mark.parametrize(("where", "when"), POINTS)
def test_a_worker_that_dies_there_loses_and_doubles_nothing(desk: Desk, where: str, when: str) -> None:
    # Each text is its own, so that none is a copy of another test's.
    told = f"{where} {when}"
    text = PAGE.replace("Port Anselm", f"the port of {told}").replace("The harbour", f"The harbour of {told}")
    text = text.replace("CANONICAL", "").replace("Unemployment", f"Unemployment of {told}")
    feed = page(
        '<rss version="2.0"><channel><item><link>/a</link></item></channel></rss>', "application/rss+xml"
    )
    with serving({"/feed": feed, "/a": page(text)}) as address:
        done = desk.manage("shell", "-c", SET_UP.format(url=f"{address}/feed"))
        assert done.returncode == 0, done.stderr
        assert work(desk, where, when, address) == -signal.SIGKILL
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and not _is_whole(desk, address):
            time.sleep(LEASE)
            assert work(desk, "", "", address) == 0
        [(state, candidates, _)] = rows(desk, address)
        assert state == "extracted"
        assert candidates == 2


def _is_whole(desk: Desk, address: str) -> bool:
    return [state for state, _, _ in rows(desk, address)] == ["extracted"]
