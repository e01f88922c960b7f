"""ClaimReview of other publishers: a DataFeed, a list, a page with JSON-LD, or an answer of Google's API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from claims.ingest.clean import decode, one_line, parse_day
from claims.ingest.types import IngestError

DEEPEST = 40  # levels that are searched for reviews; no feed nests as deep
HOLDERS = ("dataFeedElement", "item", "itemListElement", "@graph", "mainEntity", "hasPart", "review")


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """A review of another publisher; `publisher`, `url`, `claim_text` and `rating_text` are never empty."""

    publisher: str
    url: str
    claim_text: str
    rating_text: str
    site: str = ""
    title: str = ""
    claimant: str = ""
    claimed_on: date | None = None
    reviewed_on: date | None = None
    language: str = ""


def read_reviews(body: bytes, *, origin: str, charset: str = "") -> list[ReviewDraft]:
    """All reviews of a file or page. Incomplete ones are left out.

    Raises IngestError when it is neither JSON nor a page with JSON-LD, or holds no ClaimReview at all.
    """
    text = decode(body, origin=origin, stated=charset).lstrip("\ufeff \t\r\n")
    blocks = [text] if text.startswith(("{", "[")) else scripts(text)
    if not blocks:
        raise IngestError(
            f"{origin}: neither JSON nor a page with JSON-LD. Name a DataFeed or a review's page."
        )
    drafts: dict[tuple[str, str], ReviewDraft] = {}
    for block in blocks:
        try:
            data = json.loads(block, strict=False)
        except (ValueError, RecursionError) as error:
            if len(blocks) == 1:
                raise IngestError(f"{origin}: this is no valid JSON ({error}).") from error
            continue  # a page may hold a broken block beside the one we look for
        for draft in found_in(data):
            drafts.setdefault((draft.url, draft.claim_text), draft)
    if not drafts:
        raise IngestError(
            f"{origin}: no complete ClaimReview in it (url, claim, publisher, rating in words)."
        )
    return list(drafts.values())


class _Scripts(HTMLParser):
    """Collects the JSON-LD of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A script of the right type begins a block."""
        kind = (dict(attrs).get("type") or "").split(";")[0].strip().lower()
        self.inside = tag == "script" and kind == "application/ld+json"
        if self.inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        """Any end tag ends it."""
        self.inside = False

    def handle_data(self, data: str) -> None:
        """Text of the block."""
        if self.inside:
            self.blocks[-1] += data


def scripts(page: str) -> list[str]:
    """The JSON-LD blocks of a page."""
    parser = _Scripts()
    parser.feed(page)
    parser.close()
    return parser.blocks


def found_in(data: Any, depth: int = 0) -> Iterator[ReviewDraft]:
    """Every complete review, wherever it stands."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from found_in(item, depth + 1)
    elif isinstance(data, dict):
        if "claimReview" in data:
            yield from from_google(data)
        elif "ClaimReview" in listed(data.get("@type")):
            draft = from_schema_org(data)
            if draft:
                yield draft
        for name in (*HOLDERS, "claims"):
            yield from found_in(data.get(name), depth + 1)


def from_schema_org(review: dict[str, Any]) -> ReviewDraft | None:
    """One ClaimReview; None when something is missing without which it says nothing."""
    author, rating = first(review.get("author")), first(review.get("reviewRating"))
    claim = first(review.get("itemReviewed"))
    return draft(
        publisher=name_of(author) or name_of(first(review.get("publisher"))),
        url=text_of(review.get("url")),
        claim_text=text_of(review.get("claimReviewed")) or text_of(claim.get("text")),
        rating_text=text_of(rating.get("alternateName")) or text_of(rating.get("name")),
        title=text_of(review.get("headline")) or text_of(review.get("name")),
        claimant=name_of(first(claim.get("author"))),
        claimed_on=parse_day(text_of(claim.get("datePublished"))),
        reviewed_on=parse_day(text_of(review.get("datePublished"))),
        language=text_of(review.get("inLanguage")),
    )


def from_google(claim: dict[str, Any]) -> Iterator[ReviewDraft]:
    """A claim of Google's Fact Check Tools API, with its reviews."""
    for item in listed(claim.get("claimReview")):
        review = first(item)
        found = draft(
            publisher=name_of(first(review.get("publisher"))),
            url=text_of(review.get("url")),
            claim_text=text_of(claim.get("text")),
            rating_text=text_of(review.get("textualRating")),
            title=text_of(review.get("title")),
            claimant=text_of(claim.get("claimant")),
            claimed_on=parse_day(text_of(claim.get("claimDate"))),
            reviewed_on=parse_day(text_of(review.get("reviewDate"))),
            language=text_of(review.get("languageCode")),
        )
        if found:
            yield found


def draft(*, publisher: str, url: str, claim_text: str, rating_text: str, **more: Any) -> ReviewDraft | None:
    """The review, tidied and cut to what a row holds; None when it is not whole."""
    try:
        parts = urlsplit(url)
        site = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    publisher = one_line(publisher, 300) or site
    claim_text, rating_text = one_line(claim_text, 5_000), one_line(rating_text, 300)
    if parts.scheme not in {"http", "https"} or len(url) > 1000 or not (site and claim_text and rating_text):
        return None
    longest = {"title": 500, "claimant": 300, "language": 20}
    cut: dict[str, Any] = {
        name: one_line(value, longest[name]) if name in longest else value for name, value in more.items()
    }
    return ReviewDraft(publisher, url, claim_text, rating_text, site[:255], **cut)


def listed(value: Any) -> list[Any]:
    """JSON-LD says one thing or a list of things."""
    return value if isinstance(value, list) else [] if value is None else [value]


def first(value: Any) -> dict[str, Any]:
    """The first of them, as an object; a bare text is its name."""
    item = next(iter(listed(value)), None)
    return item if isinstance(item, dict) else {"name": item} if isinstance(item, str) else {}


def text_of(value: Any) -> str:
    """A text, or nothing."""
    item = next(iter(listed(value)), "")
    return item if isinstance(item, str) else ""


def name_of(party: dict[str, Any]) -> str:
    """What a person or body is called."""
    return text_of(party.get("name"))
