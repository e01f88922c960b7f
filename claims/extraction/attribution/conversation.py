"""What people in a conversation say of themselves: "I know that …", "I'm sure …", "do you suppose …".

Serves interviews, hearings and speeches. In an article's own words somebody who "knows" reports nothing,
so that only "I", "we" and "you" outside quotation marks count.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extraction.attribution.spans import Cue, child, subtree
from claims.extraction.attribution.verbs import auxiliaries
from claims.extraction.language import text_of
from claims.extraction.lexicon import words
from claims.extraction.quotes import find_quotations

THEMSELVES = {"i", "we", "you"}


def find(doc: Doc) -> Iterator[Cue]:
    """One cue a verb or adjective that governs a clause."""
    verbs, adjectives = words("cue_own_verbs"), words("cue_own_adjectives")
    for token in _outside_quotations(doc):
        if token.lemma_.lower() in verbs and token.pos_ == "VERB":
            subject = child(token, "nsubj")
        elif token.lower_ in adjectives and token.dep_ == "acomp":
            subject = child(token.head, "nsubj")
        else:
            continue
        clause = child(token, "ccomp")
        if subject is None or clause is None or subject.lower_ not in THEMSELVES:
            continue
        yield Cue(token, [*auxiliaries(token), token], [subject], subtree(clause), "conversation")


def _outside_quotations(doc: Doc) -> Iterator[Token]:
    quotations = find_quotations(text_of(doc))
    at = 0
    for token in doc:
        while at < len(quotations) and quotations[at].end <= token.idx:
            at += 1
        if at == len(quotations) or not quotations[at].covers(token.idx):
            yield token
