"""A pronoun that begins reported speech: "Ada said she …" means Ada, unless the sentence names somebody else."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Token

from claims.extraction.speakers.mentions import Entity, Mentions
from claims.extraction.speakers.pronouns import IT, fits

OBJECTS = {"dobj", "dative", "pobj"}
NO_ONE = {"GPE", "LOC", "DATE", "TIME"}  # "said in Ohio on Friday that she …"
WITHOUT_SUBJECT = {"seem", "appear", "happen", "turn", "take", "cost", "rain", "snow", "matter", "help"}


def is_empty(token: Token) -> bool:
    """ "It is clear that …", "it was expected that …", "it takes": nobody is meant."""
    verb = token.head
    if token.lower_ not in IT:
        return False
    judged = verb.lemma_ == "be" and any(c.dep_ in {"acomp", "attr", "prep"} for c in verb.children)
    return token.dep_ != "nsubj" or judged or verb.lemma_ in WITHOUT_SUBJECT


def nobody_else(token: Token, speaker: Entity, mentions: Mentions) -> bool:
    """Does the sentence name nobody but the speaker before the pronoun whom it could mean?"""
    start = token.sent.start
    first, end = bisect_left(mentions.positions, start), bisect_left(mentions.positions, token.i)
    named = mentions.ordered[first:end]
    if any(m.entity is not speaker and fits(m.entity, token.lower_) for m in named):
        return False
    inside = {i for m in named for i in range(m.position, m.end)}
    return not any(
        other.dep_ in OBJECTS and other.ent_type_ not in NO_ONE and other.i not in inside
        for other in token.doc[start : token.i]
    )
