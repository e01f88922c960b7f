"""Quotations find their cue: "…," he said; he said: "…"; quotations that go on without a new one.

A quotation that overlaps what a cue governs widens it to the whole quotation, over sentences and
paragraphs. One that stands alone goes to the reporting clause that touches it, else continues the
quotation before it in the paragraph; a paragraph that begins with a mark after one that was left
open continues that one.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Doc

from claims.extraction.attribution.spans import Cue
from claims.extraction.language import text_of
from claims.extraction.quotes import Quotation, Quotations

REACH = 3000  # characters between a quotation and the cue that governs it
LEAD = 250  # characters between a cue and the quotation that it announces with a colon
NEAR_BY = 120  # with a comma
ENDS = (".", "!", "?", "…")
LONG_ENOUGH = 4  # words; shorter quotations are phrases inside somebody's sentence


def join(doc: Doc, cues: list[Cue], quotations: Quotations) -> None:
    """Give every quotation that has a speaker to its cue. Changes the cues."""
    outside = [cue for cue in cues if not quotations.inside(cue.head.idx)]
    near, speaking = Near(doc, outside), Near(doc, [cue for cue in outside if cue.takes_quotations])
    signed = {start for cue in cues for start, _ in cue.quotations}
    previous: tuple[Quotation, Cue] | None = None
    for quotation in quotations.found:
        if quotation.start in signed:
            continue
        chosen = _overlapping(doc, near, quotation)
        if chosen is None:
            chosen = _beside(doc, speaking, previous, quotation)
            if chosen is None:
                chosen = _after_report(doc, speaking, quotation)
                if chosen is None:
                    continue
                cues.append(chosen)
            chosen.quotations.append((quotation.start, quotation.end))
        previous = (quotation, chosen)


class Near:
    """Cues by where their clause begins, to look only at those around a quotation."""

    def __init__(self, doc: Doc, cues: list[Cue]) -> None:
        placed = sorted(((doc[cue.first].idx, i) for i, cue in enumerate(cues)))
        self.cues = [cues[i] for _, i in placed]
        self.starts = [start for start, _ in placed]
        self.characters = [token.idx for token in doc]

    def overlapping(self, quotation: Quotation) -> list[Cue]:
        """The cues near the quotation that govern a token of it."""
        first, last = (bisect_left(self.characters, at) for at in (quotation.start, quotation.end))
        around = self.around(quotation.start - REACH, quotation.start + REACH)
        return [cue for cue in around if not cue.content.isdisjoint(range(first, last))]

    def around(self, start: int, end: int) -> list[Cue]:
        """The cues whose clause begins between these characters."""
        return self.cues[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def _overlapping(doc: Doc, near: Near, quotation: Quotation) -> Cue | None:
    """Widen the cues that govern a part of the quotation; the closest of them."""
    overlapped = near.overlapping(quotation)
    for cue in [cue for cue in overlapped if cue.takes_quotations] or overlapped:
        cue.quotations.append((quotation.start, quotation.end))
        _cut_to_quotation(doc, cue, quotation)
    return _closest(overlapped, quotation) if overlapped else None


def _beside(
    doc: Doc, speaking: Near, previous: tuple[Quotation, Cue] | None, quotation: Quotation
) -> Cue | None:
    around = speaking.around(quotation.start - REACH, quotation.end + 40)
    neighbour = _neighbour(doc, around, quotation)
    if _stands_alone(doc, quotation):
        return neighbour or _continued(doc, previous, quotation)
    # "…, the leader said, “Ready”.": a word is an answer where the cue has nothing else.
    return None if neighbour is None or neighbour.content or neighbour.quotations else neighbour


def _cut_to_quotation(doc: Doc, cue: Cue, quotation: Quotation) -> None:
    """A clause that begins with a whole quotation ends with it: "…," and shared a link."""
    whole = text_of(doc)[quotation.end - 2 : quotation.end - 1] in {",", ".", "?", "!"}
    if whole and quotation.start <= doc[min(cue.content)].idx + 2:
        cue.content = {i for i in cue.content if doc[i].idx < quotation.end}


def _closest(cues: list[Cue], quotation: Quotation) -> Cue:
    return min(cues, key=lambda c: min(abs(c.head.idx - quotation.start), abs(c.head.idx - quotation.end)))


def _stands_alone(doc: Doc, quotation: Quotation) -> bool:
    inner = text_of(doc)[quotation.start : quotation.end].strip("“”\"'‘’«»„ ")
    return len(inner.split()) >= LONG_ENOUGH or inner[-1:] in ".,!?…"


def _neighbour(doc: Doc, speaking: list[Cue], quotation: Quotation) -> Cue | None:
    """The reporting clause that touches the quotation, after it or before it."""
    after = before = None
    for cue in speaking:
        start, last = doc[cue.first].idx, doc[cue.last]
        if quotation.end <= start < quotation.end + 40 and after is None:
            gap = text_of(doc)[quotation.end : start]
            touches = "\n" not in gap and not gap.strip(" ,.?!–—-")
            if touches and not (_is_whole(doc, quotation) and _says_its_own(doc, cue)):
                after = cue
        end = last.idx + len(last)
        if end <= quotation.start < end + LEAD:
            gap = text_of(doc)[end : quotation.start]
            if "\n" not in gap.strip("\n") and gap.count("\n") < 3 and _leads_in(gap):
                before = cue
    if before is not None and after is not None:
        gap = text_of(doc)[doc[before.last].idx : quotation.start]
        return before if ":" in gap and not before.content else after
    return after or before


def _is_whole(doc: Doc, quotation: Quotation) -> bool:
    """Does its last sentence end before the closing mark?"""
    return text_of(doc)[quotation.start : quotation.end].rstrip("”\"'’»“ ")[-1:] in ENDS


def _says_its_own(doc: Doc, cue: Cue) -> bool:
    """ "She said the fine was fair", "she said: …": a sentence that does not wait for what stands before."""
    follows = text_of(doc)[doc[cue.last].idx + len(doc[cue.last]) :][:2].lstrip()
    return follows.startswith(":") or bool(cue.content and min(cue.content) > cue.head.i)


def _leads_in(gap: str) -> bool:
    """What stands between a cue and the quotation it announces: ", in Sochi:" or "on Monday,"."""
    if "\n" in gap:
        return gap.rstrip().endswith(":")
    announced = gap.rstrip().endswith((",", ":")[len(gap) > NEAR_BY :])
    return (announced and "." not in gap) or not gap.strip()


def _continued(doc: Doc, previous: tuple[Quotation, Cue] | None, quotation: Quotation) -> Cue | None:
    """The quotation before, when only its own cue, or nothing, stands between the two."""
    if previous is None:
        return None
    earlier, cue = previous
    gap = text_of(doc)[earlier.end : quotation.start]
    if "\n" in gap:
        open_or_whole = earlier.open or _is_paragraph(doc, quotation)
        return cue if open_or_whole and _only_its_cue(doc, gap, earlier, cue, quotation) else None
    if not gap.strip():
        return cue
    return cue if _only_its_cue(doc, gap, earlier, cue, quotation) else None


def _after_report(doc: Doc, speaking: Near, quotation: Quotation) -> Cue | None:
    """ "Ada Byron said the bridge was safe. “It will open in May.”": a report of its own, by the same speaker."""
    gap = text_of(doc)[max(0, quotation.start - 40) : quotation.start].rpartition("\n")[2].rstrip()
    if not _is_whole(doc, quotation) or gap[-1:] not in ENDS or not _stands_alone(doc, quotation):
        return None
    last = bisect_left(speaking.characters, quotation.start) - 1
    while last >= 0 and doc[last].is_space:
        last -= 1
    sentence = doc[last].sent
    before = [
        cue
        for cue in speaking.around(sentence.start_char, quotation.start)
        if cue.content and cue.source and not cue.quotations
    ]
    reports = max(before, key=lambda cue: len(cue.content), default=None)
    return replace(reports, content=set(), quotations=[]) if reports is not None else None


def _is_paragraph(doc: Doc, quotation: Quotation) -> bool:
    """Does it stand alone in its paragraph? Then whoever spoke before speaks on."""
    text = text_of(doc)
    begins = text[: quotation.start].rpartition("\n")[2]
    return not begins.strip() and not text[quotation.end :].partition("\n")[0].strip()


def _only_its_cue(doc: Doc, gap: str, earlier: Quotation, cue: Cue, quotation: Quotation) -> bool:
    """Stands nothing between the two, or nothing but the clause that attributes the first?"""
    if not gap.strip():
        return True
    interrupted = earlier.end <= cue.head.idx < quotation.start
    return interrupted and len(gap) < 200 and gap.strip().count("\n") == 0
