"""A real worker fetches what is attached at once; killed in the middle of it, the next one does it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler

import psycopg

from tests.ingest.samples import LINES, PAGE
from tests.ingest.server import page, serving
from tests.pipeline.desk import Desk, wait_until

ATTACH = """
from django.db import transaction
from claims import tasks
from claims.editorial import evidence
from tests.factories import ada, make_claim, make_draft
while not tasks.a_worker_listens():  # a bell that nobody hears within ten seconds is over
    pass
with transaction.atomic():
    version = make_draft(make_claim("{title}", slug="{title}"))
    evidence.attach_evidence(version=version, actor=ada(), title="{title}", url="{url}")
    tasks.ring_for_copy()
"""
RING = "from claims import tasks; tasks.ring_for_errands()"  # as beat does it every few seconds


def stored(desk: Desk, title: str) -> str:
    """The text of the copy; "" while there is none."""
    query = "SELECT archived_text FROM claims_evidence WHERE title = %s"
    with psycopg.connect(host=desk.sockets, user="claims_app", dbname="claims", connect_timeout=2) as link:
        found = link.execute(query, [title]).fetchone()
    return str(found[0]) if found else ""


def attach(desk: Desk, title: str, url: str) -> None:
    done = desk.manage("shell", "-c", ATTACH.format(title=title, url=url))
    assert done.returncode == 0, done.stderr


def test_what_is_attached_is_fetched_without_waiting_for_the_schedule(desk: Desk) -> None:
    desk.start_worker()
    with serving({"/count": page(PAGE)}) as address:
        attach(desk, "Attached", f"{address}/count")
        wait_until(lambda: LINES[0] in stored(desk, "Attached"), "the copy")


def test_a_worker_killed_while_it_fetches_loses_nothing(desk: Desk) -> None:
    asked, over = threading.Event(), threading.Event()

    def first_slow(handler: BaseHTTPRequestHandler) -> None:
        if not asked.is_set():
            asked.set()
            over.wait(30)
        page(PAGE)(handler)

    with serving({"/count": first_slow}) as address:
        desk.start_worker()
        attach(desk, "Killed", f"{address}/count")
        assert asked.wait(60)
        desk.kill_worker()
        over.set()
        assert stored(desk, "Killed") == ""
        desk.start_worker()

        def rung_and_stored() -> bool:
            assert desk.manage("shell", "-c", RING).returncode == 0
            return LINES[0] in stored(desk, "Killed")

        wait_until(rung_and_stored, "the copy")
