"""Boxes that lead to other articles: "You might also like", "Read more:", "Lesen Sie auch".

What stands in them are other people's words. Taken for the article's, they are offered to editors as quotes, and
as silent edits when the box shows something else an hour later.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from lxml import html as lxml_html  # type: ignore[import-untyped]
from lxml.etree import LxmlError  # type: ignore[import-untyped]

WORDS = re.compile(
    r"(?:you (?:might|may) (?:also|like)\b.*|read (?:more|next|also)\b.*|see also\b.*|what to read next|"
    r"more (?:must[- ]reads|stories|news|articles|coverage|on this|from)\b.*|more related (?:stories|articles)|"
    r"(?:related|recommended|featured)(?: (?:for you|stories|articles|news|videos|coverage|topics|links|posts|"
    r"reading|slide ?shows))?|most (?:read|popular|viewed)\b.*|trending(?: now)?|editors?['’]s? picks|"
    r"other (?:\w+ )?(?:columns|stories|articles|news)|"
    r"lesen sie (?:auch|mehr)\b.*|mehr zum thema|das könnte sie auch\b.*|auch interessant|meistgelesen\b.*|"
    r"weitere artikel|(?:à )?lire (?:aussi|également)\b.*|voir aussi|sur le même sujet|les plus lus|"
    r"le[ae] también|leer más|ver también|noticias relacionadas|más leídas|te puede interesar)\W*",
    re.I,
)
SHORT = 45  # characters; a heading has no more
MOST = 40  # headings looked at
LONG = 20_000  # characters; what is longer is no box, and would take long to look at
PAGE = {"article", "main", "body", "html"}
SHARE = 0.25  # of the prose; a box that holds more is no box
NO_PROSE = "not(ancestor::script) and not(ancestor::style)"


def without_boxes(page: str) -> str:
    """The page without them; the same string where it has none."""
    try:
        tree = lxml_html.fromstring(page)
    except (LxmlError, ValueError):
        return page
    headings = list(islice((node for node in tree.iter("*") if _heads(node)), MOST))
    boxes = [box for heading in headings if (box := _box(heading)) is not None]
    whole = len(_prose(tree))
    removed = [box for box in boxes if len(_prose(box)) <= whole * SHARE and _leads_on(box)]
    for box in removed:
        if box.getparent() is not None:
            box.drop_tree()
    return str(lxml_html.tostring(tree, encoding="unicode")) if removed else page


def _heads(node: Any) -> bool:
    """Are the node's words the heading of such a box, and neither a button's nor part of a sentence?"""
    words = " ".join((node.text or "").split())
    if not words or len(words) > SHORT or WORDS.fullmatch(words) is None:
        return False
    return not node.xpath("ancestor-or-self::*[self::a or self::button or self::nav or self::label]")


def _box(heading: Any) -> Any:
    """The smallest element that begins with the heading and holds more than it; None where there is no such box."""
    words, box = _text(heading), heading
    while box.tag not in PAGE and "articleBody" not in (box.get("itemprop") or ""):
        if len(box.xpath("string()")) > LONG:
            return None
        held = _text(box)
        if not held.startswith(words):
            return None
        if held != words:
            return box
        box = box.getparent()
    return None


def _text(node: Any) -> str:
    return " ".join(" ".join(node.xpath(f".//text()[{NO_PROSE}]")).split())


def _leads_on(box: Any) -> bool:
    """Has it a link for each of its paragraphs? A section of the article has fewer."""
    paragraphs = [part for part in box.xpath("descendant-or-self::p") if len(_prose(part)) > SHORT]
    return len(box.xpath(".//a[@href]")) >= max(1, len(paragraphs))


def _prose(node: Any) -> str:
    """The words in paragraphs, outside of links."""
    parts = (
        part.xpath(".//text()[not(ancestor::a)]") for part in node.iter("p")
    )  # all at once takes minutes
    return "".join(text.strip() for texts in parts for text in texts)
