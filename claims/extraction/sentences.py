"""The sentences of a content: a quotation of several is scored and worded by its best one."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc

from claims.extraction.language import text_of
from claims.extraction.types import Score, Span

ENDS = ".!?…"
FEWEST_WORDS = 5
SHORT = 160  # characters; what two sentences may have together
POINTS_BACK = re.compile(
    r"^[“\"'‘«„]*(?:and |but |so )?(?:it|they|this|that|these|those|such)\b", re.IGNORECASE
)
CLOSING = "”\"'’»)] \t\n"


def sentence_starts(doc: Doc) -> list[int]:
    """The characters at which the parse begins a sentence and the one before has ended."""
    text, starts = text_of(doc), []
    for token in doc:
        if token.is_sent_start and not token.is_space:
            before = text[max(0, token.idx - 8) : token.idx].rstrip(CLOSING + "“‘«„")
            if before[-1:] in ENDS or "\n" in text[max(0, token.idx - 4) : token.idx]:
                starts.append(token.idx)
    return starts


def sentences_of(content: tuple[Span, ...], starts: list[int], text: str) -> list[tuple[Span, ...]]:
    """The content cut at `starts`, each sentence as its spans: an interrupted one has several.

    An interruption after a comma ends the sentence where the next part begins with a capital.
    """
    found: list[list[Span]] = []
    for number, (start, end) in enumerate(content):
        inner = starts[bisect_left(starts, start + 1) : bisect_left(starts, end)]
        pieces = list(zip([start, *inner], [*inner, end], strict=True))
        if number and _goes_on(text, content[number - 1], start):
            found[-1].append(pieces.pop(0))
        found += [[piece] for piece in pieces]
    return [tuple(sentence) for sentence in found]


def _goes_on(text: str, before: Span, start: int) -> bool:
    """Does the part at `start` go on with the sentence of the part before?"""
    last = text[before[0] : before[1]].rstrip(CLOSING + ",")[-1:]
    begins = text[start : start + 6].lstrip("“\"'‘«„ ")[:1]
    return last not in ENDS and not begins.isupper()


def most_telling(texts: list[str], scores: list[Score]) -> int:
    """The sentence of the highest score; for a short one that is not worth checking a neighbour with content."""

    def highest(indices: list[int]) -> int:
        return max(indices, key=lambda i: scores[i].checkworthiness)

    best = highest(list(range(len(texts))))
    if scores[best].checkworthy or len(texts[best].split()) >= FEWEST_WORDS:
        return best
    beside = [i for i in (best - 1, best + 1) if 0 <= i < len(texts)]
    return highest([i for i in beside if len(texts[i].split()) >= FEWEST_WORDS] or [best])


def with_antecedent(sentences: list[tuple[Span, ...]], index: int, text: str) -> tuple[Span, ...]:
    """A sentence, and the short one before it where it begins with "it", "they" or "this"."""
    own = sentences[index]
    if index == 0 or not POINTS_BACK.match(text[own[0][0] : own[0][1]]):
        return own
    both = (*sentences[index - 1], *own)
    return both if sum(end - start for start, end in both) <= SHORT else own
