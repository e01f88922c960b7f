"""What the tests of attribution look at: who, by which words, said what, as pieces of the text."""

from __future__ import annotations

from datetime import date
from functools import cache

from claims.extraction.attribution import find_attributions
from claims.extraction.extract import Document, extract
from claims.extraction.language import parser
from claims.extraction.types import Attribution, CandidateDraft, Span

Row = tuple[str, str, str]
"""Source, cue, content."""


@cache
def attributions(text: str) -> tuple[Attribution, ...]:
    """The attributions of a text."""
    (doc,) = parser().parse([text])
    return tuple(find_attributions(doc))


def pieces(text: str, spans: tuple[Span, ...]) -> str:
    """The pieces of the text at these spans."""
    return " | ".join(text[start:end] for start, end in spans)


def rows(text: str, rule: str = "") -> list[Row]:
    """All attributions of a text (of one rule), as words."""
    return [
        (pieces(text, found.source), pieces(text, found.cue), pieces(text, found.content))
        for found in attributions(text)
        if rule in ("", found.rule)
    ]


def drafts(text: str, on: date | None = None) -> list[CandidateDraft]:
    """The candidates of a text, with no speakers known beforehand."""
    (found,) = extract([Document("text", text, on)], speakers=[])
    return found
