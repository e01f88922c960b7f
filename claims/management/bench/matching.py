"""How long matching and the desk's lists take on the record at hand, and what a claim takes of the disk.

    CLAIMS_DATA=/data/small manage.py bench matching --save small.json
    CLAIMS_DATA=/data/large manage.py bench matching --beside small.json

The records are made up (`manage.py make_sample --claims N --vectors`). Everything is warm: the calls that count are
made a second time. On a machine that others use, too, `--processor` counts as `bench lists` does.
"""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import Max, Min

from claims.editorial import matching
from claims.editorial.meaning import what_is_missing
from claims.management.bench.lists import Times, line, processor_clock
from claims.models import Candidate, Claim

TABLES = ("claims_claim", "claims_claimvector")
NEW = "bees recovered on {n} farms"


class _Options(Namespace):
    calls: int
    processor: bool
    save: Path | None
    beside: Path | None


def run(arguments: list[str], write: Callable[[str], object]) -> None:
    """Print the table: median and 95th percentile in milliseconds, and how many times the other record's."""
    options = _options(arguments)
    write(f"{Claim.objects.count():,} claims, {Candidate.objects.count():,} candidates")
    if missing := what_is_missing():
        write(missing)
    beside: Times = json.loads(options.beside.read_text()) if options.beside else {}
    claims, measured = _some(options.calls), Times()
    with transaction.atomic():
        clock = processor_clock() if options.processor else time.perf_counter
        for name, way in _ways(claims).items():
            measured[name] = _times(way, options.calls, clock)
            write(line(name, measured[name], beside.get(name)))
    if options.save:
        options.save.write_text(json.dumps(measured))
    write(f"disk a claim, with vector and indexes: {_bytes_a_claim():,.0f} bytes")


def _options(arguments: list[str]) -> _Options:
    parsed = ArgumentParser(prog="manage.py bench matching", description=__doc__)
    parsed.add_argument("--calls", type=int, default=200, help="Of each way to ask (default 200).")
    parsed.add_argument("--processor", action="store_true", help="Count time on a processor alone.")
    parsed.add_argument("--save", type=Path, metavar="FILE", help="Keep the times for --beside.")
    parsed.add_argument("--beside", type=Path, metavar="FILE", help="The times of another record.")
    return parsed.parse_args(arguments, namespace=_Options())


def _ways(claims: Sequence[Claim]) -> dict[str, Callable[[int], object]]:
    return {
        "match, the speaker known": lambda n: _match(claims[n], with_speaker=True),
        "match, the speaker unknown": lambda n: _match(claims[n], with_speaker=False),
        "match, nothing like it": lambda n: matching.similar_claims(statement=NEW.format(n=n)),
        "queue, one page": lambda n: _queue(),
        "queue, one speaker": lambda n: _queue(speaker_id=claims[n].speaker_id),
        "claims of a speaker": lambda n: list(Claim.objects.filter(speaker=claims[n].speaker)[:25]),
    }


def _some(count: int) -> list[Claim]:
    """Claims from all over the record, picked by number."""
    ends: dict[str, int] = Claim.objects.aggregate(first=Min("pk"), last=Max("pk"))
    numbers = np.linspace(ends["first"], ends["last"], count).astype(int)
    found = [
        Claim.objects.select_related("speaker").filter(pk__gte=n).order_by("pk").first() for n in numbers
    ]
    return [claim for claim in found if claim is not None]


def _match(claim: Claim, *, with_speaker: bool) -> Any:
    speaker = claim.speaker if with_speaker else None
    return matching.similar_claims(statement=f"he said that {claim.wording}", speaker=speaker)


def _queue(**narrowed: Any) -> list[Candidate]:
    waiting = Candidate.objects.awaiting_triage().first_of_groups().filter(**narrowed)
    return list(
        waiting.select_related("revision__article__outlet")
        .defer("revision__text")
        .with_repetitions()
        .by_worth()[:40]
    )


def _times(measured: Callable[[int], object], calls: int, clock: Callable[[], float]) -> list[float]:
    """Milliseconds of each call, made for the second time."""
    times = []
    for n in [*range(calls), *range(calls)]:
        began = clock()
        measured(n)
        times.append((clock() - began) * 1000)
    return times[calls:]


def _bytes_a_claim() -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) name", [list(TABLES)]
        )
        return float(cursor.fetchone()[0]) / max(1, Claim.objects.count())
