"""How well feeds are read, on folders of saved ones, beside bare feedparser.

What a feed states is read a second time, in the plainest way: its `item` and `entry` elements with the text of the
first title, link and date in each; the items of a JSON Feed. Nobody else says what is right in a real feed.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree  # type: ignore[import-untyped]

from claims.ingest.readers import by_content
from claims.ingest.types import ArticleDraft, Found, IngestError, Limits, Link, Raw

ENTRIES = {"item", "entry"}
DATES = {"pubDate", "published", "issued", "updated", "modified", "date"}
NOWHERE = "https://feed.example/feed"


@dataclass(frozen=True, slots=True)
class Stated:
    """What an entry has, as its markup says."""

    link: bool
    title: bool
    day: bool


def figures(folders: Iterable[Path]) -> dict[str, Any]:
    """Entries, and of those that state a link, title or day, the share that was read. Raises ValueError."""
    counts: Counter[str] = Counter()
    refused: list[str] = []
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES]
    if not paths:
        raise ValueError(f"no files that end in {', '.join(sorted(SUFFIXES))}")
    for path in paths:
        body = path.read_bytes()
        expected, found, bare = stated(body), _ours(body), _bare(body)
        if isinstance(found, str):
            refused.append(f"{path.name}: {found}")
        entries = [] if isinstance(found, str) else [e for e in found if isinstance(e, Link | ArticleDraft)]
        counts["feeds"] += 1
        counts["articles"] += sum(isinstance(entry, ArticleDraft) for entry in entries)
        for name in ("entries", "link", "title", "day"):
            wanted = [entry for entry in expected if name == "entries" or getattr(entry, name)]
            mine = [e for e in entries if name == "entries" or _has(e, name)]
            counts[f"{name} stated"] += len(wanted)
            counts[f"{name} ours"] += min(len(mine), len(wanted))
            counts[f"{name} feedparser"] += min(bare[name], len(wanted))
    return {
        "feeds": counts["feeds"],
        **{
            name: {
                "stated": counts[f"{name} stated"],
                "ours": counts[f"{name} ours"],
                "feedparser": counts[f"{name} feedparser"],
            }
            for name in ("entries", "link", "title", "day")
        },
        "whole articles": counts["articles"],
        "refused": refused,
    }


SUFFIXES = {".rss", ".atom", ".rdf", ".xml", ".json"}


def stated(body: bytes) -> list[Stated]:
    """What each entry of the feed states; [] where it is no feed."""
    if body.lstrip().startswith(b"{"):
        return [_stated_json(item) for item in json.loads(body).get("items", [])]
    try:
        root = etree.fromstring(body, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    except etree.LxmlError:
        return []
    nodes = [] if root is None else [n for n in root.iter() if isinstance(n.tag, str)]
    return [_stated_xml(node) for node in nodes if etree.QName(node).localname in ENTRIES]


def _stated_json(item: dict[str, Any]) -> Stated:
    return Stated(bool(item.get("url")), bool(item.get("title")), bool(item.get("date_published")))


def _stated_xml(node: Any) -> Stated:
    children = [(etree.QName(c).localname, c) for c in node if isinstance(c.tag, str)]

    def text(names: set[str]) -> str:
        return next((t for name, c in children if name in names and (t := (c.text or "").strip())), "")

    link = text({"link"}) or next((c.get("href") for name, c in children if name == "link"), "")
    return Stated(bool(link), bool(text({"title"})), bool(text(DATES)))


def _ours(body: bytes) -> list[Found] | str:
    """The entries, or why the feed was refused."""
    reader = by_content(body[:2048])
    if not reader.lists:
        return "not a feed"
    try:
        return list(reader.read(Raw(io.BytesIO(body), "feed", Limits(), url=NOWHERE)))
    except IngestError as error:
        return str(error)


def _has(entry: Link | ArticleDraft, name: str) -> bool:
    return bool({"link": entry.url, "title": entry.title, "day": entry.published_on}[name])


def _bare(body: bytes) -> Counter[str]:
    """What feedparser gives by itself."""
    entries = feedparser.parse(io.BytesIO(body)).entries
    return Counter(
        entries=len(entries),
        link=sum(bool(e.get("link")) for e in entries),
        title=sum(bool(e.get("title")) for e in entries),
        day=sum(bool(e.get("published_parsed") or e.get("updated_parsed")) for e in entries),
    )
