"""Kinds of input. To add one: a module with a READER, a line in READERS, a test with a saved sample."""

from __future__ import annotations

import re

from claims.ingest.readers import feed, html, jsonfeed, jsonl, links, sitemap, text
from claims.ingest.types import Reader

READERS: dict[str, Reader] = {
    reader.kind: reader
    for reader in (
        text.READER,
        html.READER,
        jsonl.READER,
        feed.READER,
        jsonfeed.READER,
        sitemap.READER,
        links.READER,
    )
}

FEED_MARK = re.compile(rb"<(rss|feed|rdf:RDF)[\s>]", re.I)
SITEMAP_MARK = re.compile(rb"<(urlset|sitemapindex)[\s>]", re.I)
JSONFEED_MARK = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(www\.)?jsonfeed\.org', re.I)
HTML_MARK = re.compile(rb"<(!doctype html|html|head|body|article)[\s>]", re.I)
JSON_MARK = re.compile(rb'\s*\{\s*"')


def by_suffix(suffix: str) -> Reader | None:
    """The reader for files that end so, such as ".txt"."""
    return next((reader for reader in READERS.values() if suffix.lower() in reader.suffixes), None)


def by_content(head: bytes, media_type: str = "") -> Reader:
    """The reader that the first bytes speak for, else the one of the stated type, else text."""
    if FEED_MARK.search(head):
        return READERS["feed"]
    if SITEMAP_MARK.search(head):
        return READERS["sitemap"]
    if JSONFEED_MARK.search(head):
        return READERS["jsonfeed"]
    if HTML_MARK.search(head):
        return READERS["html"]
    stated = next((reader for reader in READERS.values() if media_type.lower() in reader.media_types), None)
    if stated is not None:
        return stated
    return READERS["jsonl"] if JSON_MARK.match(head) else READERS["text"]
