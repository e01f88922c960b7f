"""What all conversations share: paragraphs, turns, questions, and whom a label or a call names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from claims.extraction.lexicon import words
from claims.extraction.speakers.mentions import Entity, Mentions
from claims.extraction.speakers.names import lowered
from claims.extraction.types import SpeakerKind

OPENING = 2500  # characters in which a conversation says that it is one
TALKING = {"i", "me", "my", "you", "your", "we", "us", "our"}
INVITES = re.compile(
    r"\b(tell|talk|walk|take) (us|me|our (readers|listeners))\b|\b(could|can|would) you\b", re.I
)
INTRODUCES = re.compile(r"\b(?:I['’]m|I am|[Mm]y name is) ((?:[A-Z][\w.'’-]+ ?){2,4})")


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of a conversation. `others` may be meant just as well as `speaker` and `addressee`."""

    start: int  # first token
    end: int
    speaker: Entity | None
    addressee: Entity | None
    others: tuple[str, ...] = ()


class Dialogue:
    """The turns of a document; empty for an article."""

    def __init__(self, turns: list[Turn]) -> None:
        self.turns = turns
        self.starts = [turn.start for turn in turns]

    def at(self, token: int) -> Turn | None:
        """The turn in which a token stands."""
        index = bisect_right(self.starts, token) - 1
        return self.turns[index] if index >= 0 and token < self.turns[index].end else None


def paragraphs_of(doc: Doc) -> list[Span]:
    """The text between line breaks."""
    found, start = [], 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                found.append(doc[start : token.i])
            start = token.i + 1
    if start < len(doc):
        found.append(doc[start:])
    return found


def is_question(paragraph: Span) -> bool:
    """Asks somebody, and is not a quotation in an article."""
    if len(paragraph) > 120 or paragraph[0].text in {'"', "“", "‘"}:
        return False
    asks = any(token.text == "?" for token in paragraph[-12:])
    if asks:
        return paragraph[-1].text == "?" or any(t.lower_ in {"you", "your"} for t in paragraph)
    return INVITES.search(paragraph[-1:].sent.text) is not None and count(paragraph, {"i", "my"}) == 0


def count(tokens: Iterable[Token], wanted: set[str]) -> int:
    """How many of the tokens are among these words."""
    return sum(token.lower_ in wanted for token in tokens)


@dataclass(frozen=True, slots=True)
class Talk:
    """How much of a text, outside quotation marks, is somebody talking."""

    tokens: int
    talking: int  # "I", "you", "we" and their forms
    first: int  # "I"

    @property
    def is_talk(self) -> bool:
        """One token in fifty."""
        return self.talking * 50 >= self.tokens > 0


def talk_in(mentions: Mentions) -> Talk:
    """Count who talks outside quotation marks."""
    outside = [t.lower_ for t, quoted in zip(mentions.doc, mentions.quoted, strict=True) if not quoted]
    return Talk(len(outside), sum(word in TALKING for word in outside), outside.count("i"))


def called(name: str, mentions: Mentions) -> Entity | None:
    """Whom a label or a form of address names: "PRESIDENT TRUMP", "Mr. Kim"; None for a mere role."""
    titles = words("speaker_titles")
    kept = [w for w in re.sub(r"\(.*", "", name).split() if w.lower().strip(".") not in titles]
    if not kept or (len(kept) == 1 and kept[0].lower().strip(".") in words("speaker_chairs")):
        return None
    name = lowered(" ".join(kept))
    entity = mentions.find(name)
    if entity is not None:
        return entity
    known = mentions.gazetteer.named(name)
    if len(known) == 1:
        return Entity(known[0].name, known[0].kind, known[0], known[0].gender)
    return mentions.entities.setdefault(name.lower(), Entity(name, SpeakerKind.PERSON))


def introduced_self(paragraph: Span, mentions: Mentions) -> Entity | None:
    """ "I'm Ada Byron": who says so has the floor."""
    match = INTRODUCES.search(paragraph.text)
    return mentions.find(match.group(1)) if match else None
