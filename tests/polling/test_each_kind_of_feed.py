"""Every kind of feed brings its articles: RSS, Atom, JSON Feed, sitemaps and their indexes, a list page, files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from claims.models import Article, Feed
from tests.factories import make_feed
from tests.ingest.server import page
from tests.polling.site import Site, news_site, run

PATH = "/2024/11/harbour-reopens-after-storm"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def body_of(kind: str, site: Site) -> str:
    """What a feed of this kind looks like that leads to the article."""
    address = site.address + PATH
    site.answers["/news.xml"] = page(
        f'<urlset xmlns="{SITEMAP}"><url><loc>{address}</loc></url></urlset>', "application/xml"
    )
    return {
        "rss": f'<rss version="2.0"><channel><item><link>{address}</link></item></channel></rss>',
        "atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{PATH}"/></entry></feed>',
        "jsonfeed": json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"url": address}]}),
        "sitemap": f'<urlset xmlns="{SITEMAP}"><url><loc>{address}</loc></url></urlset>',
        "index": f'<sitemapindex xmlns="{SITEMAP}"><sitemap><loc>{site.address}/news.xml</loc></sitemap>'
        "</sitemapindex>",
        "page": f'<html><body><a href="{PATH}">The harbour reopens after the storm</a></body></html>',
    }[kind]


@pytest.mark.parametrize("kind", ["rss", "atom", "jsonfeed", "sitemap", "index", "page"])
def test_a_feed_of_another_machine_brings_its_articles(kind: str) -> None:
    with news_site() as site:
        site.article(PATH)
        site.answers["/feed"] = page(
            body_of(kind, site), "text/html" if kind == "page" else "application/xml"
        )
        make_feed(site.address + "/feed", kind={"atom": "rss", "index": "sitemap"}.get(kind, kind))
        run()
    assert Article.objects.get().url == site.address + PATH


@pytest.mark.parametrize("kind", ["folder", "jsonl"])
def test_a_feed_of_this_machine_brings_its_articles_and_what_is_added_later(
    kind: str, tmp_path: Path, settings: Settings
) -> None:
    settings.INGEST_FOLDERS = [str(tmp_path)]
    path = tmp_path / "news.jsonl"
    rows = [
        json.dumps({"text": f"Report {n} from the harbour.", "url": f"https://a.example/{n}"}) for n in (1, 2)
    ]
    path.write_text(rows[0] + "\n", "utf-8")
    feed = make_feed(str(tmp_path if kind == "folder" else path), kind=kind)
    run()
    assert Article.objects.count() == 1
    path.write_text("\n".join(rows), "utf-8")
    Feed.objects.filter(pk=feed.pk).update(due_at=None)
    run()
    assert Article.objects.count() == 2


def test_a_folder_that_is_not_named_in_the_settings_is_not_read(tmp_path: Path, settings: Settings) -> None:
    settings.INGEST_FOLDERS = [str(tmp_path / "inbox")]
    (tmp_path / "secret.txt").write_text("Nobody shall read this.", "utf-8")
    feed = make_feed(str(tmp_path), kind="folder")
    run()
    feed.refresh_from_db()
    assert "not below a folder named in INGEST_FOLDERS" in feed.last_error
    assert not Article.objects.exists()
