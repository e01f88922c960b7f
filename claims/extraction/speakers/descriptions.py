"""Definite descriptions: "the Russian leader", "the Kremlin spokesman", "Taiwan's foreign ministry"."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from claims.extraction.lexicon import government, words
from claims.extraction.speakers.gazetteer import places
from claims.extraction.speakers.mentions import Entity, Mentions
from claims.extraction.types import SpeakerKind


def by_role(
    tokens: list[Token], head: Token, mentions: Mentions, on: date | None
) -> tuple[Entity | None, str]:
    """Who holds the role: by the article's own words first, then by the known roles of that day."""
    before = [m for m in mentions.ordered if m.position < head.i]
    role = _role(tokens, head)
    country = _country(tokens)
    if country:
        held = mentions.gazetteer.in_role(role, country, on)
        named = [s for s in held if any(m.entity.known is s for m in mentions.ordered)]
        choice = named or held
        if len(choice) == 1:
            entity = mentions.find(choice[0].name) or Entity(choice[0].name, choice[0].kind, choice[0])
            return entity, f"held the role “{role}” ({country}) that day"
    for mention in reversed(before):
        if head.lemma_.lower() in mention.entity.roles and mention.entity.kind == SpeakerKind.PERSON:
            return mention.entity, f"introduced as “{head.lemma_.lower()}”"
    if not country and role in government("speaker_roles"):
        holders = [m.entity for m in before if m.entity.known is not None and _held_any(m.entity, role, on)]
        distinct = {entity.name: entity for entity in holders}
        if len(distinct) == 1:
            return next(iter(distinct.values())), f"the only “{role}” named in the article"
    return None, ""


def _role(tokens: list[Token], head: Token) -> str:
    """The longest known description that ends in the head: "prime minister"."""
    known = government("speaker_roles")
    text = [t.lower_ for t in tokens if t.i <= head.i]
    for length in (3, 2, 1):
        phrase = " ".join(text[-length:])
        if phrase in known:
            return phrase
    return head.lemma_.lower()


def _country(tokens: list[Token]) -> str:
    known = places()
    text = [t.lower_ for t in tokens]
    for i in range(len(text)):
        for length in (2, 1):
            found = known.get(" ".join(text[i : i + length]))
            if found:
                return found
    return ""


def _held_any(entity: Entity, role: str, on: date | None) -> bool:
    wanted = government("speaker_roles").get(role, frozenset())
    for held in entity.known.affiliations if entity.known else ():
        if held.role.lower().replace(" ", "-") in wanted:
            if (
                on is None
                or (held.start is None or held.start <= on)
                and (held.end is None or on <= held.end)
            ):
                return True
    return False


def kind_of(head: Token) -> SpeakerKind | None:
    """What sort of source a common noun is: collective, anonymous, a body; None for a single person."""
    lemma, word = head.lemma_.lower(), head.lower_
    if word in words("speaker_anonymous"):
        return SpeakerKind.ANONYMOUS
    if lemma in words("speaker_bodies"):
        return SpeakerKind.ORGANISATION
    if word in words("speaker_collective") or head.tag_ == "NNS":
        return SpeakerKind.COLLECTIVE
    return None
