"""Busier feeds are asked more often, quiet ones rarely, within the editor's bounds; sites are obeyed."""

from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from django.utils import timezone

from claims.ingest.readers.feed import stays_for
from claims.models import Feed, Host
from tests.factories import make_feed
from tests.ingest.server import page, status
from tests.polling.site import news_site, run


def minutes_until(feed: Feed) -> float:
    """Until the next poll."""
    feed.refresh_from_db()
    assert feed.due_at is not None
    return (feed.due_at - timezone.now()) / timedelta(minutes=1)


def again(feed: Feed) -> None:
    """Now."""
    Feed.objects.filter(pk=feed.pk).update(due_at=timezone.now())
    run()


def test_a_feed_with_news_is_asked_twice_as_often_down_to_its_bound() -> None:
    with news_site() as site:
        feed = make_feed(site.feed("/a"), interval_minutes=20, wait_minutes=60)
        run()
        assert 29 < minutes_until(feed) < 34
        site.feed("/a", "/b")
        again(feed)
        assert 19 < minutes_until(feed) < 23


def test_a_quiet_feed_drifts_towards_its_longest_time() -> None:
    with news_site() as site:
        feed = make_feed(site.feed("/a"), interval_minutes=20, longest_minutes=40)
        run()
        again(feed)
        assert 29 < minutes_until(feed) < 34
        again(feed)
        assert 39 < minutes_until(feed) < 45


def test_the_time_that_a_site_states_is_kept_up_to_the_longest() -> None:
    with news_site() as site:
        url = site.feed("/a", Cache_Control="max-age=18000")
        feed = make_feed(url, interval_minutes=20, longest_minutes=120)
        run()
        assert 119 < minutes_until(feed) < 133


@pytest.mark.parametrize(
    ("hint", "minutes"),
    [
        ("<ttl>90</ttl>", 90),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>", 60),
        ("<sy:updatePeriod>daily</sy:updatePeriod> <sy:updateFrequency>12</sy:updateFrequency>", 120),
        ("<sy:updatePeriod>weekly</sy:updatePeriod>", 180),  # up to the longest
    ],
)
def test_the_time_that_a_feed_states_of_itself_is_kept(hint: str, minutes: int) -> None:
    with news_site() as site:
        url = site.feed("/a", hint=hint)
        feed = make_feed(url, interval_minutes=20, longest_minutes=180)
        run()
        assert minutes - 1 < minutes_until(feed) < minutes * 1.1 + 1


def test_a_hint_inside_an_entry_is_none() -> None:
    assert stays_for(b"<rss><channel><item><ttl>90</ttl></item></channel></rss>") == 0.0


def test_a_feed_that_did_not_change_is_not_sent_again() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers["If-None-Match"] == '"v1"'
        (status(304, ETag='"v1"') if known else page(body, "application/rss+xml", ETag='"v1"'))(handler)

    body = '<rss version="2.0"><channel><item><link>/a</link></item></channel></rss>'
    with news_site() as site:
        site.answers["/feed"] = answer
        feed = make_feed(site.address + "/feed")
        run()
        again(feed)
    feed.refresh_from_db()
    assert feed.etag == '"v1"'
    assert feed.last_error == ""
    assert feed.last_success_at is not None


def test_failures_are_told_and_asked_about_ever_later() -> None:
    with news_site() as site:
        site.answers["/feed"] = status(500)
        feed = make_feed(site.address + "/feed", interval_minutes=10, longest_minutes=60)
        run()
        assert 9 < minutes_until(feed) < 12
        again(feed)
        assert 19 < minutes_until(feed) < 23
        for _ in range(5):
            again(feed)
        assert 59 < minutes_until(feed) < 67
    assert feed.failures == 7
    assert "answered 500" in feed.last_error
    assert feed.is_active


def test_a_site_that_wants_to_be_left_alone_is() -> None:
    with news_site() as site:
        site.answers["/feed"] = status(429, Retry_After="7200")
        feed = make_feed(site.address + "/feed", interval_minutes=10, longest_minutes=60)
        run()
        assert minutes_until(feed) > 119
    assert Host.objects.get().next_at > timezone.now() + timedelta(minutes=119)


def test_a_feed_that_is_gone_is_paused_and_says_why() -> None:
    with news_site() as site:
        site.answers["/feed"] = status(410)
        feed = make_feed(site.address + "/feed")
        run()
    feed.refresh_from_db()
    assert not feed.is_active
    assert "paused, since the site says that it is gone for good" in feed.note


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address() -> None:
    with news_site() as site:
        new = site.feed("/a", at="/new")
        site.answers["/feed"] = status(301, Location="/new")
        feed = make_feed(site.address + "/feed")
        run()
    feed.refresh_from_db()
    assert feed.url == new
    assert feed.note.endswith(f"moved here from {site.address}/feed")


def test_a_feed_that_moved_for_a_while_keeps_its_address() -> None:
    with news_site() as site:
        site.feed("/a", at="/new")
        site.answers["/feed"] = status(302, Location="/new")
        feed = make_feed(site.address + "/feed")
        run()
    feed.refresh_from_db()
    assert feed.url.endswith("/feed")


def test_two_feeds_that_moved_to_one_address_are_not_polled_twice() -> None:
    with news_site() as site:
        kept = make_feed(site.feed("/a", at="/new"))
        site.answers["/feed"] = status(301, Location="/new")
        feed = make_feed(site.address + "/feed")
        run()
    feed.refresh_from_db()
    kept.refresh_from_db()
    assert kept.is_active
    assert not feed.is_active
    assert "it moved to another feed" in feed.note
