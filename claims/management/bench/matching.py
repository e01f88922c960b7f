"""How long matching and the desk's lists take on the record at hand, and what a claim takes of the disk.

Run it on records of several sizes (`manage.py make_sample --claims N`, each in a data folder of its own,
`CLAIMS_DATA=…`) and compare. Everything is warm: the first tenth of the calls is not counted.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Max, Min

from claims.editorial import matching
from claims.editorial.meaning import what_is_missing
from claims.models import Candidate, Claim

TABLES = ("claims_claim", "claims_claimvector")
NEW = "bees recovered on {n} farms"


def run(arguments: list[str], write: Callable[[str], object]) -> None:
    """Print the table: median, 95th percentile and slowest in milliseconds."""
    options = ArgumentParser(prog="bench matching")
    options.add_argument("--calls", type=int, default=200)
    calls: int = options.parse_args(arguments).calls
    write(f"{Claim.objects.count():,} claims, {Candidate.objects.count():,} candidates")
    if missing := what_is_missing():
        write(missing)
    claims = _some(calls)
    for name, measured in (
        ("match, the speaker known", lambda n: _match(claims[n], with_speaker=True)),
        ("match, the speaker unknown", lambda n: _match(claims[n], with_speaker=False)),
        ("match, nothing like it", lambda n: matching.similar_claims(statement=NEW.format(n=n))),
        ("queue, one page", lambda n: _queue()),
        ("queue, one speaker", lambda n: _queue(speaker_id=claims[n].speaker_id)),
        ("claims of a speaker", lambda n: list(Claim.objects.filter(speaker=claims[n].speaker)[:25])),
    ):
        times = _times(measured, calls)
        middle, high = np.percentile(times, [50, 95])
        write(f"{name:28} {middle:8.1f} {high:8.1f} {max(times):8.1f} ms")
    write(f"disk a claim, with vector and indexes: {_bytes_a_claim():,.0f} bytes")


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


def _times(measured: Callable[[int], object], calls: int) -> list[float]:
    times = []
    for n in range(calls):
        began = time.perf_counter()
        measured(n)
        times.append((time.perf_counter() - began) * 1000)
    return times[calls // 10 :]


def _bytes_a_claim() -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) name", [list(TABLES)]
        )
        return float(cursor.fetchone()[0]) / max(1, Claim.objects.count())
