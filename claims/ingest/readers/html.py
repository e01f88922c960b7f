"""A web page: the article's text, title, byline and date out of its HTML."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from trafilatura import bare_extraction

from claims.ingest.bylines import byline_of
from claims.ingest.clean import (
    canonical_url,
    check_length,
    decode,
    make_draft,
    meta_charset,
    site,
    tidy,
)
from claims.ingest.elsewhere import without_boxes
from claims.ingest.published import published_in, published_on
from claims.ingest.types import PASTE_IT, Found, IngestError, Raw, Reader, Walled
from claims.ingest.walls import wall_of


def read(raw: Raw) -> Iterator[Found]:
    """The one article of the page."""
    body = raw.read()
    if not body.strip():
        raise IngestError(f"{raw.origin}: the page is empty. Nothing was stored.")
    page = tidy(decode(body, origin=raw.origin, stated=raw.charset or meta_charset(body)))
    if "<html" not in page[:5000].lower():  # a part of a page, as somebody copied it
        page = f"<html><body>{page}</body></html>"
    found = bare_extraction(
        without_boxes(page), url=raw.url or None, include_comments=False, with_metadata=True
    )
    text = tidy(found.text or "") if found is not None and not isinstance(found, dict) else ""
    wall = wall_of(page, text)
    if wall:
        raise Walled(f"{raw.origin}: {wall} in place of the article. {PASTE_IT}")
    if found is None or isinstance(found, dict) or not text.strip():
        raise IngestError(
            f"{raw.origin}: no article text in the HTML. The page may need JavaScript or a subscription. {PASTE_IT}"
        )
    check_length(text, raw)
    yield make_draft(
        text,
        origin=raw.origin,
        url=page_address(raw.url, found.url or ""),
        title=found.title or raw.title,
        byline=byline_of(page, found.author or ""),
        published_on=published_on(page, raw.url or found.url or "") or raw.published_on,
        published_in=published_in(page),
    )


def page_address(fetched: str, stated: str) -> str:
    """The page's own canonical address, if it is one of the same site; else where it was found.

    A page must not pass itself off as another outlet's article.
    """
    if not stated or urlsplit(stated).scheme not in {"http", "https"}:
        return fetched
    try:
        address = canonical_url(stated)
    except IngestError:
        return fetched
    if not fetched:
        return address
    same = site(urlsplit(address).hostname or "") == site(urlsplit(canonical_url(fetched)).hostname or "")
    # A canonical address that is the home page is a template's mistake: it would merge all articles.
    return address if same and urlsplit(address).path not in {"", "/"} else fetched


READER = Reader(
    kind="html",
    suffixes=frozenset({".html", ".htm", ".xhtml"}),
    media_types=frozenset({"text/html", "application/xhtml+xml"}),
    read=read,
)
