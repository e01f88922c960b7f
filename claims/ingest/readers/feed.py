"""RSS and Atom: an entry with its full text is an article; any other is a link to one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import feedparser
from lxml import html as lxml_html  # type: ignore[import-untyped]
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from claims.ingest.clean import join, make_draft, one_line, tidy
from claims.ingest.types import Fault, Found, IngestError, Link, Raw, Reader

FULL_TEXT = 1000  # characters; what is shorter is a teaser
ENTRIES = 2000  # of one feed; a page of news has a few dozen, and reading one takes a millisecond
TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>")  # minutes
PERIOD = re.compile(rb"<sy:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*</sy:updatePeriod>")
FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*(\d{1,4})\s*</sy:updateFrequency>")
HOURS = {b"hourly": 1, b"daily": 24, b"weekly": 168, b"monthly": 720, b"yearly": 8760}
ENTRY = re.compile(rb"<(?:item|entry)[\s>]")
MORE = r"(?:continue reading|read more|read the (?:full|whole|rest)[\w ]*|more)?"
TEASER = re.compile(MORE + r"\s*(?:\.\.\.|…|\[…\]|»|→)\s*$", re.I)  # what ends so goes on elsewhere
BLOCKS = "//p | //br | //div | //li | //h1 | //h2 | //h3 | //h4 | //blockquote | //tr"


def read(raw: Raw) -> Iterator[Found]:
    """An article or a link for each entry, oldest last, as in the feed."""
    body = raw.read()
    if b"<!ENTITY" in body[:100_000]:
        raise IngestError(
            f"{raw.origin}: the feed defines XML entities, which are refused: they can grow without end."
        )
    entries = list(ENTRY.finditer(body))
    if len(entries) > ENTRIES:  # the rest is not even parsed
        body = body[: entries[ENTRIES].start()] + _ends(body)
        yield Fault(
            raw.origin, f"{raw.origin}: {len(entries):,} entries; only the first {ENTRIES:,} were read."
        )
    headers = {"content-type": f"application/xml; charset={raw.charset}"} if raw.charset else {}
    parsed = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=True)
    if not parsed.entries:
        cause = f" ({parsed.bozo_exception})" if parsed.bozo else ""
        raise IngestError(
            f"{raw.origin}: no entries in the feed{cause}. Open it in a browser: is it RSS or Atom, and complete?"
        )
    kept = 0
    for number, entry in enumerate(parsed.entries, start=1):
        origin = f"{raw.origin} entry {number}"
        try:
            yield _found(entry, origin, raw)
            kept += 1
        except IngestError as error:
            yield Fault(origin, str(error))
    if parsed.bozo and not isinstance(parsed.bozo_exception, feedparser.CharacterEncodingOverride):
        yield Fault(
            raw.origin,
            f"{raw.origin}: the feed is damaged ({parsed.bozo_exception}); {kept} of its entries could be "
            "read. The outlet has to mend the rest.",
        )


def _found(entry: Any, origin: str, raw: Raw) -> Found:
    link = str(entry.get("feedburner_origlink") or entry.get("link", "")).strip()  # not its counter's
    address = join(raw.url, link) if link else ""
    address = address if "://" in address else ""  # relative, in a file that nobody knows the address of
    title = plain(str(entry.get("title", "")), 500)
    day = _day(entry)
    text = entry_text(entry)
    is_whole = len(text) >= FULL_TEXT and not TEASER.search(text)
    if is_whole or (text and not address):
        return make_draft(
            text,
            origin=origin,
            url=address,
            title=title,
            byline=plain(str(entry.get("author", "")), 300),
            published_on=day,
        )
    if not address:
        raise IngestError(f"{origin}: neither a link nor a text. Nothing of this entry was stored.")
    return Link(url=address, title=title, published_on=day)


def stays_for(body: bytes) -> float:
    """Seconds for which the feed says of itself that it stays as it is (`ttl`, `sy:updatePeriod`); else 0.0."""
    first = ENTRY.search(body)
    head = body[: first.start() if first else 10_000]
    ttl, period, often = TTL.search(head), PERIOD.search(head), FREQUENCY.search(head)
    syndicated = HOURS[period[1]] * 3600 / max(1, int(often[1]) if often else 1) if period else 0.0
    return max(int(ttl[1]) * 60.0 if ttl else 0.0, syndicated)


def entry_text(entry: Any) -> str:
    """The entry's own text; paragraphs become lines."""
    contents = entry.get("content") or []
    markup = max((str(part.get("value", "")) for part in contents), key=len, default="")
    return lines_of(markup or str(entry.get("summary", "")))


def lines_of(markup: str) -> str:
    """The text of a piece of HTML, a line for each of its paragraphs."""
    tree = _tree(markup)
    if tree is None:
        return ""
    for block in tree.xpath(BLOCKS):
        block.tail = "\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in tidy(tree.text_content()).split("\n"))
    return "\n".join(line for line in lines if line)


def plain(markup: str, longest: int) -> str:
    """A title without tags and entities, in one line."""
    tree = _tree(markup)
    return one_line(tree.text_content() if tree is not None else markup, longest)


def _ends(body: bytes) -> bytes:
    """The closing tags of a feed that was cut off after an entry."""
    if b"<rss" in body[:2000]:
        return b"</channel></rss>"
    return b"</feed>" if b"<feed" in body[:2000] else b""


def _tree(markup: str) -> Any:
    if not markup.strip():
        return None
    try:
        return lxml_html.fromstring(f"<div>{tidy(markup)}</div>")
    except (LxmlError, ValueError):
        return None


def _day(entry: Any) -> date | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return date(*parsed[:3]) if parsed else None


READER = Reader(
    kind="feed",
    suffixes=frozenset({".rss", ".atom", ".xml", ".rdf"}),
    media_types=frozenset(
        {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"}
    ),
    read=read,
    lists=True,
)
