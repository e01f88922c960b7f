"""A small toolkit: from tokens of the parse to spans of characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.extraction.language import text_of
from claims.extraction.types import Span

CLAUSAL_MODIFIERS = {"relcl", "appos", "acl", "advcl", "parataxis", "ccomp"}
EDGE = " \t\r\n,;:.–—-"
WH = {"who", "which", "that", "whom"}
FINITE = {"VBD", "VBZ", "VBP"}
"""Tags of verbs that are a sentence's own, modals apart."""


@dataclass
class Cue:
    """A reporting word with what the parse says it governs; quotations are joined to it later."""

    head: Token
    words: list[Token]
    source: list[Token]
    content: set[int]  # indices of tokens
    rule: str
    takes_quotations: bool = False
    quotations: list[Span] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Index of the first token of the reporting clause: its source or its cue."""
        return min(token.i for token in [*self.words, *self.source] if abs(token.i - self.head.i) < 40)

    @property
    def last(self) -> int:
        """Index of its last token."""
        return max(token.i for token in [*self.words, *self.source] if abs(token.i - self.head.i) < 40)


def subtree(token: Token, without: Iterable[Token] = ()) -> set[int]:
    """Indices of the tokens below `token`, itself included, less the subtrees of `without`."""
    found = {t.i for t in token.subtree}
    for cut in without:
        found -= {t.i for t in cut.subtree}
    return found


def noun_phrase(head: Token) -> list[Token]:
    """The mention around a noun: determiners, titles, compounds, "of" phrases; no clauses."""
    cut = [child for child in head.children if child.dep_ in CLAUSAL_MODIFIERS or child.dep_ == "punct"]
    cut += [
        child for child in head.children if child.dep_ == "prep" and child.lower_ not in {"of", "for", "at"}
    ]
    indices = subtree(head, cut)
    return [token for token in head.doc[min(indices) : max(indices) + 1] if token.i in indices]


def without_afterthought(doc: Doc, indices: set[int]) -> set[int]:
    """Without a last ", who …" or ", a town of 300": mostly the reporter's own addition."""
    last = max(indices)
    for i in sorted(indices):
        token = doc[i]
        if token.dep_ in {"relcl", "appos"} and token.right_edge.i == last and token.head.i in indices:
            begins = token.left_edge.i
            if begins - 1 in indices and doc[begins - 1].text in {",", "—", "–"}:
                return {j for j in indices if j < begins - 1}
    return indices


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of these dependency labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def spans_of(doc: Doc, indices: set[int]) -> list[Span]:
    """Runs of neighbouring tokens as character spans, blanks and outer punctuation trimmed."""
    runs: list[list[int]] = []
    for i in sorted(indices):
        if runs and (i == runs[-1][1] + 1 or all(doc[j].is_space for j in range(runs[-1][1] + 1, i))):
            runs[-1][1] = i
        else:
            runs.append([i, i])
    found = []
    for first, last in runs:
        span = trimmed(text_of(doc), (doc[first].idx, doc[last].idx + len(doc[last])))
        if span is not None:
            found.append(span)
    return found


def trimmed(text: str, span: Span) -> Span | None:
    """Without blanks and punctuation at the edges; None when nothing is left."""
    start, end = span
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return (start, end) if end > start else None


def merged(spans: Iterable[Span], text: str) -> list[Span]:
    """Overlapping spans, and spans with nothing but blanks between them, as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or not text[found[-1][1] : start].strip(" \n\t,")):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
