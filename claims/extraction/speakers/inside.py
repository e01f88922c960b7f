"""Which tokens stand inside given spans: quotations, or what is reported."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from claims.extraction.types import Span


def tokens_inside(doc: Doc, spans: Iterable[Span]) -> list[bool]:
    """By token: does it begin in one of the spans? They may overlap. One pass."""
    ordered = sorted(spans)
    inside, reach, at = [], -1, 0
    for token in doc:
        while at < len(ordered) and ordered[at][0] <= token.idx:
            reach = max(reach, ordered[at][1])
            at += 1
        inside.append(token.idx < reach)
    return inside
