"""Reading a source: which of its names speaks, and whose words "Ada's statement" are."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Span, Token

from claims.extraction.lexicon import words
from claims.extraction.speakers.gazetteer import is_name, places
from claims.extraction.speakers.mentions import Entity, Mentions
from claims.extraction.speakers.names import PARTICLES, POSSESSIVE, key_of, name_tokens, text_of
from claims.extraction.types import SpeakerKind

BEFORE_OTHERS = {"for", "of", "to", "by", "from", "with", "at", "in", "on", "and", "or", "about", "against"}


def named(span: Span, mentions: Mentions) -> tuple[Entity | None, tuple[str, ...], str]:
    """Who is named in the source: the entity, other possible names, and the name as it stands."""
    for candidate in _candidates(span, mentions):
        name = text_of(name_tokens(candidate))
        if not is_name(name):
            continue
        entity = mentions.find(name, candidate.start)
        others = mentions.sharing(name)
        if entity is not None:
            return _titled(entity, candidate, others, mentions)
        if others:
            entity = _by_title(candidate, others, mentions)
            return entity, () if entity else others, name
        known = mentions.gazetteer.named(name)
        if len(known) == 1:
            return Entity(known[0].name, known[0].kind, known[0], known[0].gender), (), name
        if len(known) > 1:
            return None, tuple(speaker.name for speaker in known), name
    return None, (), ""


def beside(span: Span, entity: Entity, mentions: Mentions) -> tuple[str, ...]:
    """Who speaks together with the entity: "Ada and Ben"."""
    heads = {t.i for t in span.root.conjuncts if span.start <= t.i < span.end and t.i > span.root.i}
    if not heads or span.root.pos_ != "PROPN":
        return ()
    first = bisect_left(mentions.positions, span.start)
    last = bisect_left(mentions.positions, span.end)
    found = mentions.ordered[first:last]
    others = [m.entity for m in found if m.entity is not entity and heads & set(range(m.position, m.end))]
    return tuple(other.name for other in others)


def _titled(
    entity: Entity, candidate: Span, others: tuple[str, ...], mentions: Mentions
) -> tuple[Entity | None, tuple[str, ...], str]:
    by_title = _by_title(candidate, others, mentions) if others else None
    chosen = by_title or entity
    return chosen, tuple(name for name in others if name != chosen.name), candidate.text


def _by_title(candidate: Span, names: tuple[str, ...], mentions: Mentions) -> Entity | None:
    """ "Mrs Miller" among two Millers."""
    near = {t.lower_ for t in candidate.doc[max(0, candidate.start - 2) : candidate.end]}
    wanted = (
        "f" if near & words("speaker_female_nouns") else "m" if near & words("speaker_male_nouns") else ""
    )
    found = {mentions.entities[key_of(name)] for name in names if key_of(name) in mentions.entities}
    fitting = [entity for entity in found if wanted and entity.gender == wanted]
    return fitting[0] if len(fitting) == 1 else None


def _candidates(span: Span, mentions: Mentions) -> list[Span]:
    """The parts of a source that may be the speaker's name, the likeliest first."""
    root = span.root
    people = [e for e in entities_in(span) if e.label_ == "PERSON" and not _belongs_to_others(e, span)]
    own = [e for e in entities_in(span) if e.start <= root.i < e.end and not _belongs_to_others(e, span)]
    chain = _capitals_up_to(root, span)
    beside = [
        root.doc[c.left_edge.i : c.i + 1] for c in root.children if c.dep_ == "appos" and c.pos_ == "PROPN"
    ]
    found = [*people, *own, *([chain] if chain else []), *beside, *_appositions_after(span)]
    first = [c for c in found if _is_person(c, mentions)]
    return [*first, *found]


def _is_person(candidate: Span, mentions: Mentions) -> bool:
    entity = mentions.find(text_of(name_tokens(candidate)), candidate.start)
    return entity is not None and entity.is_person


def _belongs_to_others(name: Span, span: Span) -> bool:
    """ "a lawyer for Ada", "Ada's lawyer": somebody else than Ada speaks."""
    if name.start > span.start and span.doc[name.start - 1].lower_ in BEFORE_OTHERS:
        return name.start > span.root.i
    following = span.doc[name.end : name.end + 1].text
    if following == "-":
        return True  # "Mum-of-three Ada Byron"
    possessive = following in POSSESSIVE or name[-1].text in POSSESSIVE
    return possessive and name.end < span.end and name.root != span.root


def _capitals_up_to(root: Token, span: Span) -> Span | None:
    """The capitalised run that ends in the head: a name that the model missed."""
    if not root.text[:1].isupper():
        return None
    start = root.i
    while start > span.start:
        token = root.doc[start - 1]
        particle = token.lower_ in PARTICLES and start - 1 > span.start
        if not particle and (not token.text[:1].isupper() or token.lower_ in words("speaker_titles")):
            break
        start -= 1
    return Span(root.doc, start, root.i + 1, label="PERSON")


def _appositions_after(span: Span) -> list[Span]:
    """ "the coach, Ada Byron, said": the name stands behind the comma."""
    doc = span.doc
    proper = span.root.pos_ == "PROPN" and span.root.lower_ not in words("speaker_titles")
    if proper or span.end + 1 >= len(doc) or doc[span.end].text != ",":
        return []
    return [
        e
        for e in entities_in(doc[span.end + 1 : span.end + 5])
        if e.label_ == "PERSON" and e.start == span.end + 1
    ]


def unnamed_person(span: Span) -> Entity | None:
    """A capitalised head that no list knows: it is a name all the same, as it stands."""
    chain = _capitals_up_to(span.root, span)
    if chain is None or span.root.pos_ != "PROPN":
        return None
    if span[0].pos_ == "DET" and span.root.lower_ in words("speaker_titles"):
        return None  # "the Texas Republican"
    name = text_of(name_tokens(chain))
    if not is_name(name):
        return None
    if key_of(name) in places():  # "Downing Street"
        return Entity(name, SpeakerKind.GOVERNMENT)
    return Entity(name, SpeakerKind.ORGANISATION if name.isupper() else SpeakerKind.PERSON)


def possessor(span: Span) -> Span | None:
    """The owner in "her first reaction", "Ada's report": whose words they are."""
    root = span.root
    if not {root.lemma_.lower(), root.lower_} & words("speaker_possessions"):
        return None
    for child in root.children:
        if child.dep_ == "poss":
            return root.doc[child.left_edge.i : child.i + 1]
    for name in entities_in(span):  # "a Pew Research Center survey"
        if name.end == root.i and name.label_ in {"ORG", "PERSON"}:
            return root.doc[name.start : name.end]
    for preposition in root.children:
        if preposition.i == root.i + 1 and preposition.lower_ in {"of", "by", "from"}:
            owner = next((c for c in preposition.children if c.dep_ == "pobj"), None)
            if owner is not None and owner.pos_ in {"PROPN", "PRON"}:
                return root.doc[preposition.i + 1 : max(owner.i + 1, owner.right_edge.i + 1)]
    return None


def entities_in(span: Span) -> list[Span]:
    """The named entities that lie inside. `span.ents` reads the whole document each time."""
    found, doc, number = [], span.doc, span.start
    while number < span.end:
        end = number + 1
        if doc[number].ent_iob_ == "B":
            while end < len(doc) and doc[end].ent_iob_ == "I":
                end += 1
            if end <= span.end:
                found.append(Span(doc, number, end, label=doc[number].ent_type))
        number = end
    return found
