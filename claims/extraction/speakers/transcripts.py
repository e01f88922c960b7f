"""Transcripts: `SPEAKER: text` lines say whose turn it is."""

from __future__ import annotations

import re
from collections import Counter

from spacy.tokens import Span

from claims.extraction.speakers.mentions import Mentions
from claims.extraction.speakers.turns import Turn, called

LABEL = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z(][\w.'’)-]*){0,4})\s?:\s")


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
            speaker = called(label.group(1), mentions)
            if speaker is not now:
                now, before = speaker, now
        turns.append(Turn(paragraph.start, paragraph.end, now, before))
    return turns
