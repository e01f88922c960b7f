"""Who it is: names, surnames, titles and roles, pronouns, bodies; uncertain stays uncertain.

Confidence: 0.95 a full name or a unique known name, 0.9 a surname that only one person of the
article has, 0.85 a role held that day, 0.5 to 0.9 a pronoun, by its lead over the next one in view.
Below 0.5 nobody is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc, Span, Token

from claims.extraction.lexicon import words
from claims.extraction.speakers import descriptions, pronouns
from claims.extraction.speakers.gazetteer import Gazetteer, SpeakersFileError, load_speakers, places
from claims.extraction.speakers.mentions import Entity, Mentions, name_tokens, text_of
from claims.extraction.types import Attribution, KnownSpeaker, Resolution, SpeakerKind

NOBODY = Resolution(None, None, SpeakerKind.ANONYMOUS, 0.0, (), "nobody is named")

__all__ = ["Resolver", "SpeakersFileError", "load_speakers"]


class Resolver:
    """Resolves the sources of a document's attributions against known speakers."""

    def __init__(self, speakers: Sequence[KnownSpeaker]) -> None:
        self.gazetteer = Gazetteer(speakers)

    def resolve(self, doc: Doc, attributions: Sequence[Attribution], on: date | None) -> list[Resolution]:
        """One resolution an attribution, in the same order."""
        mentions = Mentions(doc, self.gazetteer)
        mentions.principal = pronouns.principal(mentions)
        found: dict[int, Resolution] = {}
        last: Entity | None = None
        # In the order of their cues: whoever spoke last is the likeliest "he".
        for index in sorted(range(len(attributions)), key=lambda i: attributions[i].cue[0][0]):
            attribution = attributions[index]
            outer = found.get(attribution.reporter) if attribution.reporter is not None else None
            resolution, entity = self._one(doc, attribution, mentions, on, last, outer)
            found[index] = resolution
            if entity is not None and attribution.reporter is None:
                last = entity
        return [found[i] for i in range(len(attributions))]

    def _one(
        self,
        doc: Doc,
        attribution: Attribution,
        mentions: Mentions,
        on: date | None,
        last: Entity | None,
        outer: Resolution | None,
    ) -> tuple[Resolution, Entity | None]:
        if not attribution.source:
            return NOBODY, None
        start, end = attribution.source[0][0], attribution.source[-1][1]
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            return NOBODY, None
        root = span.root
        if len(span) <= 2 and root.lower_ in pronouns.ALL and not (root.text.isupper() and len(root) > 1):
            return self._pronoun(root, mentions, last, outer)
        if root.pos_ == "PROPN" or root.ent_type_:
            entity, alternatives = self._named(span, mentions)
            if entity is not None:
                return _resolution(entity, 0.95 if " " in entity.name else 0.9, "named"), entity
            if alternatives:
                how = "several people of that name"
                return Resolution(None, None, SpeakerKind.PERSON, 0.3, alternatives, how), None
        return self._described(span, root, mentions, on)

    def _pronoun(
        self, token: Token, mentions: Mentions, last: Entity | None, outer: Resolution | None
    ) -> tuple[Resolution, Entity | None]:
        word = token.lower_
        if word in pronouns.FIRST | pronouns.SECOND:
            if outer is not None and outer.speaker and word in pronouns.FIRST:
                return outer, None
            speaker = mentions.principal
            if speaker is not None:
                return _resolution(speaker, 0.5, f"“{word}”, whoever is interviewed or argues here"), None
            return Resolution(None, how=f"“{word}”, nobody to be seen"), None
        entity, others, confidence = pronouns.antecedent(word, token.i, mentions, last)
        if entity is None or confidence < 0.5:
            return Resolution(None, how=f"“{word}”, unclear who", alternatives=others), None
        return _resolution(entity, confidence, f"“{word}”, the one last in view", others), entity

    def _named(self, span: Span, mentions: Mentions) -> tuple[Entity | None, tuple[str, ...]]:
        """A name in the source: the model's entity, else the longest known run of its words."""
        people = [ent for ent in span.ents if ent.label_ == "PERSON" and ent.root.i <= span.root.i]
        for candidate in [*people[-1:], *[ent for ent in span.ents if span.root in ent]]:
            name = text_of(name_tokens(candidate))
            if not _is_name(name):
                continue
            entity = mentions.find(name, candidate.label_)
            if entity is not None:
                return entity, ()
        root = span.root
        run = [t for t in span if t.i <= root.i]
        for first in range(len(run)):
            name = " ".join(t.text for t in run[first:])
            if not _is_name(name):
                continue
            entity = mentions.find(name)
            if entity is not None:
                return entity, ()
            known = self.gazetteer.named(name)
            if len(known) == 1:
                return Entity(known[0].name, known[0].kind, known[0]), ()
            if name.lower() in mentions.ambiguous:
                return None, mentions.ambiguous[name.lower()]
            if len(known) > 1:
                return None, tuple(k.name for k in known)
        if root.pos_ == "PROPN":
            # A name that the model missed: the capitalised run that ends in the head.
            chain = [root]
            while chain[0].i > span.start and root.doc[chain[0].i - 1].pos_ == "PROPN":
                chain.insert(0, root.doc[chain[0].i - 1])
            name = text_of(name_tokens(root.doc[chain[0].i : root.i + 1]))
            beside = [
                e for e in root.doc[root.left_edge.i : root.right_edge.i + 1].ents if e.label_ == "PERSON"
            ]
            if not _is_name(name):
                named = mentions.find(text_of(name_tokens(beside[0])), "PERSON") if beside else None
                return named, ()
            if name:
                return Entity(name, SpeakerKind.PERSON), ()
        return None, ()

    def _described(
        self, span: Span, root: Token, mentions: Mentions, on: date | None
    ) -> tuple[Resolution, Entity | None]:
        text = " ".join(span.text.split())
        known = self.gazetteer.named(text)
        if len(known) == 1:
            return _resolution(Entity(known[0].name, known[0].kind, known[0]), 0.9, "named"), None
        if text[:1].isupper() and _is_name(text):
            entity = mentions.find(text)
            if entity is not None:
                return _resolution(entity, 0.9, "named"), entity
        for child in root.children:
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                entity, _ = self._named(root.doc[child.left_edge.i : child.i + 1], mentions)
                if entity is not None:
                    return _resolution(entity, 0.9, f"“{text}”, named beside it"), entity
        kind = descriptions.kind_of(root)
        if kind in {SpeakerKind.COLLECTIVE, SpeakerKind.ANONYMOUS}:
            return Resolution(None, None, kind, 0.0, (), f"“{text}”: no single named speaker"), None
        tokens = list(span)
        entity, how = descriptions.by_role(tokens, root, mentions, on)
        if entity is not None:
            return _resolution(entity, 0.85, f"“{text}”, {how}"), entity
        if kind == SpeakerKind.ORGANISATION:
            return self._body(span, text, mentions)
        return Resolution(None, how=f"“{text}”: not clear who"), None

    def _body(self, span: Span, text: str, mentions: Mentions) -> tuple[Resolution, Entity | None]:
        """ "Taiwan's foreign ministry" by itself; "the ministry" the last such body."""
        if any(token.pos_ == "PROPN" or token.lower_ in places() for token in span):
            entity = Entity(text.removeprefix("the ").removeprefix("The "), SpeakerKind.ORGANISATION)
            return _resolution(entity, 0.8, "a body named in the text"), entity
        entity_, others, confidence = pronouns.antecedent("it", span.start, mentions, None)
        if entity_ is not None and span.root.lemma_.lower() in entity_.name.lower():
            return _resolution(entity_, confidence, f"“{text}”, named before", others), entity_
        return Resolution(None, how=f"“{text}”: not clear which"), None


def _is_name(name: str) -> bool:
    """More than a title or a country's adjective: "Minister" and "Afghan Ambassador" name nobody."""
    bare = words("speaker_titles") | places().keys()
    return any(word.lower() not in bare for word in name.split()) or name in places().values()


def _resolution(entity: Entity, confidence: float, how: str, others: tuple[str, ...] = ()) -> Resolution:
    key = entity.known.key if entity.known else None
    return Resolution(entity.name, key, entity.kind, round(confidence, 2), others, how)
