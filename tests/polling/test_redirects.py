"""Where a redirect leads, the same rules hold: robots.txt, and a turn of its own."""

from __future__ import annotations

from claims.models import Article, FeedItem, Host
from claims.polling import turns
from tests.factories import make_feed, make_item
from tests.ingest.server import page, redirect, status
from tests.polling.site import Site, news_site, run

SHUT = page("User-agent: *\nDisallow: /private/\n", "text/plain")


def led_from(site: Site, target: str) -> FeedItem:
    """An item whose page redirects there."""
    site.answers["/a"] = redirect(target)
    return make_item(site.address + "/a", feed=make_feed(is_active=False))


def test_a_page_on_the_same_host_that_robots_txt_forbids_is_not_asked() -> None:
    with news_site() as site:
        site.answers["/robots.txt"] = SHUT
        site.article("/private/a")
        item = led_from(site, "/private/a")
        run()
        assert "/private/a" not in site.asked
    item.refresh_from_db()
    assert item.state == "refused"
    assert item.note == f"{site.address}/private/a: the site's robots.txt forbids it."


def test_the_rules_of_another_host_are_read_before_it_is_asked() -> None:
    with news_site() as site, news_site() as other:
        other.answers["/robots.txt"] = SHUT
        led_from(site, other.article("/private/a"))
        run()
        assert other.asked == ["/robots.txt"]
    assert not Article.objects.exists()


def test_a_page_that_robots_txt_allows_is_read_where_it_is() -> None:
    with news_site() as site, news_site() as other:
        other.answers["/robots.txt"] = SHUT
        led_from(site, other.article("/b"))
        run()
        assert other.asked == ["/robots.txt", "/b"]
    assert Article.objects.get().url == f"{other.address}/b"


def test_a_host_in_trouble_is_come_back_to() -> None:
    with news_site() as site, news_site() as other:
        other.answers["/robots.txt"] = status(503)
        item = led_from(site, other.article("/b"))
        run()
        assert other.asked == ["/robots.txt"]
    item.refresh_from_db()
    assert item.state == "waiting"
    assert "its robots.txt could not be read" in item.note


def test_each_request_of_a_redirect_takes_its_hosts_turn() -> None:
    with news_site() as site, news_site() as other:
        led_from(site, other.article("/b"))
        run()
        hosts = dict(Host.objects.values_list("name", "next_at"))
    assert set(hosts) == {turns.host_of(site.address), turns.host_of(other.address)}


def test_a_feed_that_moved_to_a_forbidden_address_is_not_polled_there() -> None:
    with news_site() as site:
        site.answers["/robots.txt"] = SHUT
        site.feed("/a", at="/private/feed")
        site.answers["/feed"] = redirect("/private/feed")
        feed = make_feed(site.address + "/feed")
        run()
        assert "/private/feed" not in site.asked
    feed.refresh_from_db()
    assert "robots.txt forbids it" in feed.last_error
