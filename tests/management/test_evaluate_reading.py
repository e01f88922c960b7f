"""`manage.py evaluate pages` and `feeds`: how saved pages and feeds are read, on tiny sets of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.ingest.samples import LINES, PAGE
from tests.management.run import run


def figures(part: str, folder: Path) -> Any:
    ran = run("evaluate", part, "--data", folder)
    assert not ran.failed, ran.err
    return json.loads(ran.out)


def test_pages_are_scored_beside_bare_trafilatura(tmp_path: Path) -> None:
    place = tmp_path / "readability/harbour"
    place.mkdir(parents=True)
    (place / "source.html").write_text(PAGE, "utf-8")
    (place / "expected.html").write_text("".join(f"<p>{line}</p>" for line in LINES), "utf-8")
    facts = {"title": "Another title", "byline": "", "publishedTime": ""}
    (place / "expected-metadata.json").write_text(json.dumps(facts), "utf-8")
    found = figures("pages", tmp_path)
    assert found["pages"] == 1
    assert found["text, mean F1"]["n"] == 1
    assert found["text, mean F1"]["ours"] > 0.9
    assert found["text, mean F1"]["trafilatura"] > 0.9
    assert found["title"] == {"n": 1, "ours": 0.0, "trafilatura": 0.0}
    assert found["worse than bare"] == []


def test_sentences_that_must_and_must_not_be_read_are_counted(tmp_path: Path) -> None:
    place = tmp_path / "trafilatura"
    place.mkdir()
    (place / "harbour.html").write_text(PAGE, "utf-8")
    facts = {"file": "harbour.html", "with": [LINES[0], "Never written."], "without": [LINES[1]]}
    (place / "evaldata_subset.json").write_text(json.dumps({"https://news.example/a": facts}), "utf-8")
    found = figures("pages", tmp_path)
    assert found["sentences that must be read"]["ours"] == 0.5
    assert found["sentences that must not"]["ours"] == 1.0


def test_feeds_are_held_against_what_their_markup_states(tmp_path: Path) -> None:
    day = "<pubDate>Mon, 18 Nov 2024 09:00:00 GMT</pubDate>"
    items = (
        f"<item><title>A</title><link>https://news.example/a</link>{day}</item><item><title>B</title></item>"
    )
    (tmp_path / "a.rss").write_text(f"<rss><channel><title>Post</title>{items}</channel></rss>", "utf-8")
    listed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://news.example/c"}]}
    (tmp_path / "b.json").write_text(json.dumps(listed), "utf-8")
    (tmp_path / "c.xml").write_text("<html><body>Moved</body></html>", "utf-8")
    found = figures("feeds", tmp_path)
    assert found["feeds"] == 3
    assert found["entries"] == {"stated": 3, "ours": 2, "feedparser": 2}
    assert found["link"] == {"stated": 2, "ours": 2, "feedparser": 1}
    assert found["title"]["stated"] == 2
    assert found["day"] == {"stated": 1, "ours": 1, "feedparser": 1}
    assert found["refused"] == ["c.xml: not a feed"]


def test_a_folder_without_pages_or_feeds_is_refused(tmp_path: Path) -> None:
    for part in ("pages", "feeds"):
        ran = run("evaluate", part, "--data", tmp_path)
        assert ran.failed
        assert f"not a set for {part}" in ran.err
