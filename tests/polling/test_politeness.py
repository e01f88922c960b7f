"""robots.txt is obeyed; a host is asked at most once in its pause; so many at once in all."""

from datetime import timedelta

from django.utils import timezone
from pytest_django import Settings

from claims.models import Article, Feed, FeedItem, Host
from claims.polling import errands, turns
from tests.factories import make_feed, make_item
from tests.ingest.server import page, status
from tests.polling.site import news_site, run


def test_what_robots_txt_forbids_is_not_fetched_and_says_so() -> None:
    with news_site() as site:
        site.answers["/robots.txt"] = page("User-agent: *\nDisallow: /private/\n", "text/plain")
        make_feed(site.feed("/private/a", "/b"))
        site.article("/b")
        run()
        assert "/private/a" not in site.asked
    assert Article.objects.get().url.endswith("/b")
    refused = FeedItem.objects.get(state="refused")
    assert refused.note == f"{site.address}/private/a: the site's robots.txt forbids it."


def test_a_feed_that_robots_txt_forbids_is_not_polled() -> None:
    with news_site() as site:
        site.answers["/robots.txt"] = page("User-agent: claims-desk\nDisallow: /\n", "text/plain")
        feed = make_feed(site.feed("/a"))
        run()
        assert site.asked == ["/robots.txt"]
    feed.refresh_from_db()
    assert "robots.txt forbids it" in feed.last_error


def test_robots_txt_is_read_once_a_day() -> None:
    with news_site() as site:
        make_feed(site.feed("/a", "/b", "/c"))
        run()
        assert site.asked.count("/robots.txt") == 1


def test_a_site_that_cannot_tell_its_rules_is_left_alone_for_a_while() -> None:
    with news_site() as site:
        site.answers["/robots.txt"] = status(503)
        make_item(site.article("/a"), feed=make_feed(is_active=False))
        run()
        assert site.asked == ["/robots.txt"]
    item = FeedItem.objects.get()
    assert item.state == "waiting"
    assert "its robots.txt could not be read" in item.note
    assert item.due_at is not None
    assert item.due_at > timezone.now() + timedelta(minutes=25)


def test_a_host_has_one_turn_in_its_pause(settings: Settings) -> None:
    settings.HOST_PAUSE_SECONDS = 10
    now = timezone.now()
    assert turns.take_turn("news.example", now)
    assert not turns.take_turn("news.example", now + timedelta(seconds=9))
    assert turns.take_turn("other.example", now)
    assert turns.take_turn("news.example", now + timedelta(seconds=10))


def test_the_pause_that_robots_txt_asks_for_is_kept(settings: Settings) -> None:
    now = timezone.now()
    Host.objects.create(name="news.example", next_at=now, robots="User-agent: *\nCrawl-delay: 30\n")
    assert turns.take_turn("news.example", now)
    assert not turns.take_turn("news.example", now + timedelta(seconds=29))


def test_an_item_of_a_host_that_rests_waits_while_others_go_on(settings: Settings) -> None:
    settings.HOST_PAUSE_SECONDS = 60
    feed = make_feed(is_active=False)
    make_item("https://news.example/a", feed=feed)
    make_item("https://news.example/b", feed=feed)
    make_item("https://other.example/c", feed=feed)
    taken = [errand.row.url for errand in iter(errands.take, None)]
    assert taken == ["https://news.example/a", "https://other.example/c"]


def test_no_more_are_in_hand_at_once_than_allowed(settings: Settings) -> None:
    settings.FETCHES_AT_ONCE = 2
    feed = make_feed(is_active=False)
    for number in range(3):
        make_item(f"https://news-{number}.example/", feed=feed)
    assert len(list(iter(errands.take, None))) == 2
    FeedItem.objects.update(lease_until=timezone.now())
    assert errands.take() is not None


def test_a_feed_in_one_hand_is_not_given_to_another() -> None:
    make_feed()
    assert errands.take() is not None
    assert errands.take() is None


def test_a_feed_whose_worker_died_is_given_out_again() -> None:
    make_feed()
    errands.take()
    Feed.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert errands.take() is not None


def test_the_pages_of_one_host_are_read_in_one_go_with_a_pause_between(settings: Settings) -> None:
    settings.HOST_PAUSE_SECONDS = 1
    with news_site() as site:
        feed = make_feed(is_active=False)
        for path in ("/a", "/b"):
            make_item(site.article(path), feed=feed)
        run()
    assert Article.objects.count() == 2
