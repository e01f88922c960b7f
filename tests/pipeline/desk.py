"""A whole desk for kill tests: its own data folder, real PostgreSQL and Valkey, real workers.

Nothing is patched: processes are killed with SIGKILL, as a machine would lose them.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests import prepared

ROOT = Path(__file__).resolve().parents[2]
LEASE = 3  # seconds; the shortest that the settings allow
KEEPER = """
import sys
from config import embedded
services = [embedded.Postgres(), embedded.Valkey()]
for service in services:
    service.ensure()
print(embedded.Postgres().sockets, flush=True)
sys.stdin.read()
"""
BELL = """
import time
import django
django.setup()
from django.db import OperationalError, InterfaceError, close_old_connections
from claims import tasks
while True:
    try:
        tasks.sweep()
    except (OperationalError, InterfaceError):
        close_old_connections()
    time.sleep(0.5)
"""
SENTENCES = (
    'Mayor Linda Marsh said: "Unemployment in the port fell to {n} percent last year." '
    "Ships had waited outside {name} for days, and the crews were tired of waiting. "
    "The harbour master promised that the council would build {n} homes by 2027. "
)


class Desk:
    """The services, kept up by a process of their own, and a worker that can be killed."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.env = {
            **{
                name: value
                for name, value in os.environ.items()
                if name not in {"DATABASE_URL", "BROKER_URL"}
            },
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings"),
            "CLAIMS_DATA": str(folder / "data"),
            "EXTRACTION_LEASE_SECONDS": str(LEASE),
            "EXTRACTION_TRIES": "6",
            **settings,
        }
        prepared.with_tables(folder / "data", self.env)
        command = [sys.executable, "-c", KEEPER]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.keeper = subprocess.Popen(command, cwd=ROOT, env=self.env, text=True, **pipes)  # type: ignore[call-overload]
        self.sockets = self.keeper.stdout.readline().strip()
        self.worker: subprocess.Popen[bytes] | None = None
        # As beat does it, only more often.
        self.bell = subprocess.Popen([sys.executable, "-c", BELL], cwd=ROOT, env=self.env)

    def close(self) -> None:
        """End every process."""
        self.kill_worker()
        self.bell.kill()
        self.bell.wait()
        self.keeper.stdin.close()
        self.keeper.wait(timeout=240)

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command, to its end."""
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False, timeout=240
        )

    def begin(self, *words: str) -> subprocess.Popen[str]:
        """A command, not waited for."""
        command = [sys.executable, "manage.py", *words]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        return subprocess.Popen(command, cwd=ROOT, env=self.env, text=True, **pipes)  # type: ignore[call-overload, no-any-return]

    # The worker ---------------------------------------------------------------------------------
    def start_worker(self) -> None:
        """A real one, in a process group of its own."""
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--concurrency", "1"]
        command += ["--without-gossip", "--without-mingle"]
        with open(self.folder / "worker.log", "ab") as log:
            self.worker = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    def kill_worker(self) -> None:
        """The whole process group at once, without a word."""
        if self.worker is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None

    def kill_service(self, pid_file: str) -> None:
        """SIGKILL for the server whose number stands in the file."""
        pid = int((self.folder / "data" / pid_file).read_text(encoding="ascii").split()[0])
        os.kill(pid, signal.SIGKILL)

    # Articles -----------------------------------------------------------------------------------
    def articles(self, name: str, number: int, *, repeated: int = 12) -> Path:
        """A file with so many articles, as long as one wishes: as many statements in each, and no copies."""
        path = self.folder / f"{name}.jsonl"
        rows = [
            {
                "text": f"{name} {n}\n\n" + SENTENCES.format(name=name, n=n + 10) * repeated,
                "url": f"https://{name}.example/{n}",
            }
            for n in range(number)
        ]
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return path

    def states(self, name: str) -> list[str]:
        """How far each of these articles is; [] while the database is away."""
        return [state for state, _ in self._rows(name)]

    def has_begun(self, name: str, number: int) -> bool:
        """Are they all stored, and is a worker in the middle of one?"""
        states = self.states(name)
        return len(states) == number and "extracting" in states

    def candidates(self, name: str) -> list[int]:
        """How many candidates each of these articles has."""
        return [number for _, number in self._rows(name)]

    def _rows(self, name: str) -> list[tuple[str, int]]:
        query = (
            "SELECT r.state, (SELECT count(*) FROM claims_candidate c WHERE c.revision_id = r.id)"
            " FROM claims_articlerevision r JOIN claims_article a ON a.id = r.article_id WHERE a.url LIKE %s"
        )
        try:
            with psycopg.connect(
                host=self.sockets, user="claims_app", dbname="claims", connect_timeout=2
            ) as link:
                return [
                    (str(state), int(number)) for state, number in link.execute(query, [f"https://{name}.%"])
                ]
        except psycopg.OperationalError:
            return []

    def settle(self, name: str, number: int, patience: float = 400) -> None:
        """Return when all these articles are extracted."""
        wait_until(lambda: self.states(name) == ["extracted"] * number, f"{number} articles", patience)

    def assert_each_once(self, name: str, number: int) -> None:
        """Every article is there once, extracted, with all its candidates and not one more."""
        assert self.states(name) == ["extracted"] * number
        found = self.candidates(name)
        assert min(found) >= 12
        assert len(set(found)) == 1, found


def wait_until(done: Callable[[], bool], what: str, patience: float = 400) -> None:
    """Look often; fail with `what` was waited for."""
    deadline = time.monotonic() + patience
    while not done():
        assert time.monotonic() < deadline, f"waited {patience:.0f} seconds for {what}"
        time.sleep(0.02)
