"""Thousands of names take steps in proportion, and no text keeps the reader for ever."""

from __future__ import annotations

import sys
from types import FrameType

from claims.extraction.language import parser
from claims.extraction.speakers import Resolver
from tests.extraction.speakers.reading import unmark

FIRST = ["Clara", "Thomas", "Paula", "Robert", "Ingrid", "Peter", "Anna", "George"]


def text_of(people: int) -> str:
    lines = [
        f"{FIRST[i % len(FIRST)]} Olsen{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)} came. "
        "[1:He] said {1:it was safe}. The lawyer thanked her."
        for i in range(people)
    ]
    return "\n".join(lines)


def calls_of(people: int) -> int:
    """How many functions the resolver calls; the parse does not count."""
    text, (marked,) = unmark(text_of(people))
    spans = zip(marked.source, marked.content, strict=True)
    attributions = [type(marked)((c,), (s,), (s,), marked.quote_type, marked.rule) for s, c in spans]
    (doc,) = parser().parse([text])
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        found = Resolver(()).resolve(doc, attributions, None)
    finally:
        sys.setprofile(None)
    assert len(found) == people
    return calls


def test_five_times_the_names_take_five_times_the_steps() -> None:
    assert calls_of(2000) < 6.5 * calls_of(400)
