"""Tell the operators, by e-mail and webhook, what nobody would notice: a feed that fell silent, a queue that ages,
a subscriber that was switched off."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone

from claims.checks import oldest_waiting
from claims.ingest import fetch
from claims.models import Feed, FeedItem, User, Webhook
from claims.polling import registry, turns

log = logging.getLogger(__name__)


def tell() -> bool:
    """One message with everything that is new to be told; False when there is nothing, or nobody to tell.

    A silent feed is told of once; a queue again with each call, for as long as it is too old.
    """
    silent = [feed for feed in registry.silent_feeds() if feed.silence_told_at is None]
    _forget_the_end_of_silence()
    lines = [*_of_feeds(silent), *_of_queues()]
    if not lines:
        return False
    if not _say(lines, settings.ALERT_EMAIL, _desk()):
        return False
    Feed.objects.filter(pk__in=[feed.pk for feed in silent]).update(silence_told_at=timezone.now())
    return True


def tell_of_switched_off(webhook: Webhook) -> bool:
    """Say at once that nothing is sent to a subscriber any more; False when nobody could be told.

    Without ALERT_EMAIL the administrators are told.
    """
    lines = [f"The webhook “{webhook.name}” ({webhook.url}) is switched off. {webhook.off_note}"]
    lines += ["What waits for it is kept, and sent once it is switched on again."]
    people = User.objects.filter(is_active=True, groups__name="administrator").exclude(email="")
    addresses = settings.ALERT_EMAIL or tuple(
        people.order_by("email").values_list("email", flat=True).distinct()
    )
    return _say(
        lines, addresses, f"{settings.SITE_URL}{reverse('admin:claims_webhook_change', args=[webhook.pk])}"
    )


def _say(lines: list[str], addresses: Sequence[str], where: str) -> bool:
    """To all addresses and all webhooks for alerts; True when one of them took it."""
    told = [_by_email(lines, addresses, where)]
    told += [_by_webhook(address, lines, where) for address in settings.ALERT_WEBHOOKS]
    return any(told)


def _by_email(lines: list[str], addresses: Sequence[str], where: str) -> bool:
    """One message to all addresses; True when the mail server took it."""
    if not addresses:
        return False
    text = "\n".join([*lines, f"\nAt the desk: {where}"])
    try:
        send_mail(f"{settings.SITE_NAME}: needs a look", text, None, list(addresses))
    except (SMTPException, OSError) as error:
        log.error("The alert could not be sent (%s): %s", error, " ".join(lines))
        return False
    return True


def _by_webhook(address: str, lines: list[str], where: str) -> bool:
    """JSON with the lines; chat services show its `text`. True when it was taken."""
    said = {"text": "\n".join([f"{settings.SITE_NAME} needs a look:", *lines, where]), "alerts": lines}
    try:
        fetch.post(address, json.dumps(said).encode(), turns.limits(), {"Content-Type": "application/json"})
    except fetch.FetchError as error:
        log.error("The alert could not be posted (%s): %s", error, " ".join(lines))
        return False
    return True


def _desk() -> str:
    return f"{settings.SITE_URL}/admin/operations/"


def _of_feeds(silent: list[Feed]) -> Iterator[str]:
    for feed in silent:
        newest = (
            FeedItem.objects.filter(feed=feed).order_by("-seen_at").values_list("seen_at", flat=True).first()
        )
        yield f"{feed} has brought nothing new since {newest:%-d %B %Y, %H:%M} UTC, much longer than usual."


def _of_queues() -> Iterator[str]:
    patience = timedelta(minutes=settings.ALERT_AFTER_MINUTES)
    age = oldest_waiting()
    if age is not None and age > patience.total_seconds():
        yield f"The oldest text has waited {age / 60:.0f} minutes for extraction. Does an extractor run?"
    late = FeedItem.objects.due(timezone.now() - patience).count()
    if late:
        yield f"{late} pages have waited more than {settings.ALERT_AFTER_MINUTES} minutes to be fetched."


def _forget_the_end_of_silence() -> None:
    """A feed that speaks again may be told of again."""
    for feed in Feed.objects.filter(silence_told_at__isnull=False):
        if FeedItem.objects.filter(feed=feed, seen_at__gt=feed.silence_told_at).exists():
            Feed.objects.filter(pk=feed.pk).update(silence_told_at=None)
