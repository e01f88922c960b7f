"""Hearings: the bench gives the floor and asks, the one who has the floor argues.

Records of hearings without labels still show it: "Mr. Kim, please proceed", "General, is this …?",
"Yes, Your Honor", "thank you, Justice Adams".
"""

from __future__ import annotations

import re

from spacy.tokens import Span

from claims.extraction.speakers.mentions import Entity, Mentions
from claims.extraction.speakers.turns import OPENING, Turn, called, count, is_question, talk_in

TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Gen|General|Counsel|Professor|Senator|Secretary)\.?"
NAMED = rf"{TITLE} [A-Z][\w’'-]+"
BENCH = r"(?:Justice|Judge|Chief Justice|Chairman|Chairwoman|Senator|Lord|Lady)"
COURT = re.compile(
    r"\b(may it please the court|your honou?rs?|my lords?|oral argument|counsel(or)?|case (no\.?|[0-9])"
    r"|in the case of|for the (appellant|respondent|petitioner|plaintiff|defendant|intervener)s?"
    r"|please (proceed|be seated)|this committee|reserve the balance|rebuttal|plaintiffs|defendants)\b",
    re.I,
)
SIGNS = 2  # different signs of a court that make a text a hearing
LONG = 100  # tokens: who goes on for so long without a "you" argues
GIVES = re.compile(
    rf"(?:^|[.?!,] )({NAMED})(?:[.?]?$|, (?:please (?:proceed|begin|go ahead)|you may (?:proceed|begin)"
    r"|the floor is yours|you have the floor|go ahead))"
)
HEADING = re.compile(
    r"(?:ORAL |REBUTTAL |OPENING )?(?:ARGUMENT|STATEMENT|TESTIMONY) OF (.+?)(?: ON BEHALF\b|,|$)", re.I
)
CALLS = re.compile(rf"(?:(?:Well|So|But|And|Now|Okay|Alright|All right|Yes|No),? )?({NAMED})(?=[,—–-])")
DEFERS = re.compile(
    r"\b(your honou?rs?|my (lord|lady|lords)|may it please|mr\.? chief justice|this (honou?rable )?court)\b",
    re.I,
)
ANSWERS = re.compile(rf"(?:, |\b[Tt]hank you,? )({BENCH} [A-Z][\w’'-]+)(?=[.,?]|$)")


def read_hearing(paragraphs: list[Span], mentions: Mentions) -> list[Turn]:
    """The turns, if the text shows that it is a hearing."""
    signs = {match.group().lower() for match in COURT.finditer(mentions.text[:OPENING])}
    if (len(signs) < SIGNS and "may it please the court" not in signs) or not talk_in(mentions).is_talk:
        return []
    return _Hearing(mentions).read(paragraphs)


class _Hearing:
    """Walks through the paragraphs and remembers who has the floor and who asked last."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.floor: Entity | None = None
        self.asker: Entity | None = None
        self.argued = False  # the paragraph before was an argument
        self.given = False  # the paragraph before gave the floor

    def read(self, paragraphs: list[Span]) -> list[Turn]:
        turns: list[Turn] = []
        for paragraph in paragraphs:
            heading = HEADING.match(paragraph.text)
            if heading:
                self.floor, self.argued = called(heading.group(1), self.mentions), False
                self.given = True
                continue
            given = GIVES.search(paragraph.text[-200:])
            if self._from_bench(paragraph, given is not None):
                turns.append(Turn(paragraph.start, paragraph.end, None, self._addressed(paragraph)))
                self.asker, self.argued = None, False
            else:
                self._name_asker(paragraph, turns)
                turns.append(Turn(paragraph.start, paragraph.end, self.floor, self.asker))
                self.argued = True
            if given:
                self.floor = called(given.group(1), self.mentions) or self.floor
                self.argued = False
            self.given = given is not None
        return turns

    def _from_bench(self, paragraph: Span, gives: bool) -> bool:
        if self.floor is None or gives:
            return not DEFERS.search(paragraph.text[:80])
        if self.given:
            return False
        if CALLS.match(paragraph.text):
            return True
        if DEFERS.search(paragraph.text):
            return False
        to_you = count(paragraph, {"you", "your"})
        if is_question(paragraph) or _turns_to(paragraph, to_you):
            return True
        # Turns alternate, but for a quotation that is read out and for a long argument.
        read_out = paragraph.text[:1] in "\"“'‘"
        return self.argued and not read_out and (to_you > 0 or len(paragraph) < LONG)

    def _addressed(self, paragraph: Span) -> Entity | None:
        call = CALLS.match(paragraph.text)
        return (called(call.group(1), self.mentions) if call else None) or self.floor

    def _name_asker(self, paragraph: Span, turns: list[Turn]) -> None:
        """ "It is both, Justice Adams": it was Justice Adams who asked."""
        answer = ANSWERS.search(paragraph.text[:200])
        if answer is None:
            return
        self.asker = called(answer.group(1), self.mentions)
        if turns and not self.argued and turns[-1].speaker is None:
            asked = turns[-1]
            turns[-1] = Turn(asked.start, asked.end, self.asker, asked.addressee)


def _turns_to(paragraph: Span, to_you: int) -> bool:
    """ "General, …", "Can you explain …", or "you" over and over."""
    if re.match(r"(General|Counsel(or)?|Doctor|Professor),", paragraph.text):
        return True
    first = paragraph[:1].sent
    opens = count(first, {"you", "your"}) > 0
    return opens and (to_you >= 3 or first.text.rstrip().endswith("?"))
