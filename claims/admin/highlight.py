"""An article's text as paragraphs of pieces, each piece knowing which candidates cover it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from claims.models import Candidate


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same candidates; `candidate` is the shortest one over it."""

    text: str
    candidate: Candidate | None
    chosen: bool


def paragraphs(text: str, candidates: Iterable[Candidate], chosen: Candidate | None) -> list[list[Piece]]:
    """The text cut at paragraph ends and at every span's ends. Nothing is added or lost but line breaks."""
    spans = [(start, end, c) for c in candidates for start, end in c.spans or [[c.start, c.end]]]
    cuts = sorted(
        {0, len(text), *(p for start, end, _ in spans for p in (start, end) if 0 <= p <= len(text))}
    )
    found: list[list[Piece]] = [[]]
    spans.sort(key=lambda s: s[0])
    active: list[tuple[int, int, Candidate]] = []
    upcoming = 0
    for first, last in itertools.pairwise(cuts):
        while upcoming < len(spans) and spans[upcoming][0] <= first:
            active.append(spans[upcoming])
            upcoming += 1
        active = [span for span in active if span[1] > first]
        over = [span[2] for span in active]
        shortest = min(active, key=lambda s: s[1] - s[0])[2] if active else None
        is_chosen = chosen is not None and any(c.pk == chosen.pk for c in over)
        piece_owner = chosen if is_chosen else shortest
        for number, line in enumerate(text[first:last].split("\n")):
            if number:
                found.append([])
            if line:
                found[-1].append(Piece(line, piece_owner, is_chosen))
    return [pieces for pieces in found if pieces]
