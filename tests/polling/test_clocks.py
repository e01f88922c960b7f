"""A site in trouble for a day, and a clock that jumps: nothing is hammered, nothing is put off for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from claims import pipeline, tasks
from claims.models import Article, ArticleRevision, Feed, FeedItem, Host
from claims.polling import errands
from tests.factories import make_feed, make_item, make_revision
from tests.ingest.server import status
from tests.polling.site import news_site, run

YEARS = timedelta(days=2000)


class Clock:
    """The time, as a test wants it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = timedelta()
        real = timezone.now
        monkeypatch.setattr(timezone, "now", lambda: real() + self.ahead)

    def jump(self, by: timedelta) -> None:
        """Forwards, or back."""
        self.ahead += by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_a_site_that_answers_500_for_a_day_is_asked_rarely_and_read_when_it_is_back(clock: Clock) -> None:
    with news_site() as site:
        site.answers["/feed"] = status(500)
        feed = make_feed(site.address + "/feed", interval_minutes=10, longest_minutes=120)
        for _ in range(144):
            run(seconds=1)
            clock.jump(timedelta(minutes=10))
        assert 10 <= site.asked.count("/feed") <= 20
        feed.refresh_from_db()
        assert feed.is_active
        assert "answered 500" in feed.last_error
        site.article("/a")
        site.feed("/a")
        clock.jump(timedelta(minutes=132))
        run()
    feed.refresh_from_db()
    assert feed.failures == 0
    assert feed.last_error == ""
    assert Article.objects.count() == 1


def test_a_clock_that_was_years_ahead_for_a_moment_puts_nothing_off_for_years(clock: Clock) -> None:
    with news_site() as site:
        feed = make_feed(site.feed("/a"))
        site.article("/a")
        clock.jump(YEARS)
        run()
        taken = make_item(site.article("/b"), feed=feed)
        assert errands.take() is not None  # and whoever has it dies
        clock.jump(-YEARS)
        tasks.sweep()
        run()
    assert not FeedItem.objects.filter(due_at__gt=timezone.now() + timedelta(days=30)).exists()
    assert not Feed.objects.filter(due_at__gt=timezone.now() + timedelta(days=3)).exists()
    assert not Host.objects.filter(next_at__gt=timezone.now() + timedelta(days=3)).exists()
    taken.refresh_from_db()
    assert taken.state == "stored"


def test_a_lease_of_a_clock_that_was_ahead_does_not_hold_a_text_up(clock: Clock) -> None:
    revision = make_revision()
    clock.jump(YEARS)
    assert pipeline.claim_revision(revision_id=revision.pk) is not None
    clock.jump(-YEARS)
    pipeline.sweep()
    clock.jump(timedelta(seconds=1))
    assert pipeline.claim_revision(revision_id=revision.pk) is not None


def test_what_is_rightly_put_off_stays_so(settings: Settings) -> None:
    settings.LOOK_AGAIN_MINUTES = [60, 10_080]
    later = timezone.now() + timedelta(days=6)
    feed = make_feed(due_at=later, longest_minutes=10_000)
    item = make_item("https://news.example/a", feed=feed, due_at=later)
    Host.objects.create(name="news.example", next_at=later)
    held = make_revision(
        state=ArticleRevision.State.EXTRACTING, lease_until=timezone.now() + timedelta(seconds=20)
    )
    tasks.sweep()
    for row in (feed, item, held):
        row.refresh_from_db()
    assert feed.due_at == item.due_at == Host.objects.get().next_at == later
    assert held.lease_until is not None
    assert held.lease_until > timezone.now()


def test_a_clock_that_goes_back_an_hour_loses_and_doubles_nothing(clock: Clock) -> None:
    with news_site() as site:
        make_feed(site.feed("/a"), interval_minutes=5, longest_minutes=5)
        site.article("/a")
        run()
        clock.jump(-timedelta(hours=1))
        site.feed("/a", "/b")
        site.article("/b")
        run(seconds=1)
        clock.jump(timedelta(minutes=70))
        run()
    assert sorted(Article.objects.values_list("title", flat=True)) == ["News of /a", "News of /b"]
    assert ArticleRevision.objects.count() == 2
