"""Quotations: what stands between quotation marks, of every style, balanced or not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

PAIRS = {"“": "”", "„": "“”", "«": "»", "‹": "›", '"': '"', "''": "''", "``": "''"}
SINGLE = {"‘": "’"}
MARK = re.compile(r"''|``|[“”„«»‹›\"]")
SINGLE_QUOTE = re.compile(r"(?<!\w)‘(?=\w)([^‘’“”\n]|(?<=\w)’(?=\w)){2,400}’(?!\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks. `open` when no closing mark stands before the paragraph ends."""

    start: int
    end: int
    open: bool = False

    def covers(self, position: int) -> bool:
        """Does it contain the character at `position`?"""
        return self.start <= position < self.end


class Quotations:
    """The quotations of a text, to be asked for by place."""

    def __init__(self, found: list[Quotation]) -> None:
        self.found = found
        self.starts = [quotation.start for quotation in found]

    def inside(self, position: int) -> bool:
        """Does the character at `position` stand in a quotation?"""
        before = bisect_right(self.starts, position) - 1
        return before >= 0 and self.found[before].covers(position)

    def overlap(self, start: int, end: int) -> int:
        """How many characters from `start` to `end` stand in quotations."""
        first = max(0, bisect_right(self.starts, start) - 1)
        near = self.found[first : bisect_left(self.starts, end)]
        return sum(max(0, min(end, q.end) - max(start, q.start)) for q in near)


def find_quotations(text: str) -> list[Quotation]:
    """All quotations in order, paragraph by paragraph, not overlapping. Linear time."""
    found: list[Quotation] = []
    offset = 0
    for paragraph in text.split("\n"):
        found += _in_paragraph(paragraph, offset)
        offset += len(paragraph) + 1
    taken = found
    singles = [Quotation(m.start(), m.end()) for m in SINGLE_QUOTE.finditer(text)]
    if singles:
        taken = sorted([*found, *_outside(singles, found)], key=lambda q: q.start)
    return taken


def _outside(singles: list[Quotation], found: list[Quotation]) -> list[Quotation]:
    """Single-marked quotations that do not lie inside a double-marked one."""
    kept, i = [], 0
    for single in singles:
        while i < len(found) and found[i].end <= single.start:
            i += 1
        if i == len(found) or found[i].start >= single.end:
            kept.append(single)
    return kept


def _in_paragraph(paragraph: str, offset: int) -> list[Quotation]:
    found: list[Quotation] = []
    start, closers = -1, ""
    for match in MARK.finditer(paragraph):
        mark = match.group()
        if start >= 0 and (mark in closers or mark == closers):
            found.append(Quotation(offset + start, offset + match.end()))
            start = -1
        elif start >= 0 and mark == "“" and closers == "”":
            # A new opening mark before a closing one: the first was never closed.
            found.append(Quotation(offset + start, offset + match.start()))
            start = match.start()
        elif start < 0 and mark in PAIRS and not _closes(paragraph, match.start(), mark):
            start, closers = match.start(), PAIRS[mark]
    if start >= 0:
        end = len(paragraph.rstrip())
        if end > start + 1:
            found.append(Quotation(offset + start, offset + end, open=True))
    return found


def _closes(paragraph: str, position: int, mark: str) -> bool:
    """A straight mark after a word and before a blank closes something that was never opened."""
    if mark not in {'"', "''"}:
        return False
    before = paragraph[position - 1 : position]
    after = paragraph[position + len(mark) : position + len(mark) + 1]
    return bool(before) and not before.isspace() and before not in "([—–-" and (not after or after.isspace())
