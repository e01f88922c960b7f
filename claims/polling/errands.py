"""Errands: what a worker that is rung for does next, the longest due first.

Files and copies of evidence go first, since an editor waits for them; then feeds, then items, then links to look at.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import DurationField, ExpressionWrapper, F, Min, QuerySet
from django.utils import timezone

from claims.ingest import fetch
from claims.models import Evidence, Feed, FeedItem, Host
from claims.polling import copies, feeds, files, items, turns
from claims.polling.leases import held

log = logging.getLogger(__name__)
LOCK = 5_702_419  # of the advisory lock under which errands are given out
LONGEST_REST = 3.0  # seconds; a host that rests longer is come back to with a later bell
FIRST, LOOKED_AT = 3, 200  # due rows that one look for an errand tries at first, and may try
Row = Feed | FeedItem | Evidence


@dataclass(frozen=True, slots=True)
class Errand:
    """A row in our hands: nobody else takes it while the lease runs."""

    row: Row
    lease_until: datetime


def run(*, seconds: float) -> list[int]:
    """Do what is due, until nothing is or the time is over. Returns revisions that wait for extraction."""
    deadline, waiting = time.monotonic() + seconds, list[int]()
    while time.monotonic() < deadline:
        errand = take()
        if errand is not None:
            waiting += do(errand)
        elif not _rest_till_next_turn(deadline):
            break
    return waiting


def anything_due() -> bool:
    """Is there any feed or item for which the time has come?"""
    now = timezone.now()
    return any(model.objects.due(now).exists() for model in (Feed, FeedItem, Evidence))


@transaction.atomic
def take() -> Errand | None:
    """The most urgent row that may be worked on now; None when there is none.

    Given out one at a time, so that the limit over all workers is exact.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    now = timezone.now()
    if _in_hand(now) >= settings.FETCHES_AT_ONCE:
        return None
    until = now + timedelta(seconds=settings.FETCH_LEASE_SECONDS)
    busy = set(Host.objects.filter(next_at__gt=now).values_list("name", flat=True))
    due: list[QuerySet[Feed] | QuerySet[FeedItem] | QuerySet[Evidence]] = [
        Evidence.objects.due(now).awaiting_copy().order_by("due_at", "id"),
        Feed.objects.due(now).order_by("due_at", "id"),
        FeedItem.objects.due(now).exclude(host__in=busy).order_by("due_at", "id"),
        Evidence.objects.due(now).order_by("due_at", "id"),
    ]
    for rows in due:
        for row in _in_turn(rows):
            host = turns.host_of(_address(row))
            if host and (host in busy or not turns.take_turn(host, now)):
                busy.add(host)
                continue
            _mark(row, until)
            return Errand(row, until)
    return None


def _in_turn(rows: QuerySet[Any]) -> Iterator[Row]:
    """The due rows, locked: most often one of the first will do, so the many after it are not fetched."""
    locked = rows.select_for_update(skip_locked=True, of=["self"])
    first = list(locked[:FIRST])
    yield from first
    if len(first) == FIRST:
        yield from locked[FIRST:LOOKED_AT]


def mend_times() -> None:
    """What was put off for longer than anything ever is was put off by a clock that was wrong: it is due now."""
    now = timezone.now()
    lease = now + 2 * timedelta(seconds=settings.FETCH_LEASE_SECONDS)
    slack = timedelta(seconds=fetch.LONGEST_WAIT) + timedelta(days=1)  # what a site asks for at most
    look = now + timedelta(minutes=max(settings.LOOK_AGAIN_MINUTES)) + slack
    FeedItem.objects.filter(due_at__gt=look).update(due_at=now)
    Evidence.objects.filter(due_at__gt=now + timedelta(days=settings.LINK_CHECK_DAYS) + slack).update(
        due_at=now
    )
    Host.objects.filter(next_at__gt=now + slack).update(next_at=now)
    Host.objects.filter(robots_until__gt=now + slack).update(robots_until=now)
    longest = ExpressionWrapper(F("longest_minutes") * timedelta(minutes=1.2), DurationField())
    Feed.objects.filter(due_at__gt=now + slack + longest).update(due_at=now)
    for model in (Feed, FeedItem, Evidence):
        model.objects.filter(lease_until__gt=lease).update(lease_until=None)


def _rest_till_next_turn(deadline: float) -> bool:
    """Wait for a host that rests between two requests, if work is due. False when that would take too long."""
    now = timezone.now()
    soonest = Host.objects.filter(next_at__gt=now).aggregate(soonest=Min("next_at"))["soonest"]
    pause = (soonest - now).total_seconds() if soonest else LONGEST_REST + 1
    if pause > LONGEST_REST or time.monotonic() + pause > deadline or not anything_due():
        return False
    time.sleep(pause)
    return True


def _in_hand(now: datetime) -> int:
    held: list[QuerySet[Any, Any]] = [
        model.objects.filter(lease_until__gt=now).order_by().values("pk")
        for model in (Feed, FeedItem, Evidence)
    ]
    first, *others = held
    return int(first.union(*others, all=True).count())


def _mark(row: Row, until: datetime) -> None:
    row.lease_until = until
    row.save(update_fields=["lease_until"])


def do(errand: Errand) -> list[int]:
    """Do one errand; whatever goes wrong is written on its row. Returns revisions that wait."""
    row = errand.row
    now = timezone.now()
    host = turns.host_of(_address(row))
    if host and not turns.rules_are_known(host, now):
        turns.read_rules(row.url)  # that was this turn; the row's own comes next
        _give_back(row, turns.next_turn(host))
        return []
    if isinstance(row, Evidence):
        (files.read if _waits_for_reading(row) else copies.visit)(evidence=row)
        return []
    if isinstance(row, Feed):
        return feeds.poll(feed=row)
    return items.visit(item=row)


def _address(row: Row) -> str:
    """The address that is asked for this row; "" where nobody is."""
    return "" if _waits_for_reading(row) else row.url


def _waits_for_reading(row: Row) -> bool:
    return isinstance(row, Evidence) and row.file_state == Evidence.FileState.WAITING


def _give_back(row: Row, when: datetime) -> None:
    held(row).update(lease_until=None, due_at=when)
