"""Operators are told by e-mail and webhook: once of a silent feed, again and again of a queue that ages."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from claims.models import ArticleRevision, Feed, FeedItem
from claims.polling import alerts
from tests.factories import make_feed, make_item, make_revision


@pytest.fixture(autouse=True)
def somebody_reads(settings: Settings) -> None:
    settings.ALERT_EMAIL = ["desk@example.org"]


def fell_silent(days: float) -> Feed:
    """A feed that brought something every hour, and for so many days nothing."""
    feed = make_feed()
    for number in range(12):
        item = make_item(
            f"https://news.example/{number}", feed=feed, due_at=timezone.now() + timedelta(days=1)
        )
        seen = timezone.now() - timedelta(days=days, hours=number)
        FeedItem.objects.filter(pk=item.pk).update(seen_at=seen)
    return feed


def test_a_feed_that_fell_silent_is_told_of_once() -> None:
    feed = fell_silent(3)
    assert alerts.tell()
    assert not alerts.tell()
    [message] = mail.outbox
    assert message.to == ["desk@example.org"]
    assert f"{feed} has brought nothing new since" in message.body


def test_a_feed_that_speaks_again_may_be_told_of_again() -> None:
    feed = fell_silent(3)
    alerts.tell()
    make_item("https://news.example/new", feed=feed, due_at=timezone.now() + timedelta(days=1))
    assert not alerts.tell()
    feed.refresh_from_db()
    assert feed.silence_told_at is None


def test_a_feed_that_rests_for_a_day_is_no_matter() -> None:
    fell_silent(1)
    assert not alerts.tell()


def test_a_queue_that_ages_is_told_of_each_time() -> None:
    revision = make_revision()
    assert not alerts.tell()
    ArticleRevision.objects.filter(pk=revision.pk).update(fetched_at=timezone.now() - timedelta(hours=5))
    make_item("https://news.example/late", due_at=timezone.now() - timedelta(hours=5))
    assert alerts.tell()
    assert alerts.tell()
    assert "The oldest text has waited 300 minutes" in mail.outbox[0].body
    assert "1 pages have waited more than 60 minutes" in mail.outbox[0].body


def test_without_anybody_to_tell_nothing_is_sent_and_nothing_forgotten(settings: Settings) -> None:
    settings.ALERT_EMAIL = []
    fell_silent(3)
    assert not alerts.tell()
    settings.ALERT_EMAIL = ["desk@example.org"]
    assert alerts.tell()


def test_a_mail_server_that_is_away_is_tried_again(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    fell_silent(3)
    assert not alerts.tell()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert alerts.tell()


@contextmanager
def hook(settings: Settings, code: int = 204) -> Iterator[list[dict[str, Any]]]:
    """A chat service that answers so; what it was sent."""
    sent: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/json"
            sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(code)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.ALERT_WEBHOOKS = [f"http://127.0.0.1:{server.server_address[1]}/hook"]
    try:
        yield sent
    finally:
        server.shutdown()
        server.server_close()


def test_a_webhook_gets_the_same_as_json(settings: Settings) -> None:
    settings.ALERT_EMAIL = []
    feed = fell_silent(3)
    with hook(settings) as sent:
        assert alerts.tell()
        assert not alerts.tell()
    [message] = sent
    [line] = message["alerts"]
    assert line.startswith(f"{feed} has brought nothing new since")
    assert message["text"].endswith(f"{line}\n{settings.SITE_URL}/admin/operations/")


def test_a_webhook_that_refuses_is_tried_again(settings: Settings) -> None:
    settings.ALERT_EMAIL = []
    fell_silent(3)
    with hook(settings, 500):
        assert not alerts.tell()
    with hook(settings) as sent:
        assert alerts.tell()
    assert len(sent) == 1


def test_a_webhook_that_is_away_keeps_no_mail_back(settings: Settings) -> None:
    settings.ALERT_WEBHOOKS = ["http://127.0.0.1:9/hook"]
    fell_silent(3)
    assert alerts.tell()
    assert len(mail.outbox) == 1


def test_a_webhook_into_a_private_network_is_refused_unless_allowed(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.INGEST_ALLOW_HOSTS = []
    fell_silent(3)
    with hook(settings) as sent:
        alerts.tell()
    assert sent == []
    assert "INGEST_ALLOW_HOSTS" in caplog.text
