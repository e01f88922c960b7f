"""Reporting nouns: "his claim that …", "a warning that …", "the promise to …", "criticism of …".

The source is the possessor, an "of"/"by"/"from" phrase, or the subject of a light verb
("made a promise to …", "expressed hope that …").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extraction.attribution.spans import Cue, child, noun_phrase, subtree
from claims.extraction.attribution.subjects import source_of
from claims.extraction.lexicon import government

LIGHT = {
    "make",
    "give",
    "express",
    "have",
    "issue",
    "voice",
    "offer",
    "repeat",
    "deliver",
    "hold",
    "share",
    "renew",
    "release",
    "raise",
    "announce",
    "drop",
    "abandon",
    "withdraw",
    "take",
    "keep",
    "break",
    "promote",
    "spread",
    "push",
    "peddle",
    "float",
    "circulate",
    "reject",
    "dismiss",
    "debunk",
}


def find(doc: Doc) -> Iterator[Cue]:
    """One cue a reporting noun that governs something."""
    nouns = government("cue_nouns")
    for noun in doc:
        if noun.pos_ != "NOUN":
            continue
        governed = nouns.get(noun.lemma_.lower())
        if governed is None:
            continue
        content, words = _complement(noun, governed)
        if content:
            source = _source(noun)
            if source or ("owned" not in governed and _clausal(noun)):
                yield Cue(noun, [noun, *words], source, content, "noun")


def _clausal(noun: Token) -> bool:
    return any(c.dep_ in {"acl", "ccomp"} and _that(c) for c in noun.children)


def _that(clause: Token) -> bool:
    """ "the claim that crime doubled", which the parser often takes for "the claim that Ada made"."""
    that = next((c for c in clause.children if c.lower_ == "that" and c.i < clause.i), None)
    if that is None:
        return False
    made = clause.lemma_.lower() in LIGHT and not any(c.dep_ == "dobj" and c != that for c in clause.children)
    if made or that.dep_ == "mark":
        return not made
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > that.i for c in clause.children)


def _complement(noun: Token, governed: frozenset[str]) -> tuple[set[int], list[Token]]:
    for below in noun.children:
        if below.i < noun.i:
            continue
        if "clause" in governed and (
            (below.dep_ in {"acl", "ccomp"} and (_that(below) or below.dep_ == "ccomp"))
            or (below.dep_ == "relcl" and _that(below))
        ):
            return subtree(below), []
        if (
            "infinitive" in governed
            and below.dep_ in {"acl", "xcomp"}
            and any(c.tag_ == "TO" for c in below.children)
        ):
            return subtree(below), []
    if "clause" in governed and noun.dep_ == "dobj" and noun.head.lemma_.lower() in LIGHT:
        for below in noun.head.children:  # "made a promise on Monday that …"
            if below.dep_ == "ccomp" and below.i > noun.i and _that(below):
                return subtree(below), []
    if _source(noun):
        for below in noun.children:
            if below.dep_ == "prep" and below.lower_ in governed:
                return subtree(below) - {below.i}, [below]
    return set(), []


def _source(noun: Token) -> list[Token]:
    owner = child(noun, "poss")
    if owner is not None:
        return [token for token in noun_phrase(owner) if token.dep_ != "case"]
    for below in noun.children:
        if below.dep_ == "prep" and below.lower_ in {"by", "from"}:
            whom = child(below, "pobj")
            if whom is not None:
                return noun_phrase(whom)
    verb = noun.head
    if noun.dep_ == "dobj" and verb.pos_ == "VERB" and verb.lemma_.lower() in LIGHT:
        return source_of(verb)
    if noun.dep_ == "pobj" and verb.dep_ == "prep" and verb.head.pos_ == "VERB":
        return source_of(verb.head) if verb.lower_ in {"with", "in"} else []
    return []
