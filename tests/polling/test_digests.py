"""A message a day to who asked for it: only of what is new, never twice, and nothing is lost with the server."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from claims.editorial import conversation, inbox, workflow
from claims.models import Claim, Digest, User
from claims.polling import digests
from tests.factories import ada, ben, make_claim, make_draft


@pytest.fixture(autouse=True)
def early(settings: Settings) -> None:
    settings.DIGEST_HOUR = 0


def subscriber() -> User:
    user = ben()
    inbox.choose_digest(actor=user, on=True)
    return user


def submitted(wording: str = "it fell") -> Claim:
    version = make_draft(make_claim(wording))
    workflow.submit(version=version, actor=ada())
    return version.review.claim


def tomorrow(days: int = 1) -> datetime:
    return timezone.now() + timedelta(days=days)


def test_it_says_what_is_new_and_where() -> None:
    subscriber()
    claim = submitted()
    assert digests.send() == 1
    [message] = mail.outbox
    assert (message.to, message.subject) == (["ben@example.org"], "The Claims Desk: 1 new for you")
    assert "WAITING FOR MY APPROVAL" in message.body
    assert f"- Marsh: it fell (version 1)\n  http://localhost:8000/admin/claim/{claim.pk}/" in message.body
    assert "switch it off there" in message.body


def test_nobody_who_did_not_ask_or_has_left_gets_one() -> None:
    ben()
    submitted()
    assert digests.send() == 0
    subscriber()
    User.objects.filter(username="ben").update(is_active=False)
    assert digests.send() == 0
    assert mail.outbox == []


def test_never_twice_for_the_same_day() -> None:
    subscriber()
    submitted()
    assert digests.send() == 1
    submitted("it rose")
    assert digests.send() == 0
    assert len(mail.outbox) == 1


def test_the_next_day_tells_of_what_came_since_and_of_nothing_else() -> None:
    subscriber()
    submitted()
    digests.send()
    submitted("it rose")
    assert digests.send(tomorrow()) == 1
    assert "it rose" in mail.outbox[1].body
    assert "it fell" not in mail.outbox[1].body


def test_nothing_is_sent_when_nothing_is_new_not_even_later_that_day() -> None:
    subscriber()
    assert digests.send() == 0
    submitted()
    assert digests.send() == 0
    assert mail.outbox == []
    assert Digest.objects.get().items == 0
    assert digests.send(tomorrow()) == 1


def test_what_was_opened_meanwhile_is_not_told_of() -> None:
    user, claim = subscriber(), submitted()
    inbox.look(claim=claim, actor=user)
    assert digests.send() == 0


def test_not_before_its_hour(settings: Settings) -> None:
    settings.DIGEST_HOUR = 6
    subscriber()
    submitted()
    day = timezone.now().date() + timedelta(days=1)
    assert digests.send(datetime(day.year, day.month, day.day, 5, 59, tzinfo=UTC)) == 0
    assert digests.send(datetime(day.year, day.month, day.day, 6, 0, tzinfo=UTC)) == 1


def test_a_server_that_cannot_be_reached_is_asked_again(settings: Settings) -> None:
    subscriber()
    submitted()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    assert digests.send() == 0
    assert not Digest.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert digests.send() == 1


class Falls(EmailBackend):
    """Takes the message, and falls before it says so."""

    def send_messages(self, messages: Any) -> int:
        raise OSError("connection lost")


def test_a_message_that_failed_on_its_way_is_not_repeated_but_told_of_the_next_day(
    settings: Settings,
) -> None:
    subscriber()
    submitted()
    settings.EMAIL_BACKEND = f"{__name__}.Falls"
    assert digests.send() == 0
    assert Digest.objects.get().note == "connection lost"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert digests.send() == 0
    assert digests.send(tomorrow()) == 1
    assert "it fell" in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one() -> None:
    subscriber()
    submitted()
    sent: list[int] = []

    def work() -> None:
        sent.append(digests.send())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(sent) == 1
    assert len(mail.outbox) == 1


def test_markup_and_line_breaks_of_a_comment_stay_text() -> None:
    subscriber()
    conversation.comment(
        review=make_draft().review, actor=ada(), text="@ben\r\nBcc: x@example.org\n<b>hi</b>"
    )
    assert digests.send() == 1
    assert "Ada: @ben Bcc: x@example.org <b>hi</b>" in mail.outbox[0].body
    assert mail.outbox[0].recipients() == ["ben@example.org"]
