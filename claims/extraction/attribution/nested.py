"""Nested attribution: A says B promised C. Both levels are kept, A as the reporter of B.

Inside somebody's words only a named third party reports: "I think", "you know", "people say" within
a quotation belong to the speaker's own claim.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from claims.extraction.types import Attribution

FEWEST_CHARACTERS = 12


def settle(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """Drop inner levels that name nobody; point the others at their reporter."""
    outer = [_outer(found, i) for i in range(len(found))]
    kept = [
        i for i, above in enumerate(outer) if above is None or _names_another(doc, found[i], found[above])
    ]
    place = {old: new for new, old in enumerate(kept)}
    return [replace(found[i], reporter=_reporter(i, outer, place)) for i in kept]


def _outer(found: list[Attribution], index: int) -> int | None:
    """The shortest other attribution whose content holds this one's cue."""
    position = found[index].cue[0][0]
    best, length = None, 0
    for other, candidate in enumerate(found):
        if other == index or candidate.content[0][0] > position:
            continue
        if any(start <= position < end for start, end in candidate.content) and _before(found, index, other):
            size = sum(end - start for start, end in candidate.content)
            if best is None or size < length:
                best, length = other, size
    return best


def _before(found: list[Attribution], inner: int, outer: int) -> bool:
    """Is the outer one's own cue outside the inner content? Two that hold each other are no levels."""
    position = found[outer].cue[0][0]
    return not any(start <= position < end for start, end in found[inner].content)


def _reporter(index: int, outer: list[int | None], place: dict[int, int]) -> int | None:
    above = outer[index]
    for _ in outer:  # bounded, should the levels ever form a ring
        if above is None or above in place:
            break
        above = outer[above]
    return place.get(above) if above is not None else None


def _names_another(doc: Doc, inner: Attribution, outer: Attribution) -> bool:
    if not inner.source or sum(end - start for start, end in inner.content) < FEWEST_CHARACTERS:
        return False
    span = doc.char_span(*inner.source[-1], alignment_mode="expand")
    if span is None or not any(token.pos_ == "PROPN" for token in span):
        return False
    named = (doc.char_span(start, end, alignment_mode="expand") for start, end in outer.source)
    words = {t.lower_ for span in named if span is not None for t in span}
    return not any(token.pos_ == "PROPN" and token.lower_ in words for token in span)
