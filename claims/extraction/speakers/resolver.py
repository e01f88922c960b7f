"""Puts the rules in order: one resolution an attribution."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Span, Token

from claims.extraction.speakers import descriptions, dialogue, pronouns, reported, sources
from claims.extraction.speakers.bodies import body_named_by
from claims.extraction.speakers.focus import Focus
from claims.extraction.speakers.gazetteer import Gazetteer
from claims.extraction.speakers.inside import tokens_inside
from claims.extraction.speakers.mentions import Entity, Mentions
from claims.extraction.types import Attribution, KnownSpeaker, QuoteType, Resolution, SpeakerKind

NOBODY = Resolution(None, None, SpeakerKind.ANONYMOUS, 0.0, (), "nobody is named")
SURE = 0.75  # from this confidence a pronoun in a statement becomes a name
LEAST = 0.6  # below this confidence nobody is named


class Resolver:
    """Resolves the sources of a document's attributions against known speakers."""

    def __init__(self, speakers: Sequence[KnownSpeaker]) -> None:
        self.gazetteer = Gazetteer(speakers)

    def resolve(self, doc: Doc, attributions: Sequence[Attribution], on: date | None) -> list[Resolution]:
        """One resolution an attribution, in the same order. `on` is the day of publication."""
        return list(self.read(doc, attributions, on).found.values())

    def read(self, doc: Doc, attributions: Sequence[Attribution], on: date | None) -> Reading:
        """The document with its sources resolved, open for further questions."""
        reading = Reading(doc, attributions, self.gazetteer, on)
        reading.found = dict(enumerate(reading.resolve()))
        return reading


class Reading:
    """One document while it is being resolved, front to back. `found` is by index of the attribution."""

    def __init__(
        self, doc: Doc, attributions: Sequence[Attribution], gazetteer: Gazetteer, on: date | None
    ) -> None:
        self.doc, self.attributions, self.on = doc, attributions, on
        self.mentions = Mentions(doc, gazetteer)
        self.dialogue = dialogue.read(self.mentions)
        reported = tokens_inside(doc, (span for a in attributions for span in a.content))
        self.focus = Focus(self.mentions, reported, list(descriptions.mentioned(self.mentions, on)))
        self.by_start = sorted(range(len(attributions)), key=lambda i: attributions[i].content[0][0])
        self.starts = [attributions[i].content[0][0] for i in self.by_start]
        self.found: dict[int, Resolution] = {}

    def resolve(self) -> list[Resolution]:
        order = sorted(range(len(self.attributions)), key=lambda i: self.attributions[i].cue[0][0])
        # Outer attributions first: "I" within a quotation is whoever is quoted.
        waiting = [i for i in order if self._is_first_person(self.attributions[i])]
        for index in [*(i for i in order if i not in set(waiting)), *waiting]:
            attribution = self.attributions[index]
            resolution, entity, at = self._one(index, attribution)
            self.found[index] = resolution
            if entity is not None and attribution.reporter is None and index not in waiting:
                self.focus.spoke(entity, at)
        return [self.found[i] for i in range(len(self.attributions))]

    def meant_by(self, token: Token, *, not_meant: str = "") -> str | None:
        """Whom a third-person pronoun means, somebody of another name than `not_meant`; None if unclear."""
        guess = self.focus.meaning(token, not_meant=not_meant)
        return guess.entity.name if guess.entity is not None and guess.confidence >= SURE else None

    def is_speaker(self, token: Token, who: Resolution) -> bool:
        """Does a pronoun in reported speech clearly mean the one who speaks?"""
        entity = self.mentions.find(who.speaker) if who.speaker else None
        if entity is None or not self.may_be_speaker(token, who) or reported.is_empty(token):
            return False
        return self.meant_by(token) == who.speaker or reported.nobody_else(token, entity, self.mentions)

    def may_be_speaker(self, token: Token, who: Resolution) -> bool:
        """Could a third-person pronoun mean the one who speaks: is "he" said of no woman and no body?"""
        entity = self.mentions.find(who.speaker) if who.speaker else None
        return entity is None or pronouns.fits(entity, token.lower_)

    def _is_first_person(self, attribution: Attribution) -> bool:
        span = self._span(attribution)
        return span is not None and span.root.lower_ in pronouns.FIRST

    def _span(self, attribution: Attribution) -> Span | None:
        if not attribution.source:
            return None
        start, end = attribution.source[0][0], attribution.source[-1][1]
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return span if span is not None and len(span) else None

    def _one(self, index: int, attribution: Attribution) -> tuple[Resolution, Entity | None, int]:
        span = self._span(attribution)
        if span is None:
            return NOBODY, None, 0
        resolution, entity = self._source(span, attribution, index)
        return resolution, entity, span.start

    def _source(
        self, span: Span, attribution: Attribution, index: int, depth: int = 0
    ) -> tuple[Resolution, Entity | None]:
        root = span.root
        if len(span) <= 2 and _is_pronoun(root):
            return self._pronoun(root, attribution, index)
        owner = sources.possessor(span) if depth == 0 else None
        if owner is not None:
            resolution, entity = self._source(owner, attribution, index, depth + 1)
            if resolution.speaker is not None:
                return resolution, entity
        entity, others, name = sources.named(span, self.mentions)
        if entity is not None:
            together = sources.beside(span, entity, self.mentions)
            if together:
                return _resolution(entity, 0.7, "named first of several", together), entity
            return self._of_name(entity, others), entity
        if others:
            how = f"“{name}”: several people of that name"
            return Resolution(None, None, SpeakerKind.PERSON, 0.3, others, how), None
        return self._described(span, root)

    def _of_name(self, entity: Entity, others: tuple[str, ...]) -> Resolution:
        if others:
            return _resolution(entity, 0.7, "named; somebody else here has that surname", others)
        if entity.known is not None or " " in entity.name:
            return _resolution(entity, 0.95, "named")
        maybe = tuple(known.name for known in self.mentions.gazetteer.surnamed(entity.name))
        return _resolution(entity, 0.6 if maybe else 0.9, "named by one name only", maybe)

    def _pronoun(
        self, token: Token, attribution: Attribution, index: int
    ) -> tuple[Resolution, Entity | None]:
        word = token.lower_
        if word in pronouns.FIRST or word in pronouns.SECOND:
            return self._in_conversation(token, attribution, index)
        if word in pronouns.RELATIVE:
            return self._relative(token, attribution, index)
        guess = self.focus.meaning(token)
        if guess.entity is None or guess.confidence < LEAST:
            kind = SpeakerKind.COLLECTIVE if word in pronouns.THEY else SpeakerKind.PERSON
            maybe = ((guess.entity.name,) if guess.entity else ()) + guess.others
            return Resolution(None, None, kind, 0.0, maybe, f"“{word}”: unclear who"), None
        return _resolution(
            guess.entity, guess.confidence, f"“{word}”, {guess.how}", guess.others
        ), guess.entity

    def _in_conversation(
        self, token: Token, attribution: Attribution, index: int
    ) -> tuple[Resolution, Entity | None]:
        """ "I" is whoever is quoted here, else whoever has the floor; "you" the one spoken to."""
        first = token.lower_ in pronouns.FIRST
        outer = self._enclosing(token, attribution, index)
        if first and outer is not None and outer.speaker:
            confidence = min(outer.confidence, 0.85)
            how = f"“{token.text}” in the words of {outer.speaker}"
            return Resolution(outer.speaker, outer.key, outer.kind, confidence, outer.alternatives, how), None
        beside = self._quoted_beside(token) if first else None
        if beside is not None:
            return beside, None
        turn = self.dialogue.at(token.i)
        who = None if turn is None else turn.speaker if first else turn.addressee
        if turn is None or who is None:
            return Resolution(None, how=f"“{token.text}”: nobody to be seen"), None
        how = "whose turn it is" if first else "the one who is asked"
        alone = not turn.others and token.lower_ in {"i", "me", "my", "you", "your"}
        return _resolution(who, 0.75 if alone else 0.6, f"“{token.text}”, {how}", turn.others), who

    def _enclosing(self, token: Token, attribution: Attribution, index: int) -> Resolution | None:
        if attribution.reporter is not None and attribution.reporter in self.found:
            return self.found[attribution.reporter]
        around = [
            (end - start, i)
            for i, other in enumerate(self.attributions)
            if i != index and other.quote_type != QuoteType.INDIRECT and i in self.found
            for start, end in other.content
            if start <= token.idx < end
        ]
        return self.found[min(around)[1]] if around else None

    def _quoted_beside(self, token: Token) -> Resolution | None:
        """ "I" in a quotation that is nobody's yet: whoever else is quoted in the paragraph."""
        if not self.mentions.quoted[token.i]:
            return None
        text = self.mentions.text
        start = text.rfind("\n", 0, token.idx) + 1
        end = text.find("\n", token.idx)
        end = end if end >= 0 else len(text)
        near = self.by_start[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        said = [self.found[i] for i in near if i in self.found and self._quotes(i)]
        who = next((r for r in said if r.speaker), None)
        if who is None or any(r.key != who.key or r.speaker != who.speaker for r in said if r.speaker):
            return None
        return replace(who, confidence=0.75, how=f"“{token.text}” beside the words of {who.speaker}")

    def _quotes(self, index: int) -> bool:
        return self.attributions[index].quote_type != QuoteType.INDIRECT

    def _relative(
        self, token: Token, attribution: Attribution, index: int
    ) -> tuple[Resolution, Entity | None]:
        """ "Ada, who said": the noun that the clause hangs on."""
        clause = token.head
        while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
            clause = clause.head
        noun = clause.head
        if clause.dep_ != "relcl" or noun.i >= token.i:
            return Resolution(None, how=f"“{token.text}”: unclear who"), None
        return self._source(self.doc[noun.left_edge.i : noun.i + 1], attribution, index, 1)

    def _described(self, span: Span, root: Token) -> tuple[Resolution, Entity | None]:
        text = " ".join(span.text.split())
        turn = self.dialogue.at(root.i)
        if (
            turn is not None
            and turn.addressee is not None
            and span[0].lower_ in {"mr.", "mr", "madam", "sir"}
        ):
            return _resolution(turn.addressee, 0.75, f"“{text}”, the one who is asked", turn.others), None
        kind = descriptions.kind_of(root)
        if kind in {SpeakerKind.COLLECTIVE, SpeakerKind.ANONYMOUS}:
            return Resolution(None, None, kind, 0.0, (), f"“{text}”: no single named speaker"), None
        if kind == SpeakerKind.ORGANISATION:
            entity, confidence, how = body_named_by(span, self.mentions, self.focus.last)
            if entity is not None:
                return _resolution(entity, confidence, f"“{text}”, {how}"), entity
            return Resolution(None, None, kind, how=f"“{text}”: not clear which"), None
        entity, others, how = descriptions.by_role(list(span), root, self.mentions, self.on)
        if entity is not None:
            return _resolution(entity, 0.85, f"“{text}”, {how}"), entity
        if others:
            return Resolution(None, None, SpeakerKind.PERSON, 0.3, others, f"“{text}”: {how}"), None
        person = sources.unnamed_person(span)
        if person is not None:
            return _resolution(person, 0.7, "named"), person
        return Resolution(None, how=f"“{text}”: not clear who"), None


def _is_pronoun(root: Token) -> bool:
    """ "WHO" and "US" in capitals are bodies."""
    return root.lower_ in pronouns.ALL and not (root.text.isupper() and len(root) > 1)


def _resolution(entity: Entity, confidence: float, how: str, others: tuple[str, ...] = ()) -> Resolution:
    key = entity.known.key if entity.known else None
    return Resolution(entity.name, key, entity.kind, round(confidence, 2), others, how)
