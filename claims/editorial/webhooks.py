"""Tell subscribers: what happened is written down for each of them in the transaction in which it happens.

Sending is another matter (`polling.deliveries`): a subscriber that is slow or away holds nobody up here.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from claims.editorial.addresses import page_url
from claims.editorial.deadlines import unsettled
from claims.editorial.promises import promise_state
from claims.models import Claim, Delivery, Occasion, ReviewVersion, Webhook
from claims.models.review import PUBLIC_STATES
from claims.models.webhook import new_message_id, new_secret

VERSION = "1"
"""Of the payload. Members are added within a version; anything else is a new one."""
LATE = timedelta(days=30)  # a promise that fell due longer ago is no news
KEPT = timedelta(days=90)  # how long the log remembers; longer than LATE, so that nothing is told twice
State = Delivery.State


def tell_of_review(*, version: ReviewVersion, event: Occasion) -> int:
    """Write down that a review was published, corrected or withdrawn; how many subscribers are to be told.

    Call it in the transaction of the change: both are there afterwards, or neither is.
    """
    if not Webhook.objects.wanting(event).exists():
        return 0
    version = ReviewVersion.objects.select_related("review__claim__speaker", "rating__scale").get(
        pk=version.pk
    )
    claim = version.review.claim
    data = {"claim": _claim(claim, version), "review": _review(version)}
    return _write(event, data, new_message_id())


def tell_of_merge(*, claim: Claim, into: Claim) -> int:
    """Write down that a claim that was public is part of another public one now; how many are to be told.

    Call it in the transaction of the change. Of a claim that nobody saw, and of one that leads nowhere public,
    nobody is told.
    """
    if not Webhook.objects.wanting(Occasion.MERGED).exists():
        return 0
    versions = ReviewVersion.objects.select_related("rating__scale").order_by("-number")
    gone = versions.filter(review__claim=claim, state__in=PUBLIC_STATES).first()
    stays = versions.filter(review__claim=into, state=ReviewVersion.State.PUBLISHED).first()
    if gone is None or stays is None:
        return 0
    data = {"claim": _claim(claim, gone), "into": _claim(into, stays), "review": _review(stays)}
    return _write(Occasion.MERGED, data, new_message_id())


@transaction.atomic
def tell_of_promises() -> int:
    """Write down each published promise whose day has come and that nobody was told of; how many messages."""
    if not Webhook.objects.wanting(Occasion.PROMISE_DUE).exists():
        return 0
    today, written = timezone.localdate(), 0
    due = unsettled().published().filter(due_on__lte=today, due_on__gt=today - LATE)
    for claim in due:
        version = claim.review.versions.select_related("rating__scale").get(state="published")
        name = f"due_{claim.pk}_{claim.due_on}"  # the same day is told once, another day anew
        written += _write(
            Occasion.PROMISE_DUE, {"claim": _claim(claim, version), "review": _review(version)}, name
        )
    return written


@transaction.atomic
def send_test(*, webhook: Webhook) -> bool:
    """Write a test message for one subscriber. False when it is switched off."""
    if not webhook.is_active:
        return False
    _deliveries([webhook], Occasion.TEST, {"webhook": webhook.name}, new_message_id())
    return True


@transaction.atomic
def send_again(*, deliveries: QuerySet[Delivery]) -> int:
    """Have these sent once more, with all their tries; how many. Those to subscribers that are off wait."""
    free = deliveries.filter(lease_until=None)
    return free.update(state=State.WAITING, tries=0, due_at=timezone.now(), note="", delivered_at=None)


def switch_on(*, webhook: Webhook) -> None:
    """Tell this subscriber again, from a clean slate; what waited is sent now."""
    Webhook.objects.filter(pk=webhook.pk).update(is_active=True, failures=0, off_note="")
    Delivery.objects.filter(webhook=webhook, state=State.WAITING).update(due_at=timezone.now(), tries=0)
    webhook.refresh_from_db()


def renew_secret(*, webhook: Webhook) -> None:
    """A new key. What is sent from now on is signed with it alone."""
    Webhook.objects.filter(pk=webhook.pk).update(secret=new_secret())
    webhook.refresh_from_db()


def forget_old_deliveries() -> int:
    """The log remembers 90 days; what waits is kept."""
    old = Delivery.objects.exclude(state=State.WAITING).filter(created_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


# The messages ----------------------------------------------------------------------------------------
def _write(event: Occasion, data: dict[str, Any], message_id: str) -> int:
    return _deliveries(list(Webhook.objects.wanting(event)), event, data, message_id)


def _deliveries(webhooks: list[Webhook], event: Occasion, data: dict[str, Any], message_id: str) -> int:
    now = timezone.now()
    body = json.dumps(
        {"type": event.value, "timestamp": now.isoformat(), "version": VERSION, "data": data},
        ensure_ascii=False,
    )
    known = set(Delivery.objects.filter(message_id=message_id).values_list("webhook_id", flat=True))
    rows = [
        Delivery(webhook=webhook, message_id=message_id, event=event, body=body, due_at=now)
        for webhook in webhooks
        if webhook.pk not in known
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _claim(claim: Claim, version: ReviewVersion) -> dict[str, Any]:
    told: dict[str, Any] = {
        "slug": claim.slug,
        "headline": claim.headline,
        "wording": claim.wording,
        "kind": claim.kind,
        "speaker": {"slug": claim.speaker.slug, "name": claim.speaker.name},
        "said_on": claim.said_on.isoformat() if claim.said_on else None,
        "page_url": page_url("claim", claim.slug),
        "api_url": f"{settings.SITE_URL}/api/v1/claims/{claim.slug}/",
    }
    if claim.due_on:
        told["due"] = {
            "on": claim.due_on.isoformat(),
            "precision": claim.due_precision,
            "confirmed": claim.due_confirmed_at is not None,
            "state": promise_state(claim, version.rating),
        }
    return told


def _review(version: ReviewVersion) -> dict[str, Any]:
    """The verdict; of one that was withdrawn, the reason in place of its words."""
    rating: Any = version.rating  # the database keeps both for what is or was public
    published_at: Any = version.published_at
    named = {name: getattr(rating, name) for name in ("slug", "label", "maps_to")}
    told = {
        "version": version.number,
        "state": version.state,
        "rating": named | {"scale": rating.scale.slug},
        "published_at": published_at.isoformat(),
    }
    if version.state == ReviewVersion.State.WITHDRAWN:
        return told | {"withdrawn_reason": version.withdrawn_reason}
    return told | {
        "headline": version.headline,
        "summary": version.summary,
        "change_note": version.change_note,
    }
