"""Sitemaps (https://www.sitemaps.org/protocol.html): links to pages, or to further sitemaps.

Of Google's news extension the title and the date of publication are used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from claims.ingest.clean import join, one_line, parse_day
from claims.ingest.types import Found, IngestError, Link, Raw, Reader

LINKS = 5000  # the newest of a sitemap; the protocol allows 50,000
CHILDREN = 3  # sitemaps of an index that are looked at, the newest first


def read(raw: Raw) -> Iterator[Found]:
    """The links, newest first."""
    root = _tree(raw)
    index = etree.QName(root).localname == "sitemapindex"
    rows = [row for row in root if isinstance(row.tag, str)]
    found = [_link(row, raw, index) for row in rows]
    links = [link for link in found if link is not None]
    if not links:
        raise IngestError(f"{raw.origin}: no addresses in the sitemap. Open it in a browser: is it complete?")
    links.sort(key=lambda link: str(link.published_on or ""), reverse=True)
    yield from links[: CHILDREN if index else LINKS]


def _tree(raw: Raw) -> Any:
    # No entities, no network, no huge trees: a sitemap needs none of them.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(raw.read(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise IngestError(f"{raw.origin}: not a sitemap ({error}). Check the address.") from error
    if root is None or etree.QName(root).localname not in {"urlset", "sitemapindex"}:
        raise IngestError(f"{raw.origin}: not a sitemap. Check the address.")
    return root


def _link(row: Any, raw: Raw, index: bool) -> Link | None:
    values: dict[str, str] = {}
    for part in row.iter():
        if isinstance(part.tag, str) and part.text and part.text.strip():
            values.setdefault(etree.QName(part).localname, part.text.strip())
    address = join(raw.url, values.get("loc", ""))
    if not values.get("loc") or not address.startswith(("http://", "https://")):
        return None
    day = parse_day(values.get("publication_date", "")) or parse_day(values.get("lastmod", ""))
    return Link(url=address, title=one_line(values.get("title", ""), 500), published_on=day, lists=index)


READER = Reader(
    kind="sitemap",
    suffixes=frozenset(),
    media_types=frozenset(),
    read=read,
    lists=True,
)
