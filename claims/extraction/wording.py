"""The short canonical wording of a statement, without its speaker: "end war in 24 hours".

Only what frames the statement is dropped: quotation marks, "that", and a pronoun for the speaker with
its modal verb. Negations, figures, conditions and everything else stay. Never a word that changes the meaning.
"""

from __future__ import annotations

import re
from datetime import date

from spacy.tokens import Doc

from claims.extraction.types import Attribution, Resolution, SpeakerKind

LONGEST = 400
MARKS = re.compile(r"[“”„«»‹›\"]|(?<!\w)[‘’'](?=\w)|(?<=[\w.,!?])'(?!\w)|''|``")
FRAME = re.compile(r"^(?:that|and|but|so|well|look)\b[,\s]+", re.I)
# The speaker as a pronoun, with what only says that it lies ahead or is possible for the speaker.
AHEAD = re.compile(
    r"^(?:he|she|they|we|i|it)(?:['’](?:ll|d)|\s+(?:will|would|could|can|shall|is going to|are going to|am going to))"
    r"\s+(?!not\b|never\b|n['’]t)(?:be able to\s+)?(?=[a-z])",
    re.I,
)
WORTH = {"statistic", "promise", "prediction", "fact"}
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
YEARS = {"this year": 0, "last year": -1, "next year": 1}


def make_statement(doc: Doc, attribution: Attribution, resolution: Resolution, on: date | None) -> str:
    """The statement of an attribution; at most 400 characters, cut only between sentences."""
    text = doc.user_data.get("text") or doc.text
    parts = [text[start:end] for start, end in attribution.content]
    statement = " ".join(_joined(parts).split())
    statement = MARKS.sub("", statement).strip(" ,;:–—-")
    statement = FRAME.sub("", statement)
    statement = _shortened(statement)
    if resolution.kind in {SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT}:
        statement = AHEAD.sub("", statement)
    statement = _dated(statement, on).rstrip(" .,;:")
    return statement


def _joined(parts: list[str]) -> str:
    """An interrupted quotation goes on: its comma before the interruption was the sentence's end."""
    text = parts[0]
    for part in parts[1:]:
        bare = part.lstrip("“\"'‘ ")
        if bare[:1].isupper() and text.rstrip("”\"'’ ").endswith(","):
            text = text.rstrip("”\"'’ ,") + "."
        text = f"{text} {part}"
    return text


def _shortened(statement: str) -> str:
    """As many whole sentences as fit."""
    if len(statement) <= LONGEST:
        return statement
    kept = ""
    for sentence in SENTENCE.split(statement):
        if kept and len(kept) + len(sentence) >= LONGEST:
            break
        kept = f"{kept} {sentence}".strip()
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _dated(statement: str, on: date | None) -> str:
    """“this year” as the year it was said in."""
    if on is None:
        return statement
    for words, shift in YEARS.items():
        statement = re.sub(rf"(?<!\w)(?:in\s+)?{words}\b", f"in {on.year + shift}", statement, flags=re.I)
    return statement
