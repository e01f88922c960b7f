"""The people and bodies that an article names, where, and with what beside them: one pass a document.

Small models take "Trump" for a body and "Paris" for a city, so that what a name stands for is decided
for the whole article: by the known speakers, by the fullest form, and by the majority of the labels.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from claims.extraction.language import text_of
from claims.extraction.lexicon import government, words
from claims.extraction.quotes import find_quotations
from claims.extraction.speakers import gender
from claims.extraction.speakers.finding import BODIES, Name, find_names
from claims.extraction.speakers.gazetteer import Gazetteer, places
from claims.extraction.speakers.inside import tokens_inside
from claims.extraction.speakers.names import initials, key_of, lowered, misspelt, same_first, surname_of
from claims.extraction.types import KnownSpeaker, SpeakerKind

PLACES = {"GPE", "LOC"}
ABBREVIATED = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "prof": "professor",
    "dr": "doctor",
    "capt": "captain",
    "col": "colonel",
    "sgt": "sergeant",
    "lt": "lieutenant",
}
SUBJECTS = {"nsubj", "nsubjpass"}
AT_PLACES = {"in", "from", "to", "at", "near", "outside", "through", "across"}


@dataclass(eq=False)
class Entity:
    """One person or body of the article, under its fullest name."""

    name: str
    kind: SpeakerKind
    known: KnownSpeaker | None = None
    gender: str = ""
    roles: set[str] = field(default_factory=set)  # "spokesperson", "mayor": as the article says
    places: set[str] = field(default_factory=set)  # countries named beside it
    first: int = 0  # token of the first mention

    @property
    def is_person(self) -> bool:
        """A human being."""
        return self.kind == SpeakerKind.PERSON


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is named."""

    entity: Entity
    position: int  # index of its first token
    end: int
    is_subject: bool
    is_possessor: bool


class Mentions:
    """All named entities of a document, in order."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc, self.gazetteer = doc, gazetteer
        self.text = text_of(doc)
        self.quoted = tokens_inside(doc, ((q.start, q.end) for q in find_quotations(self.text)))
        self.entities: dict[str, Entity] = {}
        self.by_last: dict[str, list[Entity]] = defaultdict(list)
        self.by_first: dict[str, list[Entity]] = defaultdict(list)
        self.bodies: dict[str, list[Entity]] = defaultdict(list)  # by first and by last word
        self.counts: Counter[Entity] = Counter()
        self.ordered: list[Mention] = []
        names = find_names(doc, gazetteer)
        self.labels: dict[str, Counter[str]] = defaultdict(Counter)
        for name in names:
            self.labels[name.key][name.span.label_] += 1
        self.human = {name.key for name in names if _speaks_as_person(name)} | self._meant_by_he_or_she(names)
        for name in sorted(names, key=lambda n: (-len(n.tokens), n.span.start)):
            self._enter(name)
        for name in sorted(names, key=lambda n: n.span.start):
            self._note(name)
        self.positions = [mention.position for mention in self.ordered]
        self._learn_genders()

    def _enter(self, name: Name) -> None:
        if self.find(name.text) is not None or (len(name.tokens) == 1 and self.sharing(name.text)):
            return
        known = self._known(name.text)
        is_person = known.kind == SpeakerKind.PERSON if known else self._is_person(name)
        label = name.span.label_
        if known is None and not is_person and label not in BODIES:
            return
        shown = known.name if known else lowered(name.text) if is_person else name.text
        entity = Entity(shown, _kind(known, is_person, label), known)
        entity.first = name.span.start
        if is_person:
            entity.gender = known.gender if known else gender.of_first_name(name.tokens[0].text)
        entity = self.entities.setdefault(key_of(entity.name), entity)
        self.entities[name.key] = entity
        self._index(entity, name.key)

    def _index(self, entity: Entity, key: str) -> None:
        parts = key.split()
        if entity.is_person:
            _add(self.by_last[surname_of(key)], entity)
            if len(parts) > 1:
                _add(self.by_first[parts[0]], entity)
            return
        for word in {parts[0], parts[-1], initials(entity.name)}:
            _add(self.bodies[word], entity)

    def _known(self, name: str) -> KnownSpeaker | None:
        named = self.gazetteer.named(name)
        return named[0] if len(named) == 1 else None

    def _is_person(self, name: Name) -> bool:
        """By the labels of the whole article, a first name, or a title or noun in front."""
        votes = self.labels[name.key] + self.labels.get(surname_of(name.key), Counter())
        if name.key in places() or any(character.isdigit() for character in name.text):
            return False
        if len(name.tokens) > 1 and gender.of_first_name(name.tokens[0].text):
            return "of" not in name.text.split()
        if name.key in self.human:
            return True
        if votes["PERSON"] * 2 >= sum(votes.values()):
            return True
        return _has_title(name)

    def find(self, name: str, at: int | None = None) -> Entity | None:
        """The entity of this name: in full, else by its last or first word when only one has it.

        With `at`, a token, a surname of two people means the one who alone was named before.
        """
        key = key_of(name)
        if not key:
            return None
        sharing = self._sharing(key)
        if len(sharing) > 1:
            return self._one_of(sharing, key, at)
        if key in self.entities:
            return self.entities[key]
        if sharing:
            return sharing[0]
        parts = key.split()
        return self._by_first(key) if len(parts) == 1 else self._by_parts(parts)

    def _one_of(self, sharing: list[Entity], key: str, at: int | None) -> Entity | None:
        known = [e for e in sharing if e.known and any(key_of(a) == key for a in e.known.aliases)]
        if len(known) == 1:
            return known[0]
        if at is not None:
            before = [entity for entity in sharing if entity.first < at]
            if len(before) == 1:
                return before[0]
        return None

    def _by_first(self, key: str) -> Entity | None:
        for index in (self.by_first, self.bodies):
            if len(index.get(key, [])) == 1:
                return index[key][0]
        close = [e for last, found in self.by_last.items() if misspelt(last, key) for e in found]
        return close[0] if len(close) == 1 else None

    def _by_parts(self, parts: list[str]) -> Entity | None:
        last = surname_of(" ".join(parts))
        for entity in self.by_last.get(last, []):
            own = key_of(entity.name).split()
            if len(own) > 1 and same_first(own[0], parts[0]):
                return entity
        reversed_ = self.entities.get(" ".join([*parts[1:], parts[0]]))  # Higuchi Ichiyō
        return reversed_ if reversed_ is not None and reversed_.is_person else None

    def sharing(self, name: str) -> tuple[str, ...]:
        """The people who share this surname, or this first name, if there are several."""
        found = self._sharing(key_of(name))
        return tuple(entity.name for entity in found) if len(found) > 1 else ()

    def _sharing(self, key: str) -> list[Entity]:
        return self.by_last.get(key) or self.by_first.get(key, [])

    def _note(self, name: Name) -> None:
        span = name.span
        entity = self.find(name.text, span.start)
        if entity is None or _is_place_adverbial(name, entity):
            return
        root = span.root
        self.counts[entity] += 1
        entity.first = min(entity.first, span.start)
        possessor = root.dep_ == "poss"
        self.ordered.append(Mention(entity, span.start, span.end, root.dep_ in SUBJECTS, possessor))
        beside = set(words_beside(span))
        if entity.is_person and not entity.gender:
            entity.gender = gender.of_words(set(words_beside(span, strict=True)))
        entity.roles |= beside
        entity.places |= {places()[word] for word in beside if word in places()}

    def _meant_by_he_or_she(self, names: list[Name]) -> set[str]:
        """Names that the model takes for bodies, but that "he" or "she" follows twice."""
        ordered = sorted(names, key=lambda name: name.span.start)
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for pronoun, index in gender.following(
            self.doc, self.quoted, [(n.span.start, n.span.end) for n in ordered]
        ):
            name = ordered[index]
            alone = index == 0 or ordered[index - 1].span.label_ != "PERSON" or len(name.tokens) > 1
            if name.span.root.dep_ in SUBJECTS and alone:
                votes[name.key][pronoun] += 1
        return {key for key, cast in votes.items() if gender.elected(cast, "")}

    def _learn_genders(self) -> None:
        """Who is not known to be a man or a woman, by the "he" or "she" that follow the name."""
        unknown = [m for m in self.ordered if m.entity.is_person]
        votes: dict[Entity, Counter[str]] = defaultdict(Counter)
        for pronoun, mention in gender.following(
            self.doc, self.quoted, [(m.position, m.end) for m in unknown]
        ):
            votes[unknown[mention].entity][pronoun] += 1
        for entity, cast in votes.items():
            if entity.known is None:
                entity.gender = gender.elected(cast, entity.gender)

    def people(self) -> Iterator[Entity]:
        """The people, in order of mention, as often as they are named."""
        return (mention.entity for mention in self.ordered if mention.entity.is_person)


def words_beside(span: Span, *, strict: bool = False) -> Iterator[str]:
    """Lemmas of what introduces a name: titles, adjectives, appositions and "is a" nouns.

    `strict` leaves out what may describe somebody else: "the brother of Ada", "her brother's friend Ada".
    """
    doc, root = span.doc, span.root
    allowed = {"NOUN", "PROPN", "ADJ"} if strict else {"NOUN", "PROPN", "ADJ", "PART", "ADP", "DET"}
    for token in reversed(doc[max(0, span.start - 6) : span.start]):
        if token.pos_ not in allowed or token.is_sent_end:
            break
        if token.dep_ not in {"pobj", "poss"} or token.lower_ in words("speaker_titles"):
            yield token.lemma_.lower()
            yield ABBREVIATED.get(token.lower_.rstrip("."), token.lower_)
    yield from (ABBREVIATED.get(token.lower_.rstrip("."), token.lower_) for token in span)
    for child in root.children:
        if child.dep_ in {"appos", "compound", "nmod"}:
            yield child.lemma_.lower()
            yield from (t.lower_ for t in child.children if t.dep_ in {"compound", "amod", "poss", "nmod"})
    if root.dep_ == "appos":
        yield root.head.lemma_.lower()
        yield from (t.lower_ for t in root.head.children if t.dep_ in {"compound", "amod", "poss"})
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        yield from (t.lemma_.lower() for t in root.head.children if t.dep_ == "attr")


def _speaks_as_person(name: Name) -> bool:
    """ "Valeska Paris says": two or three words that no list knows as a place."""
    root = name.span.root
    speaks = root.dep_ == "nsubj" and root.head.lemma_ in government("cue_verbs")
    mistaken = name.span.label_ in PLACES or name.span.label_ == "WORK_OF_ART"
    return speaks and mistaken and 2 <= len(name.tokens) <= 3 and name.key not in places()


def _has_title(name: Name) -> bool:
    tokens = name.tokens
    before = tokens[0].nbor(-1) if tokens[0].i > 0 else None
    nouns = words("speaker_male_nouns") | words("speaker_female_nouns") | {"dr", "dr.", "prof.", "professor"}
    return before is not None and before.lower_ in nouns and name.text.istitle()


def _is_place_adverbial(name: Name, entity: Entity) -> bool:
    """ "in Paris" is the city, even where a Ms Paris speaks; "in Moscow" is not the government."""
    span = name.span
    if span.start == 0 or span.doc[span.start - 1].lower_ not in AT_PLACES:
        return False
    if entity.kind == SpeakerKind.GOVERNMENT:
        return name.key in places()
    return span.label_ in PLACES and entity.is_person and len(name.tokens) == 1 and entity.known is None


def _kind(known: KnownSpeaker | None, is_person: bool, label: str) -> SpeakerKind:
    if known is not None:
        return known.kind
    if is_person:
        return SpeakerKind.PERSON
    return SpeakerKind.GOVERNMENT if label in PLACES else SpeakerKind.ORGANISATION


def _add(entities: list[Entity], entity: Entity) -> None:
    if all(other is not entity for other in entities):
        entities.append(entity)
