"""Interviews, hearings and transcripts: who speaks in which paragraph, and to whom.

"I" is the speaker of the paragraph and "you" the one spoken to. Where a text does not show by itself
that it is a conversation, "I" outside quotation marks is nobody whom we can name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from claims.extraction.lexicon import words
from claims.extraction.speakers.mentions import Entity, Mentions
from claims.extraction.types import SpeakerKind

LABEL = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z(][\w.'’)-]*){0,4})\s?:\s")
INTERVIEW = re.compile(
    r"\b(interview(s|ed|ing)?( with)?|(spoke|talked|talks|sat down|chatted|speaks|caught up) (to|with))\b",
    re.I,
)
COURT = re.compile(r"\b(may it please the court|your honou?rs?|my lords?|oral argument|counsel(or)?)\b", re.I)
OPENING = 2500  # characters in which an interview says so
QUESTIONS = 3  # questions to "you", each a paragraph, that make a text an interview by themselves


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of a conversation."""

    start: int  # first token
    end: int
    speaker: Entity | None
    addressee: Entity | None


class Dialogue:
    """The turns of a document; empty for an article."""

    def __init__(self, turns: list[Turn]) -> None:
        self.turns = turns
        self.starts = [turn.start for turn in turns]

    def at(self, token: int) -> Turn | None:
        """The turn in which a token stands."""
        index = bisect_right(self.starts, token) - 1
        return self.turns[index] if index >= 0 and token < self.turns[index].end else None


def read(mentions: Mentions) -> Dialogue:
    """The turns, if the document is a conversation."""
    paragraphs = paragraphs_of(mentions.doc)
    labelled = _labelled(paragraphs, mentions)
    if labelled:
        return Dialogue(labelled)
    questions = [p for p in paragraphs if is_question(p)]
    opening = mentions.doc.text[:OPENING]
    if COURT.search(opening) and (questions or COURT.match(opening[:60])):
        return Dialogue(_hearing(paragraphs, mentions))
    asked = len(questions) >= QUESTIONS or (questions and INTERVIEW.search(opening))
    return Dialogue(_interview(paragraphs, mentions)) if asked else Dialogue([])


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
    """Ends with a question mark, speaks to somebody, and is not a quotation in an article."""
    if len(paragraph) > 120 or paragraph[0].text in {'"', "“", "‘"}:
        return False
    asks = any(token.text == "?" for token in paragraph[-12:])
    return asks and (paragraph[-1].text == "?" or any(t.lower_ in {"you", "your"} for t in paragraph))


def _labelled(paragraphs: list[Span], mentions: Mentions) -> list[Turn]:
    """`SPEAKER: text` lines. A label counts when it comes back, or when most lines have one."""
    labels = [LABEL.match(p.text) for p in paragraphs]
    names = Counter(m.group(1) for m in labels if m)
    if (
        not names
        or sum(names.values()) < 2
        or (max(names.values()) < 2 and sum(names.values()) < len(labels) / 2)
    ):
        return []
    turns, now, before = [], None, None
    for paragraph, label in zip(paragraphs, labels, strict=True):
        if label:
            speaker = labelled(label.group(1), mentions)
            if speaker is not now:
                now, before = speaker, now
        turns.append(Turn(paragraph.start, paragraph.end, now, before))
    return turns


def labelled(label: str, mentions: Mentions) -> Entity | None:
    """Whom a label names: "PRESIDENT TRUMP", "Q", "MODERATOR"; None for a mere role."""
    titles = words("speaker_titles")
    kept = [w for w in re.sub(r"\(.*", "", label).split() if w.lower().strip(".") not in titles]
    if not kept or (len(kept) == 1 and kept[0].lower().strip(".") in words("speaker_chairs")):
        return None
    name = " ".join(w.title() if w.isupper() and len(w) > 2 else w for w in kept)
    entity = mentions.find(name)
    if entity is not None:
        return entity
    known = mentions.gazetteer.named(name)
    if len(known) == 1:
        return Entity(known[0].name, known[0].kind, known[0], known[0].gender)
    return mentions.entities.setdefault(name.lower(), Entity(name, SpeakerKind.PERSON))


def _interview(paragraphs: list[Span], mentions: Mentions) -> list[Turn]:
    """Questions to the one interviewed, and the answers."""
    guest = interviewed(paragraphs, mentions)
    if guest is None:
        return []
    started, turns = False, []
    for paragraph in paragraphs:
        question = is_question(paragraph)
        started = started or question
        if question:
            turns.append(Turn(paragraph.start, paragraph.end, None, guest))
        elif started:
            turns.append(Turn(paragraph.start, paragraph.end, guest, None))
    return turns


def interviewed(paragraphs: list[Span], mentions: Mentions) -> Entity | None:
    """Whom the opening says was interviewed; else the one most named, first before the questions."""
    first = next((p.start for p in paragraphs if is_question(p)), len(mentions.doc))
    opening = mentions.doc.text[:OPENING]
    for match in INTERVIEW.finditer(opening):
        line = opening.find("\n", match.end())
        line = len(opening) if line < 0 else line
        sentence = mentions.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if sentence is None:
            continue
        for mention in mentions.ordered:
            begin = mentions.doc[mention.position].idx
            if (
                mention.entity.is_person
                and match.end() <= begin < line
                and mention.position - sentence.end < 40
            ):
                return mention.entity
    people = [m.entity for m in mentions.ordered if m.entity.is_person and m.position < first]
    people = people or list(mentions.people())
    return max(people, key=lambda e: (mentions.counts[e], -e.first)) if people else None


def _hearing(paragraphs: list[Span], mentions: Mentions) -> list[Turn]:
    """Whoever was given the floor argues; paragraphs that ask come from the bench."""
    turns: list[Turn] = []
    floor: Entity | None = None
    for paragraph in paragraphs:
        addressed = _addressed(paragraph, mentions)
        if is_question(paragraph) or addressed is not None:
            turns.append(Turn(paragraph.start, paragraph.end, None, addressed or floor))
        else:
            turns.append(Turn(paragraph.start, paragraph.end, floor, None))
        floor = _given_floor(paragraph, mentions) or floor
    return turns


def _given_floor(paragraph: Span, mentions: Mentions) -> Entity | None:
    """ "Mr. Kim?" or "General Adams." at the end, or a heading "ARGUMENT OF X"."""
    last = paragraph[-1:].sent
    heading = re.match(r"(?:ORAL |REBUTTAL )?ARGUMENT OF (.+?)(?: ON BEHALF\b|,|$)", paragraph.text)
    if heading:
        return labelled(heading.group(1), mentions)
    tail = re.search(
        r"(?:^|[.?!] )((?:Mr|Mrs|Ms|Miss|Dr|General|Counsel|Professor)\.? [A-Z][\w’'-]+)[.?]?$", last.text
    )
    return labelled(tail.group(1), mentions) if tail else None


def _addressed(paragraph: Span, mentions: Mentions) -> Entity | None:
    """ "Mr. Kim, you have …": the one spoken to opens the paragraph."""
    called = re.match(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|General)\.? [A-Z][\w’'-]+)(?=,)", paragraph.text)
    return labelled(called.group(0), mentions) if called else None
