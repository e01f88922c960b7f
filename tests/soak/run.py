"""Run the soak: services of its own, workers that are killed, and a look at every row at the end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from claims.ingest.opml import Outline, write
from tests.pipeline.desk import ROOT, Desk
from tests.soak.site import Sites

PAUSE = 1  # seconds between two requests to a host
BEGINS_WITHIN = 20.0  # seconds that a worker needs to start on a busy machine
WINDOW = 10.0  # seconds over which requests to a host are counted
SETTLED = 90.0  # seconds after its start at which a worker has loaded what it needs
FLAT = 1.2  # times its settled size that a worker may grow to, and MARGIN megabytes more
MARGIN = 40
SETTINGS = {
    "HOST_PAUSE_SECONDS": str(PAUSE),
    "INGEST_ALLOW_HOSTS": "127.0.0.1",
    "FETCHES_AT_ONCE": "8",
    "FETCH_LEASE_SECONDS": "12",
    "FETCH_RETRY_SECONDS": "2",
    "FETCH_TRIES": "4",
    "EXTRACTION_TRIES": "20",
    "POLL_SECONDS": "1",
}
RINGING = """
import time
import django
django.setup()
from django.db import OperationalError, InterfaceError, close_old_connections
from claims import tasks
while True:
    try:
        tasks.ring_for_errands()
    except (OperationalError, InterfaceError):
        close_old_connections()
    time.sleep(1)
"""
WORKERS = {
    "fetch-1": ["--queues", "fetch,housekeeping", "--pool", "threads", "--concurrency", "3"],
    "fetch-2": ["--queues", "fetch,housekeeping", "--pool", "threads", "--concurrency", "3"],
    "extract": ["--queues", "extract", "--concurrency", "1"],
}


@dataclass
class Outcome:
    """What the soak came to."""

    seconds: float = 0.0
    kills: int = 0
    stored: int = 0
    extracted: int = 0
    copies: int = 0
    candidates: int = 0
    set_aside: int = 0
    requests: int = 0
    largest: dict[str, list[int]] = field(
        default_factory=dict
    )  # worker: megabytes, a sample each half minute
    settled: dict[int, list[int]] = field(default_factory=dict)  # the same of a process, once it had settled
    faults: list[str] = field(default_factory=list)  # what is not as it must be


class Soak:
    """The processes: two that ring, three workers that are killed and started again."""

    def __init__(self, folder: Path, sites: Sites, say: Callable[[str], None], broker: str = "") -> None:
        self.sites, self.say, self.folder = sites, say, folder
        self.desk = Desk(folder, **SETTINGS, **({"BROKER_URL": broker} if broker else {}))
        self.outcome = Outcome()
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self.began: dict[str, float] = {}
        self.ringers = [
            subprocess.Popen([sys.executable, "-c", RINGING], cwd=ROOT, env=self.desk.env) for _ in "12"
        ]

    def close(self) -> None:
        """End every process that was started."""
        for name in list(self.workers):
            self.kill(name)
        for ringer in self.ringers:
            ringer.kill()
            ringer.wait()
        self.desk.close()

    def begin(self) -> None:
        """The feeds come in as a list, are switched on, and work begins."""
        path = self.folder / "feeds.opml"
        path.write_bytes(
            write([Outline(url, f"Post {n}") for n, url in enumerate(self.sites.feed_urls())], "Soak")
        )
        done = self.desk.manage("feeds", "import", str(path))
        assert done.returncode == 0, done.stderr
        self.ask("UPDATE claims_feed SET is_active = true, interval_minutes = 5 RETURNING id")
        for name in WORKERS:
            self.start(name)

    def start(self, name: str) -> None:
        """A worker in a process group of its own."""
        self.began[name] = time.monotonic()
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", *WORKERS[name]]
        command += ["--without-gossip", "--without-mingle", "--hostname", f"{name}@%h"]
        with open(self.folder / f"{name}.log", "ab") as log:
            self.workers[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.desk.env, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name: str) -> None:
        """The whole group, without a word."""
        worker = self.workers.pop(name)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def run(self, *, seconds: float, kill_every: float, kills_until: float = 0.0) -> Outcome:
        """Until all is done, or the time is over. Kills stop after two thirds of it, or as said."""
        began = time.monotonic()
        kills_until = kills_until or seconds * 2 / 3
        next_kill, next_word = began + kill_every, began
        chance = random.Random(7)  # noqa: S311 - the same each time
        while not self.is_done() and time.monotonic() < began + seconds:
            now = time.monotonic()
            if next_kill < now < began + kills_until:
                self.kill_one(chance, now)
                next_kill = now + kill_every * chance.uniform(0.5, 1.5)
            if now >= next_word:
                self.tell(now - began)
                next_word = now + 30
            time.sleep(0.5)
        self.outcome.seconds = time.monotonic() - began
        return self.judge()

    def kill_one(self, chance: random.Random, now: float) -> None:
        """One that has had the time to begin."""
        old = [name for name, began in self.began.items() if now - began > BEGINS_WITHIN]
        if old:
            name = chance.choice(old)
            self.kill(name)
            self.start(name)
            self.outcome.kills += 1

    def is_done(self) -> bool:
        """Is every item visited and every text extracted?"""
        [[items]] = self.ask("SELECT count(*) FROM claims_feeditem WHERE state = 'waiting'")
        [[texts]] = self.ask(
            "SELECT count(*) FROM claims_articlerevision WHERE state IN ('pending', 'extracting')"
        )
        [[seen]] = self.ask("SELECT count(*) FROM claims_feeditem")
        return not items and not texts and seen >= len(self.sites.good) + len(self.sites.bad)

    def tell(self, passed: float) -> None:
        """Where it stands, and how large the workers are."""
        states = dict(self.ask("SELECT state, count(*) FROM claims_feeditem GROUP BY state"))
        texts = dict(self.ask("SELECT state, count(*) FROM claims_articlerevision GROUP BY state"))
        self.say(f"{passed:5.0f} s  items {states}  texts {texts}  kills {self.outcome.kills}")
        for name, worker in self.workers.items():
            size = _megabytes(worker.pid)
            self.outcome.largest.setdefault(name, []).append(size)
            if time.monotonic() - self.began[name] > SETTLED:
                self.outcome.settled.setdefault(worker.pid, []).append(size)

    def ask(self, query: str) -> list[Any]:
        """Rows, read as the program's own role."""
        with psycopg.connect(
            host=self.desk.sockets, user="claims_app", dbname="claims", autocommit=True
        ) as link:
            return list(link.execute(query).fetchall())

    # The judgement --------------------------------------------------------------------------------
    def judge(self) -> Outcome:
        """Compare every row with what the sites hold."""
        out, sites = self.outcome, self.sites
        rows = self.ask(
            "SELECT a.url, count(*), min(r.state), min(r.twin_of_id), (SELECT count(*) FROM claims_candidate c"
            " JOIN claims_articlerevision x ON x.id = c.revision_id WHERE x.article_id = a.id)"
            " FROM claims_article a JOIN claims_articlerevision r ON r.article_id = a.id GROUP BY a.id"
        )
        stored = {url: (texts, state, twin, number) for url, texts, state, twin, number in rows}
        out.stored, out.candidates = len(stored), sum(row[3] for row in stored.values())
        out.extracted = sum(row[1] == "extracted" for row in stored.values())
        out.copies = sum(row[2] is not None for row in stored.values())
        self._fault("lost", sites.good - set(stored))
        self._fault("stored, but should not be", set(stored) - sites.good)
        self._fault("several texts of one article", {url for url, row in stored.items() if row[0] != 1})
        self._fault(
            "neither extracted nor a copy",
            {url for url, row in stored.items() if row[1] != "extracted" and row[2] is None},
        )
        self._fault(
            "extracted without its quotes", {u for u, r in stored.items() if r[1] == "extracted" and r[3] < 2}
        )
        for group in sites.copies:
            if sum(stored[url][1] == "extracted" for url in group if url in stored) != 1:
                out.faults.append(f"one text was not extracted once: {sorted(group)[:3]}")
        doubled = self.ask(
            "SELECT quote FROM claims_candidate GROUP BY revision_id, quote, start HAVING count(*) > 1"
        )
        self._fault("doubled candidates", {row[0] for row in doubled})
        aside = self.ask("SELECT url, state, note FROM claims_feeditem WHERE state IN ('failed', 'refused')")
        out.set_aside = len(aside)
        self._fault("set aside without a reason", {row[0] for row in aside if not row[2]})
        self._fault("set aside, but readable", sites.good & {row[0] for row in aside})
        self._fault("not set aside", sites.bad - {row[0] for row in aside})
        self._rates()
        for sizes in out.settled.values():
            if sizes[-1] > sizes[0] * FLAT + MARGIN:
                out.faults.append(f"a worker grew from {sizes[0]} to {sizes[-1]} MB after it had settled")
        if not self.is_done():
            out.faults.append("the time was over before all was done")
        return out

    def _rates(self) -> None:
        for port, times in self.sites.asked.items():
            self.outcome.requests += len(times)
            for number, first in enumerate(times):
                within = sum(1 for later in times[number:] if later < first + WINDOW)
                if within > WINDOW / PAUSE + 2:  # a request may be late by as much as its process was
                    self.outcome.faults.append(
                        f"port {port} was asked {within} times in {WINDOW:.0f} seconds"
                    )
                    break

    def _fault(self, what: str, rows: set[str]) -> None:
        if rows:
            self.outcome.faults.append(f"{len(rows)} {what}: {', '.join(sorted(rows)[:5])}")


def _megabytes(pid: int) -> int:
    """Resident memory of a process group's leader and its children."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            words = status.read_text(encoding="utf-8")
            if os.getpgid(int(status.parent.name)) == pid and "VmRSS" in words:
                total += int(words.split("VmRSS:")[1].split()[0])
        except (OSError, ValueError):
            continue
    return total // 1024
