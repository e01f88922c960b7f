"""Where a span of one text stands in another: carried over when its sentence is there, word for word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

ENDING = re.compile(r"""[.!?…]["”’'»)\]]*\s+|\n+""")
ALIKE = 0.55  # from here on a sentence counts as the changed form of another


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentences that a span touches, without the blanks around them."""
    left = 0
    for found in ENDING.finditer(text, 0, start):
        left = found.end()
    following = ENDING.search(text, max(start, end - 1))
    right = following.end() if following else len(text)
    piece = text[left:right]
    return left + len(piece) - len(piece.lstrip()), left + len(piece.rstrip())


def shift_of(old: str, new: str, start: int, end: int) -> int | None:
    """How many characters further on a span of `old` stands in `new`; None where its sentence does not.

    A sentence that stands several times is told by its number among its likes.
    """
    left, right = sentence_around(old, start, end)
    sentence = old[left:right]
    places = list(_places(new, sentence))
    if not places:
        return None
    number = sum(1 for place in _places(old, sentence) if place < left)
    return places[min(number, len(places) - 1)] - left


def nearest_sentence(text: str, sentence: str) -> str:
    """The sentence of `text` that `sentence` was most likely changed into; "" where none is alike."""
    matcher = difflib.SequenceMatcher(autojunk=False, b=sentence)
    best, found = ALIKE, ""
    for other in sentences(text):
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
            ratio = matcher.ratio()
            if ratio >= best:
                best, found = ratio, other
    return found


def sentences(text: str) -> Iterator[str]:
    """The pieces of a text that end with a full stop or a line."""
    left = 0
    for found in ENDING.finditer(text):
        yield text[left : found.end()].strip()
        left = found.end()
    yield text[left:].strip()


def _places(text: str, piece: str) -> Iterator[int]:
    place = text.find(piece)
    while place >= 0 and piece:
        yield place
        place = text.find(piece, place + len(piece))
