"""The day a page was published, as its markup states it.

The general reader ends by guessing from the running text, and takes "promised by 2026" for a date. Only what
the page marks as its date counts: the path of its address, meta tags, JSON-LD, <time> and elements that are
named for a date. Else the day stays unknown; a month or a year that a page states in its place is kept as such.
"""

from __future__ import annotations

import re
from calendar import month_name
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

from htmldate import find_date
from lxml import html as lxml_html  # type: ignore[import-untyped]
from lxml.etree import LxmlError, SubElement  # type: ignore[import-untyped]

from claims.ingest.clean import parse_day, parse_period

IN_HEAD = "//meta | //link[@rel='canonical'] | //script[contains(@type, 'ld+json')]"
IN_BODY = "//body//*[self::time or self::abbr or @class or @id or @itemprop]"
# "date", "pub-date", "entryDate", "timestamp"; not "update" nor "candidate", which name other things.
NAMED = re.compile(r"(?:^|[\W_]|pub)date|Date(?!d)|published|timestamp", re.ASCII)
LONGEST = 80  # characters; what is longer is a text
MONTHS = list(month_name)
# The reader of days would make one up: the first of January, or today's day of that month.
NO_DAY = re.compile(
    r"\s*(?:\d{4}(?:-\d\d)?|(?P<month>" + "|".join(month_name[1:]) + r")\s+(?P<year>\d{4}))\s*", re.IGNORECASE
)
STATED = (
    "//meta[contains(' article:published_time date dc.date dcterms.date dcterms.created citation_publication_date "
    "datepublished ', concat(' ', translate(concat(@property, @name, @itemprop), 'CDP', 'cdp'), ' '))]/@content"
)
IN_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]*)"')


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


def published_in(page: str) -> str:
    """The month or year that a page states in place of a day: "2024-11", "2024", or "" where it states neither."""
    try:
        tree = lxml_html.fromstring(page)
    except (LxmlError, ValueError):
        return ""
    texts = [*tree.xpath(STATED), *tree.xpath("//time/@datetime"), *IN_DATA.findall(page)]
    texts += [node.text_content() for node in tree.xpath(IN_BODY) if _is_dated(node)]
    return next((period for text in texts if (period := _period(text))), "")


def _period(text: str) -> str:
    """ "2024-11" out of that or of "November 2024"."""
    found = NO_DAY.fullmatch(text)
    if found is None:
        return ""
    month = (found["month"] or "").capitalize()
    return parse_period(f"{found['year']}-{MONTHS.index(month):02}" if month else text)


def _copy(nodes: Any, into: Any) -> None:
    for node in nodes:
        if not NO_DAY.fullmatch(node.get("content") or node.get("datetime") or node.text_content()):
            mark = deepcopy(node)
            mark.tail = None  # the running text after it
            SubElement(into, "div").append(mark)


def _is_dated(node: Any) -> bool:
    names = " ".join(node.get(name) or "" for name in ("class", "id", "itemprop"))
    return len(node.text_content()) <= LONGEST and (node.tag in {"time", "abbr"} or bool(NAMED.search(names)))
