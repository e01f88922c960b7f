"""A worker killed between sending and writing down sends again, with the same id: at least once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import psycopg
import pytest

from tests.ingest.server import serving, status
from tests.pipeline.desk import Desk, wait_until

PUBLISH = """
from django.db import transaction
from claims import tasks
from claims.editorial import webhooks
from claims.models import Webhook
webhook = Webhook.objects.create(name="The Harbour Post", url="{url}")
with transaction.atomic():
    webhooks.send_test(webhook=webhook)
    tasks.ring_for_subscribers()
"""
LAPSE = "UPDATE claims_delivery SET lease_until = now()"  # a minute later
RING = "from claims import tasks; tasks.ring_for_deliveries()"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path, INGEST_ALLOW_HOSTS="127.0.0.1")
    yield found
    found.close()


def ask(desk: Desk, sql: str) -> list[tuple[str, int]]:
    with psycopg.connect(host=desk.sockets, user="claims_app", dbname="claims", connect_timeout=2) as link:
        done = link.execute(sql)
        return [(str(state), int(tries)) for state, tries in done] if done.description else []


def test_a_worker_killed_before_it_knew_the_answer_sends_the_same_message_again(desk: Desk) -> None:
    ids: list[str] = []
    asked, over = threading.Event(), threading.Event()

    def first_slow(handler: BaseHTTPRequestHandler) -> None:
        ids.append(handler.headers["webhook-id"])
        if not asked.is_set():
            asked.set()
            over.wait(60)
        status(204)(handler)

    with serving({"/hook": first_slow}) as address:
        desk.start_worker()
        assert desk.manage("shell", "-c", PUBLISH.format(url=f"{address}/hook")).returncode == 0
        assert asked.wait(60)
        desk.kill_worker()
        over.set()
        assert ask(desk, "SELECT state, tries FROM claims_delivery") == [("waiting", 1)]
        ask(desk, LAPSE)
        desk.start_worker()

        def rung_and_delivered() -> bool:
            assert desk.manage("shell", "-c", RING).returncode == 0
            return ask(desk, "SELECT state, tries FROM claims_delivery") == [("delivered", 2)]

        wait_until(rung_and_delivered, "the second try")
    assert len(ids) == 2
    assert ids[0] == ids[1]
