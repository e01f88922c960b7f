"""The people and bodies that an article names, where, and with what in front: one pass a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from spacy.tokens import Doc, Span, Token

from claims.extraction.lexicon import words
from claims.extraction.speakers.gazetteer import Gazetteer, gender_of, normal
from claims.extraction.types import KnownSpeaker, SpeakerKind

PARTICLES = {"de", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "da", "di", "du", "dos", "ibn"}
JOINING = PARTICLES | {"of", "for", "and", "the"}
FEMALE_TITLES = {
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "miss",
    "dame",
    "lady",
    "queen",
    "princess",
    "congresswoman",
    "chairwoman",
    "spokeswoman",
    "councilwoman",
}
MALE_TITLES = {
    "mr",
    "mr.",
    "sir",
    "lord",
    "king",
    "prince",
    "congressman",
    "chairman",
    "spokesman",
    "councilman",
}
BODIES = {"ORG", "GPE", "NORP", "FAC"}


@dataclass
class Entity:
    """One person or body of the article, under its fullest name."""

    name: str
    kind: SpeakerKind
    known: KnownSpeaker | None = None
    gender: str = ""
    roles: set[str] = field(default_factory=set)  # "spokesperson", "mayor": as the article says


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is named."""

    entity: Entity
    position: int  # index of its first token
    is_subject: bool


class Mentions:
    """All named entities of a document, in order."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc, self.gazetteer = doc, gazetteer
        self.entities: dict[str, Entity] = {}
        self.by_last: dict[str, list[Entity]] = defaultdict(list)
        self.bodies: dict[str, list[Entity]] = defaultdict(list)  # by first and by last word
        self.counts: Counter[str] = Counter()
        self.ambiguous: dict[str, tuple[str, ...]] = {}
        self.ordered: list[Mention] = []
        self.principal: Entity | None = None  # whoever is interviewed
        spans = name_spans(doc, gazetteer)
        for span in sorted(spans, key=lambda s: -len(name_tokens(s))):
            self._enter(span)
        for span in sorted(spans, key=lambda s: s.start):
            entity = self.find(text_of(name_tokens(span)), span.label_)
            if entity is not None:
                self._note(span, entity)
        self.positions = [mention.position for mention in self.ordered]

    def _enter(self, span: Span) -> None:
        tokens = name_tokens(span)
        name = text_of(tokens)
        if not name or self.find(name, span.label_) is not None:
            return
        known = self._known(name)
        is_person = known.kind == SpeakerKind.PERSON if known else span.label_ == "PERSON"
        if known is None and not is_person and span.label_ not in BODIES:
            return
        kind = known.kind if known else SpeakerKind.PERSON if is_person else SpeakerKind.ORGANISATION
        gender = known.gender if known else gender_of(tokens[0].text) if is_person and len(tokens) > 1 else ""
        entity = Entity(known.name if known else name, kind, known, gender)
        entity = self.entities.setdefault(normal(entity.name), entity)
        self.entities[normal(name)] = entity
        if not is_person:
            parts = normal(name).split()
            for word in {parts[0], parts[-1]}:
                if all(other is not entity for other in self.bodies[word]):
                    self.bodies[word].append(entity)
        if is_person:
            last = normal(name).split()[-1]
            if all(other is not entity for other in self.by_last[last]):
                self.by_last[last].append(entity)

    def _known(self, name: str) -> KnownSpeaker | None:
        named = self.gazetteer.named(name)
        return named[0] if len(named) == 1 else None

    def find(self, name: str, label: str = "") -> Entity | None:
        """The entity of this name: in full, else by its last word when only one person has it."""
        key = normal(name)
        if not key:
            return None
        exact = self.entities.get(key)
        same_last = self.by_last.get(key, [])
        if exact is not None and len(same_last) < 2:
            return exact
        if len(same_last) == 1:
            return same_last[0]
        if len(same_last) > 1:
            self.ambiguous[key] = tuple(entity.name for entity in same_last)
            return None
        parts = key.split()
        if len(parts) == 1 and len(self.bodies.get(key, [])) == 1:
            return self.bodies[key][0]
        if len(parts) > 1 and parts[0] not in PARTICLES:
            for entity in self.by_last.get(parts[-1], []):
                if _same_first(normal(entity.name).split()[0], parts[0]):
                    return entity
        return None

    def _note(self, span: Span, entity: Entity) -> None:
        root = span.root
        self.counts[entity.name] += 1
        self.ordered.append(Mention(entity, span.start, root.dep_ in {"nsubj", "nsubjpass"}))
        before = [t.lower_ for t in span.doc[max(0, span.start - 3) : span.start]]
        inside = [t.lower_ for t in span]
        if not entity.gender and entity.kind == SpeakerKind.PERSON:
            titles = {*before, *inside}
            entity.gender = "f" if titles & FEMALE_TITLES else "m" if titles & MALE_TITLES else ""
        entity.roles |= {
            t.lemma_.lower() for t in root.children if t.dep_ in {"compound", "appos"} and t.i != root.i
        }
        if root.dep_ == "appos":
            entity.roles.add(root.head.lemma_.lower())


def _same_first(a: str, b: str) -> bool:
    return (
        a == b
        or len(a) == 1
        and b.startswith(a)
        or len(b) == 1
        and a.startswith(b)
        or (
            min(len(a), len(b)) >= 3
            and (a.startswith(b) or b.startswith(a) or SequenceMatcher(None, a, b).ratio() >= 0.8)
        )
    )


def name_spans(doc: Doc, gazetteer: Gazetteer) -> list[Span]:
    """Names: the parser's entities, and known names that it missed."""
    found: dict[int, Span] = {}
    taken: set[int] = set()
    for ent in doc.ents:
        if ent.label_ in {"PERSON", *BODIES}:
            found[ent.start] = ent
            taken |= set(range(ent.start, ent.end))
    for token in doc:
        # A surname that everybody knows, which the model left out or took for something else.
        if token.i not in taken and token.text[:1].isupper() and gazetteer.named(token.text):
            found[token.i] = Span(doc, token.i, token.i + 1, label="PERSON")
    return list(found.values())


def name_tokens(span: Span) -> list[Token]:
    """The tokens of the name itself: titles, possessives and articles taken off."""
    titles = words("speaker_titles")
    tokens = [t for t in span if not t.is_space]
    while tokens and (tokens[-1].lower_ in {"'s", "’s", "'", "’"} or tokens[-1].is_punct):
        tokens.pop()
    cut = next(
        (i for i, t in enumerate(tokens) if i and t.text[:1].islower() and t.lower_ not in JOINING),
        len(tokens),
    )
    tokens = tokens[:cut]
    while len(tokens) > 1 and (
        tokens[0].lower_ in titles or tokens[0].lower_ in {"the", "a", "an"} or tokens[0].is_punct
    ):
        tokens.pop(0)
    return tokens


def text_of(tokens: list[Token]) -> str:
    """The words as they stand in the text, blanks made single."""
    if not tokens:
        return ""
    return " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split())
