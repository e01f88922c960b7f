"""Celery: each task loads by id and calls one verb. A message is only a doorbell; the work is rows."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from celery import Task, shared_task
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from claims import pipeline, ranking, revisions
from claims.editorial import intake, meaning, sign_ins, vocabulary, webhooks
from claims.editorial.opendata.export import export_public
from claims.models.public_change import forget_old_changes
from claims.polling import alerts, deliveries, digests, errands, others
from claims.polling.alone import alone
from config.celery import IMPATIENT, PATIENCE, app

log = logging.getLogger(__name__)
ERRAND_SECONDS = 30.0  # then the worker turns to what else waits in its queue
BELLS = 8  # rung at once, for however many revisions
BELL_SECONDS = 300.0  # then a bell is stale: a long backlog shall not leave a queue of them


@shared_task
def extract_revision(revision_id: int) -> None:
    """Extract one revision, then what else waits, then compare what was found, a while at most."""
    until = time.monotonic() + ERRAND_SECONDS
    pipeline.extract_revision(revision_id=revision_id, compare=False)
    while time.monotonic() < until and pipeline.extract_newest():
        pass
    _compare(until)


@shared_task
def compare_candidates() -> None:
    """Group and match what was extracted, a while at most: its turn comes in a backlog, too."""
    _compare(time.monotonic() + ERRAND_SECONDS)


def _compare(until: float) -> None:
    while time.monotonic() < until and pipeline.compare_next():
        pass


@shared_task
def compute_vectors() -> None:
    """Compute what new wordings mean, for as long as there are any, a while at most."""
    until = time.monotonic() + ERRAND_SECONDS
    while meaning.compute_vectors() and time.monotonic() < until:
        pass


@shared_task
def learn_words() -> None:
    """Learn the words of new texts, a while at most."""
    until = time.monotonic() + ERRAND_SECONDS
    while vocabulary.learn_words() and time.monotonic() < until:
        pass


@shared_task
def run_errands() -> None:
    """Poll what is due and visit what was found, for as long as there is something to do."""
    ring(errands.run(seconds=settings.POLL_SECONDS))


@shared_task
def ring_for_errands() -> None:
    """Call as many workers as may fetch at once, if anything is due."""
    if errands.anything_due():
        send_errands(settings.FETCHES_AT_ONCE)


@shared_task
def tell_operators() -> None:
    """E-mail about feeds that fell silent and queues that age."""
    alerts.tell()


@shared_task
def send_digests() -> None:
    """The daily messages to editors, once the hour has come."""
    digests.send()


@shared_task
def export_record() -> None:
    """Export everything public below the folder of the setting; off without one."""
    if settings.PUBLIC_EXPORT_FOLDER:
        with alone("export") as is_free:
            if is_free:
                export_public(Path(settings.PUBLIC_EXPORT_FOLDER))


@shared_task
def learn_from_desk() -> None:
    """Learn from what editors promoted and dismissed; too few decisions are no error."""
    with alone("ranking") as is_free:
        if not settings.LEARN_FROM_DESK or not is_free:
            return
        try:
            learnt = ranking.learn_from_desk()
        except ranking.TooFewDecisions as reason:
            log.info("Nothing learnt from the desk: %s", reason)
        else:
            log.info("Learnt from the desk: %.3f before, %.3f now", learnt.old, learnt.new)


@shared_task
def refresh_external_reviews() -> None:
    """Read other publishers' reviews anew, at the addresses of the setting."""
    others.refresh()


@shared_task
def clear_sessions() -> None:
    """Forget old sessions of the desk, tables whose import nobody confirmed, and how often the record changed."""
    forget_old_changes()
    sign_ins.clear_expired()
    intake.forget_tables()


@shared_task
def deliver() -> None:
    """Send subscribers what is due, a while at most."""
    deliveries.run(seconds=settings.POLL_SECONDS)


@shared_task
def ring_for_deliveries() -> None:
    """Call two workers if anything is to be sent: one may be kept waiting by a slow subscriber."""
    if deliveries.anything_due():
        _posted(deliver, [()] * 2, expires=settings.POLL_SECONDS)


@shared_task
def tell_of_promises() -> None:
    """Write down for subscribers which promises have fallen due; let the log forget what is old."""
    webhooks.tell_of_promises()
    webhooks.forget_old_deliveries()


@shared_task
def sweep() -> None:
    """Ring again for what nobody came for; let confirmed quotes appear in a text's twins."""
    send(pipeline.sweep())
    if pipeline.anything_to_compare():
        _posted(compare_candidates, [()], expires=BELL_SECONDS)
    errands.mend_times()
    revisions.appear_in_twins()


def ring(revision_ids: Iterable[int]) -> None:
    """Call workers for these revisions, once the caller's transaction is committed.

    Whoever hears a bell goes on with what else waits, so a few bells are enough for many revisions. A broker
    that is down loses nothing: the rows wait, and the sweep rings when it is back.
    """
    ids = list(revision_ids)
    if ids:
        transaction.on_commit(partial(_ring_now, ids))


def _ring_now(ids: list[int]) -> None:
    if send(ids[:BELLS]):
        pipeline.note_rung(revision_ids=ids)


def send(ids: list[int]) -> bool:
    """Ring for these revisions; a bell that nobody hears soon is rung anew. True when the broker took them."""
    calls = [(revision_id,) for revision_id in ids]
    return not ids or _posted(extract_revision, calls, expires=BELL_SECONDS)


def ring_for_copy() -> None:
    """Call a fetcher for evidence that was attached, once the caller's transaction is committed."""
    transaction.on_commit(partial(send_errands, 1))


def ring_for_subscribers() -> None:
    """Call a worker for what was written for subscribers, once the caller's transaction is committed."""
    transaction.on_commit(ring_for_deliveries)


def send_errands(number: int) -> bool:
    """Ring for errands; the bells expire, since the next ones are rung soon. True when the broker took them."""
    return _posted(run_errands, [()] * number, expires=settings.POLL_SECONDS)


def _posted(task: Task[..., None], calls: Sequence[tuple[int, ...]], **options: Any) -> bool:
    """One message a call. One short try: nobody is kept waiting, and the rows wait for the next bell."""
    try:
        with app.connection_for_write(transport_options=IMPATIENT) as connection:
            connection.ensure_connection(max_retries=1, timeout=PATIENCE)
            producer = app.amqp.Producer(connection)
            for args in calls:
                task.apply_async(args=args, producer=producer, retry=False, **options)
    except (OperationalError, OSError) as error:
        log.warning("The broker cannot be reached (%s); %d %s wait", error, len(calls), task.name)
        return False
    return True


def a_worker_listens() -> bool:
    """Does a worker that extracts answer within a second?"""
    try:
        with app.connection_for_write(transport_options=IMPATIENT) as connection:
            connection.ensure_connection(max_retries=1, timeout=PATIENCE)
            queues = app.control.inspect(timeout=1.0, connection=connection).active_queues() or {}
    except (OperationalError, OSError):
        return False
    return any(queue["name"] == "extract" for found in queues.values() for queue in found)
