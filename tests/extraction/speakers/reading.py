"""Reads a text in which the tests mark who speaks and what is said.

`[1:Ada Byron] said {1:the bridge is safe}.` is one attribution: in square brackets its source, in braces
its content. A number comes back for a content in several parts. Without a source the square brackets stay away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from claims.extraction.language import parser
from claims.extraction.speakers import Resolver
from claims.extraction.types import Attribution, KnownSpeaker, QuoteType, Resolution, Span

MARK = re.compile(r"([\[{])(\d):|([\]}])")


def read(marked: str, *, known: Sequence[KnownSpeaker] = (), on: date | None = None) -> list[Resolution]:
    """The resolution of each attribution, in the order of their numbers."""
    text, attributions = unmark(marked)
    (doc,) = parser().parse([text])
    return Resolver(known).resolve(doc, attributions, on)


def names(marked: str, *, known: Sequence[KnownSpeaker] = (), on: date | None = None) -> list[str | None]:
    """Who speaks, by name."""
    return [resolution.speaker for resolution in read(marked, known=known, on=on)]


def unmark(marked: str) -> tuple[str, list[Attribution]]:
    """The text without its marks, and the attributions they mean."""
    text, at, opened = "", 0, list[tuple[str, str, int]]()
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group(1):
            opened.append((mark.group(1), mark.group(2), len(text)))
        else:
            bracket, number, start = opened.pop()
            spans[bracket, number].append((start, len(text)))
    text += marked[at:]
    numbers = sorted({number for _, number in spans})
    return text, [_attribution(text, spans["[", n], spans["{", n]) for n in numbers]


def _attribution(text: str, source: list[Span], content: list[Span]) -> Attribution:
    quoted = any(text[start : start + 1] in "“\"'" for start, _ in content)
    return Attribution(
        content=tuple(content),
        source=tuple(source),
        cue=tuple(source or content),
        quote_type=QuoteType.DIRECT if quoted else QuoteType.INDIRECT,
        rule="marked by hand",
    )
