"""The daily message: what is new for each person who asked for it, once a day, never when nothing is."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from claims.editorial.inbox import Card, inbox
from claims.models import Digest, User

log = logging.getLogger(__name__)
MOST = 40  # of a kind in one message


def send(now: datetime | None = None) -> int:
    """Send what is due by now; the number of messages. Any number of calls, by any number of processes.

    A mail server that cannot be reached is asked again with the next call. A message that fails on its way
    is not repeated, since it may have arrived; what it told of is in the next.
    """
    now = now or timezone.now()
    if now.hour < settings.DIGEST_HOUR:
        return 0
    people = User.objects.filter(is_active=True, wants_digest=True).exclude(email="")
    waiting = [user for user in people.exclude(digests__day=now.date()).order_by("pk")]
    connection, sent = None, 0
    for user in waiting:
        cards = new_for(user)
        if any(card.items for card in cards) and connection is None:
            try:
                connection = get_connection()
                connection.open()
            except (SMTPException, OSError) as error:
                log.error("The daily messages wait: the mail server cannot be reached (%s)", error)
                return sent
        sent += _send(user, cards, now, connection)
    if connection is not None:
        connection.close()
    return sent


def new_for(user: User) -> list[Card]:
    """What is unread and came after the last message that told of it."""
    last = Digest.objects.filter(user=user, note="").order_by("-made_at").first()
    found = []
    for card in inbox(user, most=MOST):
        fresh = [item for item in card.items if item.unread and (last is None or item.since > last.made_at)]
        found.append(Card(card.heading, fresh, card.empty, card.more))
    return found


def _send(user: User, cards: list[Card], now: datetime, connection: object) -> int:
    number = sum(len(card.items) for card in cards)
    row, is_ours = Digest.objects.get_or_create(
        user=user, day=now.date(), defaults={"made_at": now, "items": number}
    )
    if not is_ours or not number:
        return 0
    subject = f"{settings.SITE_NAME}: {number} new for you"
    message = EmailMessage(subject, text_of(user, cards), None, [user.email], connection=connection)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        log.error("The daily message to account %s failed: %s", user.pk, error)
        Digest.objects.filter(pk=row.pk).update(note=str(error)[:500] or type(error).__name__)
        return 0
    Digest.objects.filter(pk=row.pk).update(sent_at=timezone.now())
    return 1


def text_of(user: User, cards: list[Card]) -> str:
    """The message in plain text, an address below each line."""
    parts = [f"{user.called}, this is new since you last looked:"]
    for card in cards:
        if card.items:
            parts.append(card.heading.upper())
        for item in card.items:
            address = f"{settings.SITE_URL}/admin/claim/{item.claim.pk}/"
            parts.append(f"- {item.claim.headline} ({' '.join(item.words.split())})\n  {address}")
    parts.append(
        f"Everything that waits for you: {settings.SITE_URL}/admin/\n"
        "You asked for this message there, and can switch it off there."
    )
    return "\n\n".join(parts)
