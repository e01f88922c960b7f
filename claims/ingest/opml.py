"""OPML 2.0 (http://opml.org/spec2.opml): lists of feeds, as every feed reader writes and reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from claims.ingest.clean import one_line
from claims.ingest.types import IngestError

KINDS = {"rss": "rss", "atom": "rss", "jsonfeed": "jsonfeed", "sitemap": "sitemap", "page": "page"}


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of a list."""

    url: str
    title: str
    homepage: str = ""
    kind: str = "rss"  # of models.Feed.Kind


def read(body: bytes, origin: str) -> list[Outline]:
    """The feeds of the list, however deep in folders. Raises IngestError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError) as error:
        raise IngestError(
            f"{origin}: not OPML ({error}). Export the list again from your feed reader."
        ) from error
    found = [_outline(node) for node in root.iter("outline") if node.get("xmlUrl")]
    if root.tag != "opml" or not found:
        raise IngestError(f"{origin}: no feeds in it. Export the list again from your feed reader, as OPML.")
    return found


def write(outlines: Iterable[Outline], title: str) -> bytes:
    """The list as a file."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for outline in outlines:
        words = {"text": outline.title, "title": outline.title, "type": outline.kind, "xmlUrl": outline.url}
        etree.SubElement(body, "outline", words | ({"htmlUrl": outline.homepage} if outline.homepage else {}))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _outline(node: etree._Element) -> Outline:
    url = str(node.get("xmlUrl")).strip()
    title = one_line(str(node.get("title") or node.get("text") or url), 200)
    kind = KINDS.get(str(node.get("type") or "").strip().lower(), "rss")
    return Outline(url, title, str(node.get("htmlUrl") or "").strip(), kind)
