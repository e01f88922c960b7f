"""JSON Feed, sitemaps and list pages give links; what they cannot give is told."""

import json
from datetime import date

import pytest

from claims.ingest import readers
from claims.ingest.readers import jsonfeed, links, sitemap
from claims.ingest.types import ArticleDraft, Fault, Found, IngestError, Link
from tests.ingest import samples

SITE = "https://news.example/list"


def feed(*items: object) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()


def read_feed(*items: object) -> list[Found]:
    return list(jsonfeed.read(samples.raw(feed(*items), origin="feed", url=SITE)))


def read_map(body: str) -> list[Found]:
    return list(sitemap.read(samples.raw(body.encode(), origin="map", url=SITE)))


def read_page(body: str) -> list[Found]:
    return list(links.read(samples.raw(body.encode(), origin="page", url=SITE)))


def test_a_json_feed_item_is_a_link_or_an_article() -> None:
    full = "".join(f"<p>{line}</p>" for line in samples.LINES * 3)
    link, draft = read_feed(
        {"id": "1", "url": "/a", "title": "Harbour <b>opens</b>", "date_published": "2024-11-18T09:00:00Z"},
        {"id": "2", "url": "/b", "content_html": full, "authors": [{"name": "Ida Holm"}]},
    )
    assert link == Link("https://news.example/a", "Harbour opens", date(2024, 11, 18))
    assert isinstance(draft, ArticleDraft)
    assert draft.byline == "Ida Holm"
    assert draft.text.startswith(f"{samples.LINES[0]}\n{samples.LINES[1]}\n")


def test_a_broken_item_of_a_json_feed_is_a_fault_and_the_others_go_on() -> None:
    first, second, third = read_feed("text", {"id": "x"}, {"url": "/c"})
    assert isinstance(first, Fault)
    assert isinstance(second, Fault)
    assert second.message == "feed entry 2: neither a link nor a text. Nothing of this entry was stored."
    assert third == Link("https://news.example/c")


@pytest.mark.parametrize("body", [b"{", b"[]", b"{}", b'{"items": []}', b'{"items": 5}'])
def test_what_is_no_json_feed_is_refused(body: bytes) -> None:
    with pytest.raises(IngestError, match=r"not a JSON Feed|no items"):
        list(jsonfeed.read(samples.raw(body, origin="feed")))


def test_a_news_sitemap_gives_titles_and_days_newest_first() -> None:
    old, new = "https://news.example/old", "https://news.example/new"
    found = read_map(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/'
        f'sitemap-news/0.9"><url><loc>{old}</loc><lastmod>2024-11-01</lastmod></url><url><loc>{new}</loc>'
        "<n:news><n:publication><n:name>Post</n:name></n:publication>"
        "<n:publication_date>2024-11-18T09:00:00Z</n:publication_date><n:title>Harbour opens</n:title></n:news>"
        "</url><url><loc>mailto:a@b.example</loc></url></urlset>"
    )
    assert found == [Link(new, "Harbour opens", date(2024, 11, 18)), Link(old, "", date(2024, 11, 1))]


def test_an_index_gives_its_newest_sitemaps() -> None:
    rows = "".join(
        f"<sitemap><loc>https://news.example/{n}.xml</loc><lastmod>2024-11-0{n}</lastmod></sitemap>"
        for n in range(1, 8)
    )
    found = read_map(
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'
    )
    assert [link.url[-5:] for link in found if isinstance(link, Link) and link.lists] == [
        "7.xml",
        "6.xml",
        "5.xml",
    ]


def test_entities_of_a_sitemap_do_not_grow() -> None:
    bomb = '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    with pytest.raises(IngestError, match="no addresses in the sitemap"):
        read_map(f"{bomb}<urlset><url><loc>&b;</loc></url></urlset>")


@pytest.mark.parametrize("body", ["", "no xml", "<html></html>", "<urlset/>"])
def test_what_is_no_sitemap_is_refused(body: str) -> None:
    with pytest.raises(IngestError, match="sitemap"):
        read_map(body)


def test_a_list_page_gives_its_articles_once_and_not_its_menu() -> None:
    found = read_page(
        '<html><body><nav><a href="/sport">Sport</a><a href="/about-us-and-more">About</a></nav>'
        '<a href="/2024/11/harbour-reopens-after-storm?utm_source=x">Harbour reopens after storm</a>'
        '<a href="/2024/11/harbour-reopens-after-storm#c">Harbour reopens after storm again</a>'
        '<a href="https://other.example/2024/11/a-story-elsewhere">A story that stands elsewhere</a>'
        '<a href="javascript:void(0)">Nothing at all behind this</a></body></html>'
    )
    assert found == [
        Link("https://news.example/2024/11/harbour-reopens-after-storm", "Harbour reopens after storm")
    ]


def test_a_list_page_without_articles_is_refused_with_a_way_out() -> None:
    with pytest.raises(IngestError, match="look for a feed or a sitemap"):
        read_page("<html><body><div id=app></div></body></html>")


def test_each_kind_of_list_is_known_by_what_it_holds() -> None:
    assert readers.by_content(feed({"url": "/a"}), "application/json").kind == "jsonfeed"
    assert readers.by_content(b'<?xml version="1.0"?><urlset xmlns="x">').kind == "sitemap"
    assert readers.by_content(b"<sitemapindex>").kind == "sitemap"
