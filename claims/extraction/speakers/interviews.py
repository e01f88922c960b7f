"""Interviews: questions to a guest, and the guest's answers. Speeches: one person throughout.

Who the guest is, is said in the opening: "Ada Byron was interviewed", "we spoke with Ada Byron".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from spacy.tokens import Span

from claims.extraction.lexicon import government
from claims.extraction.speakers.mentions import Entity, Mention, Mentions
from claims.extraction.speakers.turns import (
    OPENING,
    Turn,
    introduced_self,
    is_question,
    talk_in,
)

MEETS = re.compile(
    r"\b(interview(s|ed|ing)?( with)?|(spoke|talked|talks|sat down|chatted|speaks|caught up|sits down) (to|with)"
    r"|in conversation with|questions (for|to|with)|Q&A( with)?)\b",
    re.I,
)
GIVEN = re.compile(
    r"^(?:.*\b(?:remarks|speech|address|statement|testimony|lecture)\b.*?\b)?(?:by|of|from) ", re.I
)
QUESTIONS = 3  # questions to "you", each a paragraph, that make a text an interview by themselves
NEAR = 40  # tokens between "interviewed" and the name
EARLY = 800  # characters in which "interviewed" is about this interview
ENOUGH = 1.5  # evidence that somebody is the guest


def read_interview(paragraphs: list[Span], mentions: Mentions) -> list[Turn]:
    """The turns, if the text is an interview with somebody who is named."""
    questions = [p for p in paragraphs if is_question(p)]
    if not questions:
        return []
    opening = mentions.text[: min(OPENING, questions[0].end_char)]
    says_so = (MEETS.search(opening) is not None) + (MEETS.search(paragraphs[0].text) is not None)
    talk = talk_in(mentions)
    asked = len(questions) >= QUESTIONS
    if says_so + asked + talk.is_talk < 2 or not (says_so or talk.first >= QUESTIONS):
        return []
    guest, others = guest_of(mentions, questions[0].start)
    started, turns = False, []
    for paragraph in paragraphs:
        question = is_question(paragraph)
        started = started or question
        if question:
            turns.append(Turn(paragraph.start, paragraph.end, None, guest, others))
        elif started:
            speaker = introduced_self(paragraph, mentions) or guest
            turns.append(Turn(paragraph.start, paragraph.end, speaker, None, others))
    return turns


def guest_of(mentions: Mentions, first: int) -> tuple[Entity | None, tuple[str, ...]]:
    """Who answers, and who may be meant as well. `first` is the token at which the questions begin."""
    opening = [
        m
        for m in mentions.ordered[: bisect_left(mentions.positions, max(first, 1))]
        if m.entity.is_person and not _is_credit(m, mentions)
    ]
    before = Counter(mention.entity for mention in opening)
    acting = Counter(mention.entity for mention in opening if _acts(mention, mentions))
    met = _met(mentions, first)
    weights = {
        entity: 0.5 + min(acting[entity], 2) + met[entity] - 0.2 * (mentions.counts[entity] - before[entity])
        for entity in {**before, **met}
    }
    ranked = [
        e for e in sorted(weights, key=lambda e: -weights[e]) if weights[e] >= ENOUGH or len(weights) == 1
    ]
    if not ranked:
        return None, ()
    best = ranked[0]
    return best, tuple(entity.name for entity in ranked[1:] if weights[best] - weights[entity] < 1)


def _acts(mention: Mention, mentions: Mentions) -> bool:
    """In the opening, the guest is introduced and speaks."""
    head = mentions.doc[mention.position : mention.end].root
    return head.dep_ == "nsubj" and (head.head.lemma_ in government("cue_verbs") or head.head.lemma_ == "be")


def _is_credit(mention: Mention, mentions: Mentions) -> bool:
    """ "Image: Ada Byron" made the picture."""
    before = mentions.doc[max(0, mention.position - 2) : mention.position].text.lower()
    return before.rstrip().endswith((":", "photo by", "image by", "picture by"))


def _met(mentions: Mentions, first: int) -> Counter[Entity]:
    """The people after "interviewed" in its line; before it in the passive, and if nobody follows."""
    doc, found = mentions.doc, Counter[Entity]()
    opening = mentions.text[: min(OPENING, doc[max(first - 1, 0)].idx)]
    for match in MEETS.finditer(opening):
        word = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if word is None:
            continue
        before = [m for m in _between(mentions, word.start - NEAR, word.start) if m.entity.is_person]
        before = [m for m in before if "\n" not in doc[m.end : word.start].text]
        after = [m for m in _between(mentions, word.end, word.end + NEAR) if m.entity.is_person]
        after = [m for m in after if not _past(doc[word.end : m.position])]
        passive = doc[word.end : word.end + 1].text == "by"
        guests = before[-1:] if passive or not after else _joined(after)
        # Further down, the talk may be about another interview.
        found.update({m.entity: 3 if match.start() < EARLY else 1 for m in guests})
    return found


def _joined(people: list[Mention]) -> list[Mention]:
    """The first, and the second of "Ada and Ben"."""
    first, *rest = people
    joined = rest and rest[0].position - first.end == 1 and first.entity.name != rest[0].entity.name
    return people[:2] if joined else people[:1]


def _past(between: Span) -> bool:
    """Does another line, or what the talk was about, begin before the name?"""
    return "\n" in between.text or any(token.lower_ in {"on", "about", "regarding"} for token in between)


def _between(mentions: Mentions, start: int, end: int) -> list[Mention]:
    first = bisect_left(mentions.positions, max(start, 0))
    return mentions.ordered[first : bisect_left(mentions.positions, max(end, 0))]


def read_speech(paragraphs: list[Span], mentions: Mentions) -> list[Turn]:
    """ "Remarks by Ada Byron", or a line "By Ada Byron": all of it is hers."""
    for heading in paragraphs[:4]:
        given = GIVEN.match(heading.text)
        if given is None or len(heading) > 25:
            continue
        word = mentions.doc.char_span(
            heading.start_char, heading.start_char + given.end(), alignment_mode="expand"
        )
        near = _between(mentions, heading.start, heading.end)
        speakers = [m.entity for m in near if m.entity.is_person and word and m.position >= word.end]
        if speakers and talk_in(mentions).is_talk:
            rest = [p for p in paragraphs if p.start >= heading.end]
            return [Turn(p.start, p.end, speakers[0], None) for p in rest]
    return []
