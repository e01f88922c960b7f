"""Messages are signed, retried later and later, and given up with a word; other subscribers notice nothing."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings
from standardwebhooks.webhooks import WebhookVerificationError

from claims.editorial import webhooks
from claims.models import Delivery, Webhook
from claims.polling import deliveries
from tests.factories import make_user
from tests.ingest.server import redirect, status
from tests.webhooks.receiver import Receiver, receiving, states


@pytest.fixture
def receiver() -> Any:
    with receiving() as found:
        yield found


def told(receiver: Receiver, **fields: Any) -> tuple[Webhook, Delivery]:
    """A subscriber for whom a test message waits."""
    webhook = receiver.subscribe(**fields)
    webhooks.send_test(webhook=webhook)
    return webhook, webhook.deliveries.get()


def make_due() -> None:
    """As if the wait were over."""
    Delivery.objects.update(due_at=timezone.now())


def wait(delivery: Delivery) -> float:
    """Seconds until the next try."""
    delivery.refresh_from_db()
    assert isinstance(delivery.tried_at, datetime)
    return (delivery.due_at - delivery.tried_at).total_seconds()


def test_a_message_is_signed_as_the_specification_says(receiver: Receiver) -> None:
    webhook, delivery = told(receiver)
    assert deliveries.run(seconds=20) == 1
    [message] = receiver.verified(webhook)
    assert message["type"] == "webhook.test"
    [(headers, body)] = receiver.got
    assert headers["webhook-id"] == delivery.message_id
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"].startswith("claims-desk/")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answered, delivery.tries) == ("delivered", 204, 1)
    receiver.got = [(headers, body.replace(b"Harbour", b"Larbour"))]
    with pytest.raises(WebhookVerificationError):
        receiver.verified(webhook)


def test_after_a_new_secret_the_old_one_proves_nothing(receiver: Receiver) -> None:
    webhook = receiver.subscribe()
    old = Webhook(secret=webhook.secret)
    webhooks.renew_secret(webhook=webhook)
    webhooks.send_test(webhook=webhook)
    deliveries.run(seconds=20)
    assert receiver.verified(webhook)
    with pytest.raises(WebhookVerificationError):
        receiver.verified(old)


def test_a_failing_subscriber_is_asked_again_later_with_the_same_id(receiver: Receiver) -> None:
    webhook, delivery = told(receiver)
    receiver.answer = status(500)
    assert deliveries.run(seconds=20) == 0
    assert len(receiver.got) == 1  # not again at once
    assert wait(delivery) == pytest.approx(1, abs=0.5)
    assert "answered 500" in delivery.note
    receiver.answer = status(200)
    make_due()
    assert deliveries.run(seconds=20) == 1
    assert receiver.ids() == [delivery.message_id] * 2
    webhook.refresh_from_db()
    assert (webhook.failures, states()) == (0, ["delivered"])


def test_after_the_last_try_the_subscriber_is_switched_off_and_told_of(receiver: Receiver) -> None:
    webhook, _ = told(receiver)
    receiver.answer = status(503)
    for _ in range(5):
        make_due()
        deliveries.run(seconds=20)
    assert len(receiver.got) == 3
    webhook.refresh_from_db()
    assert not webhook.is_active
    assert "after 3 tries: answered 503" in webhook.off_note
    assert states() == ["failed"]
    assert not webhooks.send_test(webhook=webhook)


def test_administrators_are_told_once_by_mail_that_it_is_switched_off(receiver: Receiver) -> None:
    make_user("ines", "administrator")
    make_user("ada", "reporter")
    webhook, _ = told(receiver)
    webhooks.send_test(webhook=webhook)
    receiver.answer = status(410)
    deliveries.run(seconds=20)
    [message] = mail.outbox
    assert message.to == ["ines@example.org"]
    assert f"The webhook “The Harbour Post” ({webhook.url}) is switched off. Given up on" in message.body
    assert f"/admin/claims/webhook/{webhook.pk}/change/" in message.body


def test_the_address_for_alerts_is_told_in_their_place(receiver: Receiver, settings: Settings) -> None:
    settings.ALERT_EMAIL = ("desk@harbour.example",)
    make_user("ines", "administrator")
    told(receiver)
    receiver.answer = status(410)
    deliveries.run(seconds=20)
    assert [message.to for message in mail.outbox] == [["desk@harbour.example"]]


def test_a_mail_server_that_is_away_keeps_nothing_from_being_switched_off(
    receiver: Receiver, settings: Settings
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    settings.ALERT_EMAIL = ("desk@harbour.example",)
    webhook, _ = told(receiver)
    receiver.answer = status(410)
    deliveries.run(seconds=20)
    webhook.refresh_from_db()
    assert not webhook.is_active


def test_what_waited_is_sent_once_it_is_switched_on_again(receiver: Receiver) -> None:
    webhook, _ = told(receiver)
    webhooks.send_test(webhook=webhook)
    receiver.answer = status(410)  # by the specification: do not send here any more
    deliveries.run(seconds=20)
    assert states() == ["failed", "waiting"]
    receiver.answer = status(204)
    assert deliveries.run(seconds=20) == 0
    webhooks.switch_on(webhook=webhook)
    assert deliveries.run(seconds=20) == 1
    assert states() == ["failed", "delivered"]
    assert webhooks.send_again(deliveries=Delivery.objects.filter(state="failed")) == 1
    assert deliveries.run(seconds=20) == 1


def test_a_redirect_is_a_failure_and_is_not_followed(receiver: Receiver) -> None:
    _, delivery = told(receiver)
    receiver.answer = redirect(f"{receiver.address}/elsewhere")
    deliveries.run(seconds=20)
    assert len(receiver.got) == 1
    delivery.refresh_from_db()
    assert "answered 302" in delivery.note


def test_who_asks_for_a_pause_gets_it(receiver: Receiver) -> None:
    _, delivery = told(receiver)
    receiver.answer = status(429, Retry_After="120")
    deliveries.run(seconds=20)
    assert wait(delivery) == pytest.approx(120, abs=2)


def test_a_slow_subscriber_is_given_up_in_time_and_holds_nobody_up(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "PATIENCE", 0.5)
    over = threading.Event()
    _, slow = told(receiver)
    webhooks.send_test(webhook=slow.webhook)

    def never(handler: BaseHTTPRequestHandler) -> None:
        over.wait(10)

    receiver.answer = never
    with receiving() as other:
        _, quick = told(other)
        began = time.monotonic()
        assert deliveries.run(seconds=20) == 1
        assert time.monotonic() - began < 5
        assert other.ids() == [quick.message_id]
    over.set()
    slow.refresh_from_db()
    assert "no whole answer within 0.5 seconds" in slow.note


def test_one_message_at_a_time_for_each_subscriber(receiver: Receiver) -> None:
    webhook, _ = told(receiver)
    webhooks.send_test(webhook=webhook)
    first = deliveries.take()
    assert first is not None
    assert deliveries.take() is None
    deliveries.send(first)
    assert deliveries.take() is not None


def test_a_private_address_is_never_sent_to(receiver: Receiver, settings: Settings) -> None:
    settings.INGEST_ALLOW_HOSTS = []
    _, delivery = told(receiver)
    deliveries.run(seconds=20)
    assert receiver.got == []
    delivery.refresh_from_db()
    assert "inside a private network" in delivery.note


def test_nobody_at_home_is_told_as_such(receiver: Receiver) -> None:
    webhook, delivery = told(receiver)
    Webhook.objects.filter(pk=webhook.pk).update(url="http://127.0.0.1:9/hook")
    deliveries.run(seconds=20)
    delivery.refresh_from_db()
    assert "no proper answer" in delivery.note
    assert delivery.answered is None


def test_a_worker_that_dies_leaves_the_message_to_the_next_one(receiver: Receiver) -> None:
    _, delivery = told(receiver)
    assert deliveries.take() is not None  # and dies
    assert deliveries.take() is None
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert deliveries.run(seconds=20) == 1
    assert receiver.ids() == [delivery.message_id]
