"""Interviews, hearings, speeches and transcripts: who speaks in which paragraph, and to whom.

"I" is the speaker of the paragraph and "you" the one spoken to. Where a text does not show by itself
that it is a conversation, "I" outside quotation marks is nobody whom we can name.
"""

from __future__ import annotations

from claims.extraction.speakers.hearings import read_hearing
from claims.extraction.speakers.interviews import read_interview, read_speech
from claims.extraction.speakers.mentions import Mentions
from claims.extraction.speakers.transcripts import read_labels
from claims.extraction.speakers.turns import Dialogue, paragraphs_of

KINDS = (read_labels, read_hearing, read_interview, read_speech)


def read(mentions: Mentions) -> Dialogue:
    """The turns, if the document is a conversation; the first kind that fits."""
    paragraphs = paragraphs_of(mentions.doc)
    return Dialogue(next((turns for turns in (kind(paragraphs, mentions) for kind in KINDS) if turns), []))
