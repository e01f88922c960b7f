"""The values that travel through ingest. Plain, frozen, without Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

# A desk that can take a text in says so in place of this.
PASTE_IT = "Paste the article's text into a .txt file and ingest that."


class IngestError(Exception):
    """An input cannot become an article. The message names the cause and what to do about it."""


class Walled(IngestError):
    """A notice in place of the article: a paywall, a consent wall, a page that needs JavaScript."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read, how long it may take, and whom we say we are. Times in seconds, sizes in bytes."""

    characters: int = 2_000_000
    connect: float = 5.0
    read: float = 10.0
    whole: float = 30.0
    body: int = 10_000_000  # as it comes over the wire
    expanded: int = 30_000_000  # after decompression
    redirects: int = 5
    user_agent: str = "claims-desk/0.1"
    allow_hosts: frozenset[str] = frozenset()  # may be reached although their address is private


@dataclass(frozen=True, slots=True)
class Raw:
    """What a reader gets: bytes, and what is known of them before they are read."""

    stream: BinaryIO
    origin: str  # the file or address, for messages and for the record
    limits: Limits
    url: str = ""
    charset: str = ""  # as stated by the server
    title: str = ""  # as stated by the feed that led here
    published_on: date | None = None
    line: int = 0  # lines of the stream that were read before

    def read(self) -> bytes:
        """The whole body. Raises IngestError when it is longer than any article may be."""
        most = max(self.limits.expanded, 4 * self.limits.characters)
        body = self.stream.read(most + 1)
        if len(body) > most:
            raise IngestError(
                f"{self.origin}: more than {most:,} bytes, which is no article. Split it into articles, "
                "or raise MAX_TEXT_CHARACTERS."
            )
        return body


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """One article as it will be stored."""

    key: str  # canonical address, or "sha256:" and the hash of the text
    url: str  # canonical address, or ""
    host: str  # of the outlet: "news.example", or ""
    title: str
    byline: str
    published_on: date | None
    published_in: str  # "2024-11" or "2024" where a month or year is stated and no day; else ""
    language: str  # "en", "de", …; "" where it cannot be told
    text: str
    sha256: str
    origin: str


@dataclass(frozen=True, slots=True)
class Link:
    """Something that stands elsewhere: an entry of a feed."""

    url: str
    title: str = ""
    published_on: date | None = None
    lists: bool = False  # leads to a further list, as a sitemap index does


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of the input that could not be read, while the rest went on."""

    origin: str
    message: str
    walled: bool = False  # a notice stood in place of the article


Found = ArticleDraft | Link | Fault


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of input: how to recognise it, how to read it."""

    kind: str
    suffixes: frozenset[str]
    media_types: frozenset[str]
    read: Callable[[Raw], Iterator[Found]]
    lists: bool = False  # gives links to articles, as a feed does
