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
    outer = _outer(found)
    kept = [
        i for i, above in enumerate(outer) if above is None or _names_another(doc, found[i], found[above])
    ]
    place = {old: new for new, old in enumerate(kept)}
    return [replace(found[i], reporter=_reporter(i, outer, place)) for i in kept]


def _outer(found: list[Attribution]) -> list[int | None]:
    """For each the shortest other attribution whose content holds its cue. One sweep over the text."""
    spans = sorted((start, end, i) for i, one in enumerate(found) for start, end in one.content)
    size = [sum(end - start for start, end in one.content) for one in found]
    above: list[int | None] = [None] * len(found)
    active: list[tuple[int, int]] = []
    at = 0
    for index in sorted(range(len(found)), key=lambda i: found[i].cue[0][0]):
        position = found[index].cue[0][0]
        while at < len(spans) and spans[at][0] <= position:
            active.append((spans[at][1], spans[at][2]))
            at += 1
        active = [(end, i) for end, i in active if end > position]
        holding = [i for _, i in active if i != index and _before(found, index, i)]
        above[index] = min(holding, key=lambda i: (size[i], i), default=None)
    return above


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
