"""Who wrote a page, as its markup states it.

The general reader takes the first name that looks like an author's: of a comment, of a neighbouring
story, or the word "Username". What the page marks as its byline comes first; a word that is no name is none.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import html as lxml_html  # type: ignore[import-untyped]
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from claims.ingest.clean import one_line

NO_NAMES = {
    "username",
    "user",
    "admin",
    "administrator",
    "author",
    "editor",
    "staff",
    "guest",
    "anonymous",
    "by",
}
OPENING = re.compile(r"^\s*(?:(?:written|posted|reported|story)\s+)?(?:by|von|par|por)\b[\s:]*", re.I)
DATED = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d{2}|\bupdated\b|\bpublished\b", re.I)
NAME = re.compile(r"^[^\W\d_][\w.'’-]*(?:[ ,&]+(?:and |y |et |und )?[^\W\d_][\w.'’-]*){1,11}$")
# In the order of how plainly they say it.
PLACES = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[contains(concat(' ', @itemprop, ' '), ' author ')]",
    "//*[contains(concat(' ', @rel, ' '), ' author ')]",
    "//*[contains(@class, 'byline') and (contains(@class, 'author') or contains(@class, 'name'))]",
    "//*[contains(@class, 'byline') or contains(@class, 'Byline')]",
    "//*[contains(@class, 'author-name') or contains(@class, 'author_name') or contains(@class, 'authorname')]",
)
STATED = "//meta[@property='article:author' or @property='og:article:author']"  # where nobody else is named


def byline_of(page: str, read: str) -> str:
    """The byline that the page marks as such, else `read` unless that is no name."""
    read = "" if read.strip().lower() in NO_NAMES else read
    try:
        tree = lxml_html.fromstring(page)
    except (LxmlError, ValueError):
        return read
    for place in PLACES if read else (*PLACES, STATED):
        names = [name for node in tree.xpath(place)[:6] if (name := _name(node))]
        if names:
            return ", ".join(dict.fromkeys(names[:3])) if place == PLACES[0] else names[0]
    return read


def _name(node: Any) -> str:
    """The name in the node's words, "" where they are something else."""
    words = OPENING.sub("", one_line(str(node.get("content") or node.text_content()), 200))
    words = words.split("|")[0].strip(" ,·•–-")
    if DATED.search(words) or words.lower() in NO_NAMES or not NAME.match(words):
        return ""
    return words
