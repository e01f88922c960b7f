"""Operators are told by e-mail: once of a feed that fell silent, as long as it lasts of a queue that ages."""

from datetime import timedelta

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
