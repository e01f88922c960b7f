"""JSON Feed (https://www.jsonfeed.org/version/1.1/): an item with its full text is an article, else a link."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from claims.ingest.clean import decode, join, make_draft, parse_day, tidy
from claims.ingest.readers.feed import ENTRIES, FULL_TEXT, lines_of, plain
from claims.ingest.types import Fault, Found, IngestError, Link, Raw, Reader


def read(raw: Raw) -> Iterator[Found]:
    """An article or a link for each item, in the feed's order."""
    text = decode(raw.read(), origin=raw.origin, stated=raw.charset)
    try:
        feed = json.loads(text)
        items = feed["items"]
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        raise IngestError(
            f"{raw.origin}: not a JSON Feed ({type(error).__name__}: {error}). It needs an object with “items”."
        ) from error
    if not isinstance(items, list) or not items:
        raise IngestError(f"{raw.origin}: no items in the feed. Is it complete?")
    for number, item in enumerate(items[:ENTRIES], start=1):
        origin = f"{raw.origin} entry {number}"
        try:
            yield _found(item, origin, raw)
        except IngestError as error:
            yield Fault(origin, str(error))


def _found(item: Any, origin: str, raw: Raw) -> Found:
    if not isinstance(item, dict):
        raise IngestError(f"{origin}: not an object. The outlet has to mend it.")
    link = _text(item, "url") or (_text(item, "id") if "://" in _text(item, "id") else "")
    address = join(raw.url, link) if link else ""
    title = plain(_text(item, "title"), 500)
    day = parse_day(_text(item, "date_published") or _text(item, "date_modified"))
    text = lines_of(_text(item, "content_html")) or tidy(_text(item, "content_text"))
    if len(text) >= FULL_TEXT or (text.strip() and "://" not in address):
        byline = ", ".join(_text(a, "name") for a in item.get("authors") or [] if isinstance(a, dict))
        return make_draft(text, origin=origin, url=address, title=title, byline=byline, published_on=day)
    if "://" not in address:
        raise IngestError(f"{origin}: neither a link nor a text. Nothing of this entry was stored.")
    return Link(url=address, title=title, published_on=day)


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value.strip() if isinstance(value, str) else ""


READER = Reader(
    kind="jsonfeed",
    suffixes=frozenset(),
    media_types=frozenset({"application/feed+json"}),
    read=read,
    lists=True,
)
