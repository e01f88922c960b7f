"""The grammatical form of a content: a clause, an infinitive, or a phrase that states nothing alone."""

from __future__ import annotations

from enum import Enum

from spacy.tokens import Doc, Span, Token

from claims.extraction.types import Span as Characters


class Form(Enum):
    """ "that the war will end"; "to end the war"; "the end of the war"."""

    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    PHRASE = "phrase"


def tokens_of(doc: Doc, spans: tuple[Characters, ...]) -> Span | None:
    """The tokens from the first character of the spans to the last; None where there are none."""
    return doc.char_span(spans[0][0], spans[-1][1], alignment_mode="expand")


def heads(content: Span) -> list[Token]:
    """The tokens of the content that hang on something outside it, or on nothing."""
    inside = range(content.start, content.end)
    return [token for token in content if token.head.i not in inside or token.head.i == token.i]


def form_of(content: Span) -> Form:
    """By its first head that is a verb, else a phrase."""
    for head in heads(content):
        if head.pos_ in {"VERB", "AUX"} or head.dep_ == "ccomp":
            if any(c.tag_ == "TO" and c.i >= content.start for c in head.children):
                return Form.INFINITIVE
            if head.tag_ != "VBG" or any(c.dep_ in {"aux", "nsubj"} for c in head.children):
                return Form.CLAUSE
    return Form.PHRASE


def describes(content: Span) -> bool:
    """Is it "China as an ally", "him a liar": something said of something without a verb?"""
    return any(head.lower_ == "as" or head.dep_ in {"oprd", "xcomp"} for head in heads(content))
