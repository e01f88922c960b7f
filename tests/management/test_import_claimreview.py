"""`manage.py import_claimreview` keeps other publishers' reviews as theirs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from claims.models import ExternalReview
from tests.ingest.server import page, serving
from tests.management.run import run

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://www.checkers.example/port",
    "claimReviewed": "Unemployment in the port fell to 4 percent",
    "datePublished": "2024-11-20",
    "author": {"@type": "Organization", "name": "The Checkers"},
    "reviewRating": {"@type": "Rating", "alternateName": "Mostly false", "ratingValue": 2},
    "itemReviewed": {"@type": "Claim", "author": {"name": "Linda Marsh"}, "datePublished": "2024-11-18"},
}


def saved(folder: Path, content: Any, name: str = "feed.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def feed(*reviews: Any) -> dict[str, Any]:
    items = [{"@type": "DataFeedItem", "item": [review]} for review in reviews]
    return {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": items}


def test_a_data_feed_is_read_review_by_review(tmp_path: Path) -> None:
    other = {**REVIEW, "url": "https://checkers.example/school"}
    assert "2 new, 0 known" in run("import_claimreview", saved(tmp_path, feed(REVIEW, other))).out
    row = ExternalReview.objects.get(url=REVIEW["url"])
    assert (row.publisher, row.site, row.rating_text) == ("The Checkers", "checkers.example", "Mostly false")
    assert (row.claimant, row.claimed_on, row.reviewed_on) == (
        "Linda Marsh", date(2024, 11, 18), date(2024, 11, 20),
    )  # fmt: skip


def test_a_page_with_json_ld_is_read(tmp_path: Path) -> None:
    graph = json.dumps({"@graph": [{"@type": "NewsArticle"}, REVIEW]})
    page = f'<html><script>x</script><script type="application/ld+json">{graph}</script><p>Text'
    assert "1 new" in run("import_claimreview", saved(tmp_path, page, "page.html")).out


def test_an_answer_of_google_s_api_is_read(tmp_path: Path) -> None:
    review = {
        "publisher": {"name": "The Checkers", "site": "checkers.example"},
        "url": "https://checkers.example/port",
        "reviewDate": "2024-11-20T00:00:00Z",
        "textualRating": "Mostly false",
        "languageCode": "en",
    }
    answer = {"claims": [{"text": "It fell", "claimant": "Linda Marsh", "claimReview": [review]}]}
    assert "1 new" in run("import_claimreview", saved(tmp_path, answer)).out
    assert ExternalReview.objects.get().reviewed_on == date(2024, 11, 20)


def test_read_again_a_review_is_refreshed(tmp_path: Path) -> None:
    run("import_claimreview", saved(tmp_path, feed(REVIEW)))
    changed = {**REVIEW, "reviewRating": {"alternateName": "Half true"}}
    assert "0 new, 1 known" in run("import_claimreview", saved(tmp_path, feed(changed))).out
    assert ExternalReview.objects.get().rating_text == "Half true"


def test_incomplete_reviews_are_left_out(tmp_path: Path) -> None:
    broken = [
        {**REVIEW, name: value} for name, value in (("url", "javascript:alert(1)"), ("url", "http://["))
    ]
    broken += [
        {k: v for k, v in REVIEW.items() if k != name} for name in ("url", "claimReviewed", "reviewRating")
    ]
    assert "1 new" in run("import_claimreview", saved(tmp_path, feed(*broken, REVIEW, 7, None, "x"))).out


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "neither JSON nor a page with JSON-LD"),
        ("<p>No data here", "neither JSON nor a page with JSON-LD"),
        ('{"@type": "ClaimReview"', "no valid JSON"),
        ("[" * 100_000, "no valid JSON"),
        ('{"@type": "Recipe"}', "no complete ClaimReview"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_stored(tmp_path: Path, content: str, told: str) -> None:
    ran = run("import_claimreview", saved(tmp_path, content))
    assert ran.failed
    assert told in ran.err
    assert not ExternalReview.objects.exists()


def test_an_address_is_fetched_as_articles_are(settings: Settings) -> None:
    with serving({"/feed": page(json.dumps(feed(REVIEW)), "application/ld+json")}) as base:
        assert run("import_claimreview", f"{base}/feed").failed  # a private address, unless allowed
        settings.INGEST_ALLOW_HOSTS = ["127.0.0.1"]
        assert "1 new" in run("import_claimreview", f"{base}/feed").out
    assert ExternalReview.objects.get().read_from.endswith("/feed")


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    ran = run("import_claimreview", tmp_path / "nowhere.json")
    assert ran.failed
    assert f"{tmp_path / 'nowhere.json'}: No such file or directory. Check the path" in ran.err
    assert "Errno" not in ran.err


def test_a_folder_is_named_with_what_to_do_and_the_rest_is_read(tmp_path: Path) -> None:
    ran = run("import_claimreview", tmp_path, saved(tmp_path, feed(REVIEW)))
    assert ran.failed
    assert f"{tmp_path}: Is a directory. Name the files in it." in ran.err
    assert "Errno" not in ran.err
    assert "1 new" in ran.out
