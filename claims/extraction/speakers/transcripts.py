"""Transcripts: `SPEAKER: text` lines say whose turn it is; so do `Q:` and `A:`, and initials."""

from __future__ import annotations

import re
from collections import Counter

from spacy.tokens import Span

from claims.extraction.speakers.interviews import guest_of
from claims.extraction.speakers.mentions import Entity, Mentions
from claims.extraction.speakers.turns import Turn, called

LABEL = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}(?: \([^)\n]{1,40}\))?)\s?:\s")


def read_labels(paragraphs: list[Span], mentions: Mentions) -> list[Turn]:
    """The turns; none where labels do not come back and most lines have none."""
    labels = [LABEL.match(p.text) for p in paragraphs]
    names = Counter(m.group(1) for m in labels if m)
    total = sum(names.values())
    if total < 2 or (max(names.values()) < 2 and total < len(labels) / 2):
        return []
    turns, now, before = [], None, None
    for paragraph, label in zip(paragraphs, labels, strict=True):
        if label:
            speaker = _labelled(label.group(1), mentions, paragraphs)
            if speaker is not now:
                now, before = speaker, now
        turns.append(Turn(paragraph.start, paragraph.end, now, before))
    return turns


def _labelled(label: str, mentions: Mentions, paragraphs: list[Span]) -> Entity | None:
    if label in {"A", "Answer", "ANSWER"}:
        first = next((p.start for p in paragraphs if LABEL.match(p.text)), 0)
        return guest_of(mentions, first)[0]
    if label.isupper() and 2 <= len(label) <= 3:
        people = dict.fromkeys(mentions.people())
        meant = [entity for entity in people if _initials(entity.name) == label]
        if len(meant) == 1:
            return meant[0]
    return called(label, mentions)


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split()).upper()
