"""Feeds as they come: without ids or days, with a day that has not come, the same link twice, under a wrong type."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.ingest.readers import feed as feed_reader
from claims.ingest.types import Fault, Link
from claims.models import Article, FeedItem
from tests.factories import make_feed
from tests.ingest import samples
from tests.ingest.server import page
from tests.polling.site import Site, news_site, run


def polled(site: Site, items: str, media_type: str = "application/rss+xml") -> list[FeedItem]:
    """What a feed of these items brings."""
    body = f'<rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'
    site.answers["/feed"] = page(body, media_type)
    make_feed(site.address + "/feed")
    run()
    return list(FeedItem.objects.order_by("url"))


def test_entries_without_id_and_day_are_read() -> None:
    with news_site() as site:
        site.article("/a")
        [item] = polled(site, "<item><link>/a</link></item>")
    assert item.state == "stored"
    assert item.published_on is None


def test_one_address_under_two_ids_is_one_item_and_two_addresses_under_one_id_are_two() -> None:
    with news_site() as site:
        site.article("/a")
        site.article("/b")
        one, two = polled(
            site,
            "<item><guid>1</guid><link>/a</link></item><item><guid>2</guid><link>/a?utm_source=x</link></item>"
            "<item><guid>1</guid><link>/b</link></item>",
        )
    assert (one.url, two.url) == (f"{site.address}/a", f"{site.address}/b")
    assert site.asked.count("/a") == 1


def test_a_day_that_has_not_come_is_not_believed() -> None:
    with news_site() as site:
        site.article("/a")
        [item] = polled(site, "<item><link>/a</link><pubDate>Mon, 18 Nov 2199 09:00:00 GMT</pubDate></item>")
    assert item.published_on is None
    assert Article.objects.get().published_on is None


def test_a_day_that_has_come_only_east_of_here_is_believed() -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    with news_site() as site:
        site.article("/a")
        [item] = polled(
            site, f"<item><link>/a</link><pubDate>{tomorrow:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        )
    assert item.published_on == tomorrow.date()


@pytest.mark.parametrize("media_type", ["text/html", "application/octet-stream", "image/png", "nonsense"])
def test_a_feed_under_a_wrong_type_is_read(media_type: str) -> None:
    with news_site() as site:
        site.article("/a")
        [item] = polled(site, "<item><link>/a</link></item>", media_type)
    assert item.state == "stored"


def test_a_page_under_a_wrong_type_is_read_and_what_is_no_page_is_named() -> None:
    with news_site() as site:
        site.answers["/a"] = page(samples.PAGE, "application/octet-stream")
        site.answers["/b"] = page(b"%PDF-1.7 \x00\x01" * 50, "text/html")
        read, refused = polled(site, "<item><link>/a</link></item><item><link>/b</link></item>")
    assert read.state == "stored"
    assert refused.state != "stored"
    assert "a PDF" in refused.note


def test_of_a_hundred_thousand_entries_the_newest_are_read_and_the_rest_is_told() -> None:
    items = "".join(f"<item><link>https://a.example/{n}</link></item>" for n in range(100_000))
    body = f"<rss><channel>{items}</channel></rss>".encode()
    found = list(feed_reader.read(samples.raw(body, url="https://a.example/feed")))
    assert sum(isinstance(entry, Link) for entry in found) == feed_reader.ENTRIES
    assert [e.message for e in found if isinstance(e, Fault)] == [
        f"sample: 100,000 entries; only the first {feed_reader.ENTRIES:,} were read."
    ]
