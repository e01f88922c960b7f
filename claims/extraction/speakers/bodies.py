"""Bodies by a common noun: "Taiwan's foreign ministry" by itself, "the ministry" the one named before."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Span

from claims.extraction.speakers.gazetteer import places
from claims.extraction.speakers.mentions import Entity, Mentions
from claims.extraction.speakers.names import key_of
from claims.extraction.types import SpeakerKind

BACK = 200  # mentions that are looked back upon
ANY_BODY = dict.fromkeys(
    ("company", "organisation", "organization", "firm", "group", "body", "newspaper", "network", "team"),
    SpeakerKind.ORGANISATION,
) | dict.fromkeys(("city", "town", "state", "province", "county"), SpeakerKind.GOVERNMENT)


def body_named_by(span: Span, mentions: Mentions, last: Entity | None) -> tuple[Entity | None, float, str]:
    """The body that a noun phrase means, the confidence, and how."""
    text = " ".join(span.text.split())
    known = mentions.gazetteer.named(text)
    if len(known) == 1:
        return Entity(known[0].name, known[0].kind, known[0]), 0.95, "a known body"
    named_before = _named_before(span, mentions, last)
    if named_before is not None:
        return named_before, 0.75, "named before"
    others = [token for token in span if token != span.root]
    if any(token.pos_ == "PROPN" or key_of(token.text) in places() for token in others):
        name = text.removeprefix("the ").removeprefix("The ")
        entity = mentions.find(name) or Entity(name, SpeakerKind.ORGANISATION)
        return entity, 0.8, "a body described in the text"
    return None, 0.0, ""


def _named_before(span: Span, mentions: Mentions, last: Entity | None) -> Entity | None:
    """ "the ministry": the last body whose name holds the noun; "the company": the last body."""
    head = span.root
    if len([t for t in span if t.pos_ not in {"DET", "SPACE"}]) > 1:
        return None
    lemma = head.lemma_.lower()
    if last is not None and key_of(lemma) in key_of(last.name).split():
        return last
    end = bisect_left(mentions.positions, span.start)
    for mention in reversed(mentions.ordered[max(0, end - BACK) : end]):
        entity = mention.entity
        if entity.kind == SpeakerKind.PERSON:
            continue
        if key_of(lemma) in key_of(entity.name).split():
            return entity
        wanted = ANY_BODY.get(lemma)
        if entity.kind == wanted and entity.name not in places().values():
            return entity
        if lemma in {"country", "nation"} and entity.name in places().values():
            return entity
    return None
