"""Send what subscribers are to be told: signed as Standard Webhooks says, at least once, each time later.

A delivery is taken by compare-and-set and leased. A worker that dies before the answer leaves the lease to
run out; then the same message, with the same id, is sent again. https://www.standardwebhooks.com/
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from claims.ingest import fetch
from claims.models import Delivery, Webhook
from claims.polling import alerts, turns
from claims.polling.leases import held

log = logging.getLogger(__name__)
State = Delivery.State
PATIENCE = 15.0  # seconds for one message
LEASE = timedelta(seconds=60)  # longer than PATIENCE, with room for the database
GONE = 410  # by the specification: do not send here any more


def run(*, seconds: float) -> int:
    """Send what is due, until nothing is or the time is over. How many messages arrived."""
    deadline, arrived = time.monotonic() + seconds, 0
    while time.monotonic() < deadline:
        delivery = take()
        if delivery is None:
            break
        arrived += send(delivery)
    return arrived


def anything_due() -> bool:
    """Is there a message for which the time has come?"""
    return Delivery.objects.due(timezone.now()).exists()


def take() -> Delivery | None:
    """The message that has been due longest, now in our hands; None when nothing is due.

    One at a time for each subscriber: who is slow keeps nobody waiting but itself.
    """
    now = timezone.now()
    busy = Delivery.objects.filter(lease_until__gt=now).values("webhook")
    for pk in Delivery.objects.due(now).exclude(webhook__in=busy).values_list("pk", flat=True)[:50]:
        ours = Delivery.objects.due(now).filter(pk=pk).order_by()
        if ours.update(lease_until=now + LEASE, tries=F("tries") + 1, tried_at=now):
            return Delivery.objects.select_related("webhook").get(pk=pk)
    return None


def send(delivery: Delivery) -> bool:
    """Post it; what comes of it is written on the row. True when it arrived."""
    webhook = delivery.webhook
    body = delivery.body.encode()
    limits = replace(turns.limits(), whole=PATIENCE, read=PATIENCE)
    try:
        headers = signed(delivery.message_id, timezone.now(), body, webhook.secret)
        status = fetch.post(webhook.url, body, limits, headers)
    except fetch.FetchError as error:
        _failed(delivery, str(error).removeprefix(f"{webhook.url}: "), error)
        return False
    except DatabaseError:
        raise  # nothing can be written; the lease runs out, and it is sent again
    except Exception as error:
        log.exception("Delivery %s failed", delivery.pk)
        _failed(delivery, f"{type(error).__name__}: {error}")
        return False
    held(delivery).update(
        state=State.DELIVERED, answered=status, note="", delivered_at=timezone.now(), lease_until=None
    )
    Webhook.objects.filter(pk=webhook.pk, failures__gt=0).update(failures=0)
    return True


def signed(message_id: str, at: datetime, body: bytes, secret: str) -> dict[str, str]:
    """The headers of a message: id, moment and signature, by which the subscriber knows us."""
    stamp = str(int(at.timestamp()))
    content = b".".join([message_id.encode(), stamp.encode(), body])
    digest = hmac.new(_key(secret), content, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise ValueError("the secret is not base64: make a new one") from error


def _failed(delivery: Delivery, reason: str, error: fetch.FetchError | None = None) -> None:
    """Later, each time later. After the last try the message is given up and its subscriber switched off."""
    waits = settings.WEBHOOK_RETRY_SECONDS
    status = error.status if error else 0
    note = reason[:2000]
    Webhook.objects.filter(pk=delivery.webhook_id).update(failures=F("failures") + 1)
    facts: dict[str, Any] = {"answered": status or None, "note": note, "lease_until": None}
    if status == GONE or delivery.tries > len(waits):
        held(delivery).update(state=State.FAILED, **facts)
        _switch_off(delivery, note)
        return
    wait = float(waits[delivery.tries - 1])
    if error is not None and error.retry_after is not None:
        wait = max(wait, error.retry_after)
    held(delivery).update(due_at=timezone.now() + timedelta(seconds=wait), **facts)


def _switch_off(delivery: Delivery, note: str) -> None:
    """Nothing more is sent there until a person switches it on again; what waits is kept."""
    told = f"Given up on {timezone.now():%-d %B %Y, %H:%M} UTC after {delivery.tries} tries: {note}"
    on = Webhook.objects.filter(pk=delivery.webhook_id, is_active=True)
    if on.update(is_active=False, off_note=told):
        alerts.tell_of_switched_off(Webhook.objects.get(pk=delivery.webhook_id))
