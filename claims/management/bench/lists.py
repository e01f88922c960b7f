"""How long each desk list, public page and API list takes on a made-up record, beside another size of it.

    CLAIMS_DATA=/data/small manage.py bench lists --save small.json
    CLAIMS_DATA=/data/large manage.py bench lists --beside small.json

Whole answers are timed, from the request to the last byte, in one process and without a network; the first
tenth of the calls is not counted. Nothing that a page writes (locks, sessions) stays.

On a machine that others use as well, `--processor` counts the time that this process and its PostgreSQL spent on
a processor instead of the time that passed (Linux, the database on this machine, no parallel plans).
"""

from __future__ import annotations

import gc
import json
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

import numpy as np
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test import Client

from claims.management.addresses import addresses
from claims.models import Candidate, Claim, User
from config.garbage import settle

Times = dict[str, list[float]]
FLOOR, MATCH_FLOOR = 1.5, 2.0  # times the other record's 95th percentile
NOISE = 5.0  # milliseconds more say nothing


class _Options(Namespace):
    calls: int
    processor: bool
    only: str
    save: Path | None
    beside: Path | None


def run(arguments: list[str], write: Callable[[str], object]) -> None:
    """Print the table: median and 95th percentile in milliseconds, and how many times the other record's."""
    options = _options(arguments)
    if not Claim.objects.filter(slug="sample-0").exists():
        raise CommandError("Only a made-up record is measured: `manage.py make_sample` fills an empty one.")
    beside: Times = json.loads(options.beside.read_text()) if options.beside else {}
    settings.API_RATE = "100000/second"
    write(
        f"{Claim.objects.count():,} claims, {Candidate.objects.count():,} candidates, {options.calls} calls"
    )
    measured: Times = {}
    settle()  # as the web server does
    with transaction.atomic():
        client = Client(headers={"host": "localhost"})
        client.force_login(User.objects.create_superuser("bench"))
        clock = processor_clock() if options.processor else time.perf_counter
        for name, ways in addresses().items():
            if options.only in name:
                measured[name] = _times(client, ways, options.calls, clock)
                write(line(name, measured[name], beside.get(name)))
        transaction.set_rollback(True)
    if options.save:
        options.save.write_text(json.dumps(measured))
    slow = [name for name in measured.keys() & beside.keys() if is_slow(name, measured[name], beside[name])]
    if beside:
        write(
            f"{len(slow)} of {len(measured)} lists are slower than the floor allows: {'; '.join(sorted(slow))}"
        )


def _options(arguments: list[str]) -> _Options:
    parsed = ArgumentParser(prog="manage.py bench lists", description=__doc__)
    parsed.add_argument("--calls", type=int, default=40, help="Of each list (default 40).")
    parsed.add_argument("--processor", action="store_true", help="Count time on a processor alone.")
    parsed.add_argument("--only", default="", help="Lists whose name holds this: desk, page, API, match …")
    parsed.add_argument("--save", type=Path, metavar="FILE", help="Keep the times for --beside.")
    parsed.add_argument("--beside", type=Path, metavar="FILE", help="The times of another record.")
    return parsed.parse_args(arguments, namespace=_Options())


def processor_clock() -> Callable[[], float]:
    """Seconds that this process and the server of its connection have had a processor."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    if not server.exists():
        raise CommandError("--processor needs Linux and a PostgreSQL on this machine. Leave it out.")
    return lambda: time.process_time() + int(server.read_text().split()[0]) / 1e9


def _times(client: Client, ways: list[str], calls: int, clock: Callable[[], float]) -> list[float]:
    """Milliseconds of the calls. Every address is asked for in turn."""
    gc.collect()  # of the lists before, which no server asks for one after the other
    times = []
    for n in range(calls + calls // 10 + len(ways)):  # each is warm when it counts
        began = clock()
        answer = client.get(ways[n % len(ways)])
        body = b"".join(answer) if answer.streaming else answer.content
        times.append((clock() - began) * 1000)
        if answer.status_code != 200:
            raise CommandError(f"{ways[n % len(ways)]} answers {answer.status_code}: {body[:300]!r}")
    return times[-calls:]


def line(name: str, times: list[float], other: list[float] | None) -> str:
    """Median and 95th percentile; and how many times the other record's."""
    middle, high = np.percentile(times, [50, 95])
    line = f"{name:36} {middle:8.1f} {high:8.1f} ms"
    if other:
        other_middle, other_high = np.percentile(other, [50, 95])
        slow = " <- slow" if is_slow(name, times, other) else ""
        line += f"  beside {other_middle:8.1f} {other_high:8.1f}: {high / other_high:5.2f} times{slow}"
    return line


def is_slow(name: str, times: list[float], other: list[float]) -> bool:
    """Is it slower than the floor allows?"""
    high, other_high = np.percentile(times, 95), np.percentile(other, 95)
    floor = MATCH_FLOOR if "match" in name else FLOOR
    return bool(high > floor * other_high and high - other_high > NOISE)
