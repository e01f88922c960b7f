"""kill -9 of the whole database while it commits, again and again: what was said to be stored is stored, whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from tests.pipeline.desk import ROOT, Desk, wait_until

TEXTS, KILLS = 150, 4
STORE = """
import json, sys
import django
django.setup()
from claims import pipeline
from claims.ingest.clean import make_draft
for number in range(int(sys.argv[1])):
    text = f"Report {number}. " + " ".join(f"The {word} of {number} was seen." for word in "bridge road quay".split())
    pipeline.store_draft(make_draft(text, origin="test", url=f"https://commit.example/{number}", language="en"))
    print(number, flush=True)
"""


def kill_database(desk: Desk) -> None:
    """The postmaster and all its children, none of which can finish anything."""
    path = Path(desk.env["CLAIMS_DATA"]) / "postgres/postmaster.pid"
    postmaster = int(path.read_text("ascii").split()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text("ascii").split()
    for pid in [postmaster, *map(int, children)]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def test_what_was_acknowledged_is_there_and_nothing_is_there_by_half(desk: Desk) -> None:
    chance = random.Random(5)  # noqa: S311 - the same moments each time
    told: set[int] = set()
    for _ in range(KILLS):
        command = [sys.executable, "-c", STORE, str(TEXTS)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        storing = subprocess.Popen(command, cwd=ROOT, env=desk.env, text=True, **pipes)  # type: ignore[call-overload]
        told.add(int(storing.stdout.readline()))
        time.sleep(chance.uniform(0.05, 0.6))
        kill_database(desk)
        told |= {int(line) for line in storing.stdout}
        storing.wait(timeout=240)
        wait_until(lambda: bool(desk.states("commit")), "the database to be back", 90)
        assert not told - stored(desk), "an acknowledged article was lost"
        assert without_text(desk) == 0
    command = [sys.executable, "-c", STORE, str(TEXTS)]
    subprocess.run(command, cwd=ROOT, env=desk.env, check=True, capture_output=True, timeout=240)
    assert stored(desk) == set(range(TEXTS))
    assert len(desk.states("commit")) == TEXTS


def stored(desk: Desk) -> set[int]:
    """The numbers of the articles that have a text."""
    query = (
        "SELECT a.url FROM claims_article a JOIN claims_articlerevision r ON r.article_id = a.id"
        " WHERE a.url LIKE 'https://commit.example/%'"
    )
    return {int(str(url).rsplit("/", 1)[1]) for (url,) in ask(desk, query)}


def without_text(desk: Desk) -> int:
    """How many articles have none."""
    query = (
        "SELECT count(*) FROM claims_article a"
        " WHERE NOT EXISTS (SELECT 1 FROM claims_articlerevision r WHERE r.article_id = a.id)"
    )
    return int(str(ask(desk, query)[0][0]))


def ask(desk: Desk, query: str) -> list[tuple[object, ...]]:
    """Rows, as the program's own role reads them."""
    with psycopg.connect(host=desk.sockets, user="claims_app", dbname="claims", autocommit=True) as link:
        return list(link.execute(query.encode()))
