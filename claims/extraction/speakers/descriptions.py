"""Definite descriptions: "the Russian leader", "the Kremlin spokesman", "the former president"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Token

from claims.extraction.lexicon import government, words
from claims.extraction.speakers.bodies import ANY_BODY
from claims.extraction.speakers.gazetteer import had_role, has_role, places
from claims.extraction.speakers.mentions import SUBJECTS, Entity, Mention, Mentions
from claims.extraction.speakers.names import key_of
from claims.extraction.types import KnownSpeaker, SpeakerKind

FORMER = {"former", "ex", "then"}
INCOMING = {"incoming", "next"}
INDEFINITE = {"a", "an", "one", "another", "some", "any", "no", "every", "each"}
BACK, AHEAD = 400, 100  # mentions that are looked through for an introduction


def by_role(
    tokens: Sequence[Token], head: Token, mentions: Mentions, on: date | None
) -> tuple[Entity | None, tuple[str, ...], str]:
    """Who is meant: by a role held that day in that country, else as the article introduced them.

    Returns the entity, other possible names, and how it was found.
    """
    if tokens[0].lower_ in INDEFINITE:
        return None, (), "somebody not named before"
    role, country = role_of(tokens, head, mentions.gazetteer.roles), country_of(tokens)
    former = bool({t.lower_ for t in tokens} & FORMER)
    if role == "president" and {t.lower_ for t in tokens} & INCOMING:
        role = "president-elect"
    if country:
        held = _holders(role, country, former, mentions, on)
        named = [s for s in held if any(e.known is s for e in mentions.counts)]
        choice = named or held
        if len(choice) == 1:
            return known_entity(choice[0], mentions), (), f"held the role “{role}” ({country}) that day"
        if choice:
            return None, tuple(s.name for s in choice), f"several held the role “{role}” ({country})"
    introduced = _introduced(role, head, country, former, mentions)
    if introduced is not None:
        return introduced, (), f"introduced as “{role}”"
    if country or role not in government("speaker_roles"):
        return None, (), ""
    entity, others, how = _only_holder(role, former, head, mentions, on)
    if entity is None and not others and not former:
        held = mentions.gazetteer.in_role(role, "", on)
        if len(held) == 1:
            return known_entity(held[0], mentions), (), f"the only “{role}” known on that day"
    return entity, others, how


def mentioned(mentions: Mentions, on: date | None) -> Iterator[Mention]:
    """Where people are described rather than named, as the subject of a clause: "the chancellor laughed"."""
    roles = {role for entity in mentions.counts if entity.is_person for role in entity.roles}
    named = {i for mention in mentions.ordered for i in range(mention.position, mention.end)}
    for token in mentions.doc:
        if token.lemma_.lower() not in roles or token.dep_ not in SUBJECTS or token.tag_ != "NN":
            continue
        span = mentions.doc[token.left_edge.i : token.i + 1]
        if span[0].lower_ != "the" or len(span) > 5 or any(t.i in named for t in span):
            continue
        entity, _, _ = by_role(list(span), token, mentions, on)
        if entity is not None:
            yield Mention(entity, span.start, span.end, is_subject=True, is_possessor=False)


def _holders(
    role: str, country: str, former: bool, mentions: Mentions, on: date | None
) -> list[KnownSpeaker]:
    if former:
        return [s for s in mentions.gazetteer.speakers if had_role(s, role, country, on)]
    return mentions.gazetteer.in_role(role, country, on)


def known_entity(known: KnownSpeaker, mentions: Mentions) -> Entity:
    """The entity of a known speaker, whether the article names it or not."""
    entity = mentions.entities.get(key_of(known.name))
    return entity if entity is not None else Entity(known.name, known.kind, known, known.gender)


def _introduced(role: str, head: Token, country: str, former: bool, mentions: Mentions) -> Entity | None:
    """The last person whom the article introduced with that noun, else the first one after."""
    nouns = {role.rsplit(maxsplit=1)[-1], head.lower_, head.lemma_.lower(), _neutral(role)}
    at = bisect_left(mentions.positions, head.i)
    before = mentions.ordered[max(0, at - BACK) : at]
    after = mentions.ordered[at : at + AHEAD]
    for entity in (mention.entity for mention in (*reversed(before), *after)):
        elsewhere = country and country not in entity.places
        gone = former and not entity.roles & FORMER
        if (
            entity.is_person
            and not elsewhere
            and not gone
            and any(_neutral(r) in nouns for r in entity.roles)
        ):
            return entity
    return None


def _neutral(role: str) -> str:
    for ending in ("woman", "man"):
        if role.endswith(ending) and len(role) > len(ending) + 2:
            return role.removesuffix(ending) + "person"
    return role


def _only_holder(
    role: str, former: bool, head: Token, mentions: Mentions, on: date | None
) -> tuple[Entity | None, tuple[str, ...], str]:
    holders: dict[str, Entity] = {}
    for mention in mentions.ordered:
        known = mention.entity.known
        if known is None:
            continue
        if had_role(known, role, "", on) if former else has_role(known, role, on):
            holders[known.key] = mention.entity
    names = tuple(entity.name for entity in holders.values())
    if len(names) == 1:
        return next(iter(holders.values())), (), f"the only “{role}” named in the article"
    return None, names, f"several in the article hold the role “{role}”" if names else ""


def role_of(tokens: Sequence[Token], head: Token, held: frozenset[str]) -> str:
    """The longest known description around the head: "prime minister", "secretary of state", "president-elect"."""
    known = held | government("speaker_roles").keys()
    text = [t.lower_ for t in tokens]
    at = next((i for i, t in enumerate(tokens) if t.i == head.i), len(text) - 1)
    for end in range(min(len(text), at + 5), at, -1):
        for start in range(max(0, end - 6), at + 1):
            phrase = " ".join(text[start:end]).replace(" - ", "-")
            if phrase in known:
                return phrase
    return head.lemma_.lower()


def country_of(tokens: Sequence[Token]) -> str:
    """The country of a description: "Russia's President", "the Kremlin spokesman"."""
    known = places()
    text = [key_of(t.text) for t in tokens]
    for i in range(len(text)):
        for length in (2, 1):
            found = known.get(" ".join(text[i : i + length]))
            if found:
                return found
    return ""


def kind_of(head: Token) -> SpeakerKind | None:
    """What sort of source a common noun is: collective, anonymous, a body; None for a single person."""
    lemma, word = head.lemma_.lower(), head.lower_
    if word in words("speaker_anonymous"):
        return SpeakerKind.ANONYMOUS
    if lemma in words("speaker_bodies") or lemma in ANY_BODY or lemma in {"country", "nation"}:
        several = head.tag_ in {"NNS", "NNPS"} and lemma != word
        return SpeakerKind.COLLECTIVE if several else SpeakerKind.ORGANISATION
    people = head.tag_ == "NNPS" and head.ent_type_ == "NORP"  # "Americans"
    if word in words("speaker_collective") or head.tag_ in {"NNS", "CD"} or people:
        return SpeakerKind.COLLECTIVE
    return None
