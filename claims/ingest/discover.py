"""The feeds that a site names: in the head of a page, and the sitemaps of its robots.txt."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import html as lxml_html  # type: ignore[import-untyped]
from lxml.etree import LxmlError  # type: ignore[import-untyped]
from protego import Protego

from claims.ingest.clean import decode, join, meta_charset, one_line, tidy
from claims.ingest.types import IngestError

KIND_OF = {
    "application/rss+xml": "rss",
    "application/atom+xml": "rss",
    "application/rdf+xml": "rss",
    "application/feed+json": "jsonfeed",
}


@dataclass(frozen=True, slots=True)
class Discovered:
    """A feed that a site names."""

    url: str
    kind: str  # of models.Feed.Kind
    title: str = ""


def named_in_page(body: bytes, url: str, charset: str = "") -> list[Discovered]:
    """The feeds in the page's head, in its order, each once."""
    try:
        tree = lxml_html.fromstring(tidy(decode(body, origin=url, stated=charset or meta_charset(body))))
    except (LxmlError, ValueError, IngestError):
        return []
    found: dict[str, Discovered] = {}
    for link in tree.iter("link"):
        kind = KIND_OF.get(str(link.get("type") or "").lower().split(";")[0].strip())
        address = join(url, str(link.get("href") or ""))
        if kind and "alternate" in str(link.get("rel") or "").lower() and address.startswith("http"):
            found.setdefault(address, Discovered(address, kind, one_line(str(link.get("title") or ""), 200)))
    return list(found.values())


def named_in_robots(robots: str) -> list[Discovered]:
    """The sitemaps that robots.txt names; those for news first."""
    addresses = dict.fromkeys(
        address for address in Protego.parse(robots).sitemaps if address.startswith("http")
    )
    return [
        Discovered(a, "sitemap", "Sitemap") for a in sorted(addresses, key=lambda a: "news" not in a.lower())
    ]
