"""`manage.py feeds`: find, test, add, list; OPML in and out."""

from pathlib import Path

import pytest
from pytest_django import Settings

from claims.models import Article, Feed, FeedItem
from tests.factories import make_feed, make_outlet
from tests.ingest.server import page
from tests.management.run import run
from tests.polling.site import Site, news_site


@pytest.fixture(autouse=True)
def reachable(settings: Settings) -> None:
    """The local site may be fetched from."""
    settings.INGEST_ALLOW_HOSTS = ["127.0.0.1"]


def front_page(site: Site) -> str:
    head = '<link rel="alternate" type="application/rss+xml" title="News" href="/feed">'
    site.answers["/"] = page(f"<html><head>{head}</head><body>Welcome</body></html>")
    return site.address + "/"


def test_the_feeds_of_a_site_are_found() -> None:
    with news_site() as site:
        site.answers["/robots.txt"] = page("Sitemap: https://news.example/sitemap-news.xml\n", "text/plain")
        ran = run("feeds", "test", front_page(site))
    assert f"rss       {site.address}/feed  News" in ran.out
    assert "sitemap   https://news.example/sitemap-news.xml" in ran.out


def test_what_a_feed_would_bring_is_shown_and_nothing_stored() -> None:
    with news_site() as site:
        url = site.feed("/a", "/b")
        site.article("/a", '<time datetime="2024-11-18">18 November</time>')
        ran = run("feeds", "test", url)
    assert "RSS or Atom, 2 entries. Nothing is stored by this test." in ran.out
    assert "by nobody named, en, " in ran.out
    assert "  2024-11-18  " in ran.out
    assert "This is the news of /a." in ran.out
    assert not FeedItem.objects.exists()
    assert not Article.objects.exists()
    assert not Feed.objects.exists()


def test_a_page_without_feeds_says_what_to_try() -> None:
    with news_site() as site:
        ran = run("feeds", "test", site.article("/a"))
    assert ran.failed
    assert "--kind page" in ran.err


def test_a_feed_is_added_under_the_outlet_of_its_domain() -> None:
    outlet = make_outlet("post", domains=["127.0.0.1"])
    with news_site() as site:
        url = site.feed("/a", "/b")
        ran = run("feeds", "add", url, "--interval", "15")
        assert "Known already" in run("feeds", "add", url).out
    feed = Feed.objects.get()
    assert "RSS or Atom with 2 entries." in ran.out
    assert (feed.outlet, feed.kind, feed.is_active, feed.interval_minutes) == (outlet, "rss", True, 15)


def test_a_feed_of_nobody_is_refused() -> None:
    with news_site() as site:
        ran = run("feeds", "add", site.feed("/a"))
    assert ran.failed
    assert "no outlet has this domain. Name one with --outlet" in ran.err


@pytest.mark.parametrize("url", ["nonsense", "javascript:alert(1)", "/srv/inbox", "http://"])
def test_what_is_no_address_is_refused_with_what_to_give(url: str) -> None:
    ran = run("feeds", "add", url, "--outlet", make_outlet("post").slug)
    assert ran.failed
    assert "Give the whole address, such as https://news.example/feed" in ran.err


@pytest.mark.parametrize("kind", ["folder", "jsonl"])
def test_a_path_is_added_below_the_folders_of_the_settings_alone(
    kind: str, tmp_path: Path, settings: Settings
) -> None:
    settings.INGEST_FOLDERS = [str(tmp_path / "inbox")]
    words = ("--kind", kind, "--outlet", make_outlet("post").slug)
    refused = run("feeds", "add", tmp_path / "elsewhere", *words)
    assert refused.failed
    assert f"INGEST_FOLDERS ({tmp_path / 'inbox'})" in refused.err
    assert not run("feeds", "add", tmp_path / "inbox" / "wire", *words).failed
    assert Feed.objects.get().kind == kind


def test_what_is_no_feed_is_not_added() -> None:
    make_outlet("post", domains=["127.0.0.1"])
    with news_site() as site:
        ran = run("feeds", "add", site.article("/a"))
    assert ran.failed
    assert "not a feed but html" in ran.err
    assert not Feed.objects.exists()


def test_a_site_that_does_not_answer_is_told_and_nothing_is_added() -> None:
    make_outlet("post", domains=["127.0.0.1"])
    ran = run("feeds", "add", "http://127.0.0.1:9/feed")
    assert ran.failed
    assert "Check the address" in ran.err
    assert not Feed.objects.exists()


def test_all_feeds_are_listed_with_what_is_wrong() -> None:
    make_feed("https://news.example/bad", failures=2, last_error="answered 500")
    make_feed("https://news.example/off", is_active=False)
    out = run("feeds", "list").out
    assert "failing  rss       last success never" in out
    assert "answered 500" in out
    assert "2 feeds, 1 of them on." in out


def test_a_list_comes_in_switched_off_and_goes_out_again(tmp_path: Path) -> None:
    make_outlet("post", domains=["news.example"])
    path = tmp_path / "list.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="Politics"><outline text="The Post" type="rss" '
        'xmlUrl="https://www.news.example/feed"/></outline><outline text="The Herald &amp; Sun" '
        'xmlUrl="https://herald.example/feed" htmlUrl="https://herald.example/"/></body></opml>',
        encoding="utf-8",
    )
    assert "2 new, 0 known." in run("feeds", "import", path).out
    assert "0 new, 2 known." in run("feeds", "import", path).out
    assert sorted(Feed.objects.values_list("outlet__slug", "is_active")) == [
        ("heraldexample", False),
        ("post", False),
    ]
    written = tmp_path / "again.opml"
    written.write_text(run("feeds", "export").out, encoding="utf-8")
    Feed.objects.all().delete()
    assert "2 new, 0 known." in run("feeds", "import", written).out


def test_of_a_list_what_cannot_be_polled_is_named_and_the_others_come_in(tmp_path: Path) -> None:
    addresses = [
        "javascript:alert(1)",
        "http://[::1",
        "hello",
        f"https://news.example/{'a' * 1000}",
        "https://ada:secret@news.example/feed",
    ]
    lines = "".join(f'<outline text="Bad {n}" xmlUrl="{url}"/>' for n, url in enumerate(addresses))
    path = tmp_path / "list.opml"
    path.write_text(
        f'<opml version="2.0"><body>{lines}<outline text="The Herald" htmlUrl="http://[" '
        'xmlUrl="https://herald.example/feed"/></body></opml>',
        encoding="utf-8",
    )
    ran = run("feeds", "import", path)
    assert "1 new, 0 known." in ran.out
    *named, last = [line.partition(" (")[0] for line in ran.err.splitlines()]
    assert named == [f"Left out: Bad {n}" for n in range(len(addresses))]
    assert ran.failed
    assert "5 left out; the lines above say why." in last
    assert "Give the whole address" in ran.err
    assert Feed.objects.get().outlet.homepage == ""


@pytest.mark.parametrize("body", ["", "no xml", "<opml/>", '<!DOCTYPE a [<!ENTITY b "c">]><rss>&b;</rss>'])
def test_what_is_no_list_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "list.opml"
    path.write_text(body, encoding="utf-8")
    ran = run("feeds", "import", path)
    assert ran.failed
    assert "Export the list again" in ran.err
