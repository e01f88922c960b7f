"""The day a page was published, as its markup states it.

The general reader ends by guessing from the running text, and takes "promised by 2026" for a date. Only what
the page marks as its date counts: the path of its address, meta tags, JSON-LD, <time> and elements that are
named for a date. Else the day stays unknown.
"""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

from htmldate import find_date
from lxml import html as lxml_html  # type: ignore[import-untyped]
from lxml.etree import LxmlError, SubElement  # type: ignore[import-untyped]

from claims.ingest.clean import parse_day

IN_HEAD = "//meta | //link[@rel='canonical'] | //script[contains(@type, 'ld+json')]"
IN_BODY = "//body//*[self::time or self::abbr or @class or @id or @itemprop]"
# "date", "pub-date", "entryDate", "timestamp"; not "update" nor "candidate", which name other things.
NAMED = re.compile(r"(?:^|[\W_]|pub)date|Date(?!d)|published|timestamp", re.ASCII)
LONGEST = 80  # characters; what is longer is a text
YEAR_ALONE = re.compile(r"\s*\d{4}\s*")


def published_on(page: str, url: str) -> date | None:
    """The day, None where the page states none. `url` may be ""."""
    try:
        tree = lxml_html.fromstring(page)
    except (LxmlError, ValueError):
        return None
    marks = lxml_html.document_fromstring("<html><head></head><body></body></html>")
    _copy(tree.xpath(IN_HEAD), marks.head)
    _copy((node for node in tree.xpath(IN_BODY) if _is_dated(node)), marks.body)
    found = find_date(
        marks,
        extensive_search=False,
        original_date=True,
        url=url or None,
        max_date=datetime.now(UTC).date().isoformat(),
    )
    return parse_day(found or "")


def _copy(nodes: Any, into: Any) -> None:
    for node in nodes:
        if not YEAR_ALONE.fullmatch(node.get("content") or node.get("datetime") or node.text_content()):
            mark = deepcopy(node)
            mark.tail = None  # the running text after it
            SubElement(into, "div").append(mark)


def _is_dated(node: Any) -> bool:
    names = " ".join(node.get(name) or "" for name in ("class", "id", "itemprop"))
    return len(node.text_content()) <= LONGEST and (node.tag in {"time", "abbr"} or bool(NAMED.search(names)))
