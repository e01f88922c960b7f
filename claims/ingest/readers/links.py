"""A list page: an HTML page whose links lead to articles. Only asked for by name: any page has links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html  # type: ignore[import-untyped]
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from claims.ingest.clean import canonical_url, decode, meta_charset, one_line, site, tidy
from claims.ingest.types import Found, IngestError, Link, Raw, Reader

LINKS = 500
# Words in a row, or a number: "/2024/11/18/harbour-reopens", "/news/articles/c0mzl7zygpdo", "/item?id=17".
ARTICLE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+){2,}|\d{4,}|\d{4}/\d{1,2}|articles?/\w{6,}", re.I)
SHORTEST_TITLE = 15  # characters; "Sport" and "Read more" are no headlines


def read(raw: Raw) -> Iterator[Found]:
    """Each address on the same site once, in the page's order, where address or words look like an article's."""
    body = raw.read()
    page = tidy(decode(body, origin=raw.origin, stated=raw.charset or meta_charset(body)))
    try:
        tree = lxml_html.fromstring(page)
    except (LxmlError, ValueError) as error:
        raise IngestError(f"{raw.origin}: not an HTML page ({error}). Check the address.") from error
    home = site(urlsplit(raw.url).hostname or "")
    found: dict[str, Link] = {}
    for anchor in tree.iter("a"):
        title = one_line(anchor.text_content(), 500)
        address = _address(raw.url, str(anchor.get("href") or ""))
        if not address or address in found or site(urlsplit(address).hostname or "") != home:
            continue
        parts = urlsplit(address)
        if len(title) >= SHORTEST_TITLE and ARTICLE.search(f"{parts.path}?{parts.query}"):
            found[address] = Link(url=address, title=title)
    if not found:
        raise IngestError(
            f"{raw.origin}: no links to articles on this page. It may be built by JavaScript: look for a feed or "
            "a sitemap of the site."
        )
    yield from list(found.values())[:LINKS]


def _address(base: str, href: str) -> str:
    try:
        return canonical_url(urljoin(base, href.strip()))
    except (IngestError, ValueError):
        return ""


READER = Reader(kind="links", suffixes=frozenset(), media_types=frozenset(), read=read, lists=True)
