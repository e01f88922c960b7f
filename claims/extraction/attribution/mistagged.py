"""Verbs of saying before a quotation that the tagger takes for plural nouns: "The Ministry of Works notes: “…”".

Serves quotations that are announced by a body of many words, where no other verb is left to report.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extraction.attribution.spans import Cue
from claims.extraction.attribution.subjects import NAMING
from claims.extraction.attribution.verbs import SPEAKS
from claims.extraction.lexicon import government


def find(doc: Doc) -> Iterator[Cue]:
    """One cue a word between a name and the mark of a quotation."""
    verbs = government("cue_verbs")
    for token in doc[1:-2]:
        if token.tag_ != "NNS" or not SPEAKS & verbs.get(token.lemma_.lower(), frozenset()):
            continue
        if not _announces(token) or token.nbor(-1).pos_ not in NAMING:
            continue
        top = token
        while top.head.i < top.i:
            top = top.head
        if top.pos_ in NAMING:
            yield Cue(token, [token], list(doc[top.left_edge.i : token.i]), set(), "verb", True)


def _announces(token: Token) -> bool:
    if token.nbor().text not in {",", ":"}:
        return False
    after = next((t for t in token.doc[token.i + 2 : token.i + 4] if not t.is_space), token)
    return after.is_quote
