"""The values that travel through extraction. Plain, frozen, without Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Span = tuple[int, int]
"""Start and end (exclusive) in characters of the text that was given."""


class QuoteType(StrEnum):
    """How much of the content stands inside quotation marks: >= 80%, 10-80%, <= 10%."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Kind(StrEnum):
    """What sort of statement it is, as a fact-checker sorts them."""

    STATISTIC = "statistic"
    PROMISE = "promise"
    PREDICTION = "prediction"
    FACT = "fact"
    QUOTATION = "quotation"
    OPINION = "opinion"


class SpeakerKind(StrEnum):
    """What sort of body speaks. The last two are kept as such and never resolved to a name."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    COLLECTIVE = "collective"  # "European leaders", "experts"
    ANONYMOUS = "anonymous"  # "reports", "an official who asked not to be named"


@dataclass(frozen=True, slots=True)
class KnownAffiliation:
    """A role somebody held: ("President", "Russia", 2012-05-07, None)."""

    role: str
    body: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A speaker of the database (or of the seeds), as a value."""

    key: str
    name: str
    kind: SpeakerKind = SpeakerKind.PERSON
    gender: str = ""  # "m", "f" or "" for unknown or none
    aliases: tuple[str, ...] = ()
    affiliations: tuple[KnownAffiliation, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content that somebody is reported to have said, thought or promised.

    `source` is empty where nobody is named. `reporter` is the index, in the same list,
    of the attribution inside which this one is reported ("A says B promised C").
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    quote_type: QuoteType
    rule: str
    reporter: int | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who the source of an attribution is. `speaker` is None where it stays open."""

    speaker: str | None
    key: str | None = None  # key of the KnownSpeaker, if it is one
    kind: SpeakerKind = SpeakerKind.PERSON
    confidence: float = 0.0  # 0..1
    alternatives: tuple[str, ...] = ()
    how: str = ""  # in words for the editor: "pronoun 'he', last named man"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a promise falls due, and the words it was read from."""

    due_on: date | None
    precision: str  # "day", "month", "year" or "open"
    basis: str  # "within 24 hours" counted from 2025-01-20


@dataclass(frozen=True, slots=True)
class Score:
    """Is this a factual statement worth checking, and why."""

    checkworthiness: float  # 0..1, calibrated
    checkworthy: bool
    kind: Kind
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CandidateDraft:
    """One suggested candidate: an attribution, who said it, how it scores, how to word it."""

    attribution: Attribution
    quote: str  # the words of the content, exactly as in the text
    resolution: Resolution
    score: Score
    statement: str  # "end war in 24 hours", without the speaker
    deadline: Deadline | None = None
    reporter: Resolution | None = None  # the outer speaker, where somebody reports somebody
    extras: dict[str, str] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """First character of the content."""
        return self.attribution.content[0][0]

    @property
    def end(self) -> int:
        """One past the last character of the content."""
        return self.attribution.content[-1][1]
