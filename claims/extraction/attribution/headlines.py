"""Headlines that name the speaker before a colon: "Byron: Bridge is safe", "Report: Bridge was never tested".

A label counts when it names a person or a body, or a word of `cue_labels`; a text of turns is a transcript.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claims.extraction.attribution.spans import Cue
from claims.extraction.lexicon import words

LONGEST_LABEL = 5  # tokens
LONGEST = 25
SHORTEST = 4


def find(doc: Doc) -> Iterator[Cue]:
    """One cue a headline: a line of its own."""
    named = {t.text for t in doc if t.ent_type_ in {"PERSON", "ORG"} and t.text[:1].isupper()}
    for line in _lines(doc):
        colon = next((t for t in line[1 : LONGEST_LABEL + 1] if t.text == ":"), None)
        if colon is None or not SHORTEST <= line.end - colon.i - 1 <= LONGEST:
            continue
        label = list(doc[line.start : colon.i])
        if _names_somebody(label, named):
            yield Cue(colon, [colon], label, set(range(colon.i + 1, line.end)), "headline")


def _lines(doc: Doc) -> Iterator[Span]:
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start:]


def _names_somebody(label: list[Token], named: set[str]) -> bool:
    last = label[-1]
    if not label[0].text[:1].isupper() or label[0].pos_ == "VERB" or any(t.text in "()[]" for t in label):
        return False
    return last.text in named or last.lower_ in words("cue_labels")
