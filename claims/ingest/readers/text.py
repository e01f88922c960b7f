"""Plain text: one file is one article; its first line serves as the title."""

from __future__ import annotations

from collections.abc import Iterator

from claims.ingest.clean import make_draft, read_text
from claims.ingest.types import Found, Raw, Reader


def read(raw: Raw) -> Iterator[Found]:
    """The one article."""
    text = read_text(raw)
    yield make_draft(text, origin=raw.origin, url=raw.url, title=raw.title, published_on=raw.published_on)


READER = Reader(
    kind="text",
    suffixes=frozenset({".txt", ".text", ".md"}),
    media_types=frozenset({"text/plain", "text/markdown"}),
    read=read,
)
