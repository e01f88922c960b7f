"""With DATABASE_REPLICA_URL what readers ask for is read there; the desks and every write stay at the primary.

The replica is a real one: a second PostgreSQL that streams from the first.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config.embedded import unprivileged
from config.embedded.postgres import SUPERUSER, binaries
from tests.pipeline.desk import ROOT, Desk

PORT = 5433
ASK = """
import json, sys
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from claims.models import Topic
from config.replica import REPLICA_NOW, _for_a_reader
client = Client(headers={"host": "localhost"})
def ask():
    for path in ("/claims/", "/api/v1/claims/", "/admin/login/", "/readyz"):
        with CaptureQueriesContext(connections["default"]) as first:
            REPLICA_NOW.answers()
            with CaptureQueriesContext(connections["replica"]) if not REPLICA_NOW.is_away else first as second:
                answer = client.get(path)
        told = answer.json().get("replica") if path == "/readyz" else ""
        at_replica = second is not first and len(second) > 0
        print(json.dumps([path, answer.status_code, len(first) > 0, at_replica, told]), flush=True)
ask()
token = _for_a_reader.set(True)
assert Topic.objects.all().db == "replica"
topic = Topic.objects.create(slug="written", name="Written")
print(json.dumps(["a write", topic._state.db, Topic.objects.all().db]), flush=True)
_for_a_reader.reset(token)
sys.stdin.readline()
ask()
"""


def start(folder: Path, sockets: str) -> subprocess.Popen[bytes]:
    """A copy of the primary that follows it."""
    programs = binaries()
    way = unprivileged.route(programs / "postgres")
    copy = [*way.prefix, str(programs / "pg_basebackup"), "-h", sockets, "-U", SUPERUSER, "-D", str(folder)]
    subprocess.run(
        [*copy, "-R", "--checkpoint=fast"], check=True, capture_output=True, timeout=60, **way.options
    )
    command = [*way.prefix, str(programs / "postgres"), "-D", str(folder), "-c", f"port={PORT}"]
    command += ["-c", "listen_addresses=", "-c", f"unix_socket_directories={sockets}"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, **way.options)


@contextmanager
def replica(folder: Path, sockets: str) -> Iterator[subprocess.Popen[bytes]]:
    server = start(folder, sockets)
    try:
        for _ in range(200):
            try:
                where = {"host": sockets, "port": PORT, "user": "claims_app", "dbname": "claims"}
                with psycopg.connect(**where) as link:  # type: ignore[arg-type]
                    assert link.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        yield server
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def asked(shell: subprocess.Popen[str], number: int) -> list[list[Any]]:
    """So many of the lines that it prints."""
    found: list[list[Any]] = []
    assert shell.stdout is not None
    while len(found) < number and (line := shell.stdout.readline()):
        if line.startswith("["):
            found.append(json.loads(line))
    return found


def test_readers_ask_the_replica_while_it_answers(
    whole_desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("replica") / "data"
    url = f"postgresql://claims_app@:{PORT}/claims?host={whole_desk.sockets}"
    with replica(folder, whole_desk.sockets) as server:
        shell = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-c", ASK],
            cwd=ROOT,
            env=whole_desk.env | {"DATABASE_REPLICA_URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        before = asked(shell, 5)
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        printed, complaints = shell.communicate("\n", timeout=60)
    assert before == [
        ["/claims/", 200, False, True, ""],
        ["/api/v1/claims/", 200, False, True, ""],
        ["/admin/login/", 200, False, False, ""],
        ["/readyz", 200, True, False, "answers"],
        ["a write", "default", "default"],
    ], complaints
    after = [json.loads(line) for line in printed.splitlines() if line.startswith("[")]
    assert [row[:4] for row in after] == [
        ["/claims/", 200, True, False],
        ["/api/v1/claims/", 200, True, False],
        ["/admin/login/", 200, False, False],
        ["/readyz", 200, True, False],
    ], complaints
    assert after[-1][4].startswith("does not answer")
    assert complaints.count("The replica does not answer") == 1
