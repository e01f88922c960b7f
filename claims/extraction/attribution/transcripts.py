"""Transcripts: `SPEAKER: text` lines. What follows a label, up to the next one, are the speaker's own words.

A short turn is one attribution, a long one is one for each sentence: an answer of a minute holds many claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from claims.extraction.forms import tokens_of
from claims.extraction.language import text_of
from claims.extraction.types import Attribution, QuoteType, Span

LABEL = re.compile(
    r"^[ \t]*(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z(][\w.'’)-]*|of|de|van|von)){0,5})"
    r"(?:, [A-Z][A-Z .,'’/&-]{2,50})?[ \t]?(?P<colon>:)[ \t]+(?=\S)",
    re.M,
)
NOT_SPOKEN = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]")  # (applause), [laughs]
SHORT = 4  # sentences
FEWEST_WORDS = 4  # of a sentence that is an attribution of its own
QUESTIONS = {"Q", "Question", "QUESTION"}
NO_SPEAKERS = {
    "note",
    "transcript",
    "update",
    "related",
    "read",
    "watch",
    "photo",
    "by",
    "image",
    "video",
    "correction",
    "editor",
}


def find(doc: Doc) -> Iterator[Attribution]:
    """The turns of a transcript; nothing where the text is none."""
    text = text_of(doc)
    labels = [m for m in LABEL.finditer(text) if m["name"].split()[0].lower() not in NO_SPEAKERS]
    if not _is_transcript(text, labels):
        return
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        if label["name"] in QUESTIONS:
            continue
        end = following.start() if following is not None else len(text)
        for content in _sentences(doc, (label.end(), end)):
            yield Attribution(
                content=(content,),
                source=(label.span("name"),),
                cue=(label.span("colon"),),
                quote_type=QuoteType.DIRECT,
                rule="transcript",
            )


def _is_transcript(text: str, labels: list[re.Match[str]]) -> bool:
    """Do two take turns, one of them again, on a third of the lines or in capitals?"""
    names = Counter(label["name"] for label in labels)
    if len(names) < 2 or max(names.values()) < 2:
        return False
    lines = sum(1 for line in text[labels[0].start() :].splitlines() if line.strip())
    return len(labels) * 3 >= lines or all(name.isupper() for name in names)


def _sentences(doc: Doc, turn: Span) -> list[Span]:
    text = text_of(doc)
    spoken = _trimmed(text, turn)
    tokens = tokens_of(doc, (spoken,)) if spoken is not None else None
    if spoken is None or tokens is None:
        return []
    starts = [t.idx for t in tokens if t.is_sent_start and spoken[0] < t.idx < spoken[1]]
    if len(starts) < SHORT:
        return [spoken]
    pieces = zip([spoken[0], *starts], [*starts, spoken[1]], strict=True)
    trimmed = [piece for piece in (_trimmed(text, piece) for piece in pieces) if piece is not None]
    return [piece for piece in trimmed if len(text[slice(*piece)].split()) >= FEWEST_WORDS]


def _trimmed(text: str, span: Span) -> Span | None:
    """Without blanks and stage directions at the edges; None when nothing is left."""
    start, end = span
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        aside = NOT_SPOKEN.match(text, start, end)
        if aside is None:
            return (start, end) if end > start else None
        start = aside.end()
