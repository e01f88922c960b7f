"""How alike two statements are: pure arithmetic on words, figures and names; no database.

Figures and spans of time count for and against: "24 hours" is "one day", and is not "5 days". Words
that say the same in this trade share a class: ending a war, negotiating peace, settling a conflict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.editorial.likeness.terms import STOP

CLASSES = (
    "end ends ended ending stop stops stopped settle settled settling resolve resolved resolving finish "
    "negotiate negotiated negotiating peace ceasefire truce bring",
    "war wars conflict fighting invasion crisis hostilities",
    "tax taxes taxation levy",
    "job jobs employment unemployment jobless",
    "price prices inflation cost costs",
    "rise rises rose risen rising increase increased increases grew grow grown growth up higher climbed",
    "fall falls fell fallen falling drop dropped decrease decreased decline declined down lower cut cuts",
    "immigrant immigrants migrant migrants immigration migration",
    "aid assistance support help money funding",
    "arms weapons weaponry missiles",
)
CLASS_OF = {word: f"#{number}" for number, line in enumerate(CLASSES) for word in line.split()}
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
NUMBERS |= {"nine": 9, "ten": 10, "twelve": 12, "a": 1, "an": 1}
HOURS = {"hour": 1, "day": 24, "week": 168, "month": 730, "year": 8760}
SPAN = re.compile(rf"\b(\d+(?:\.\d+)?|{'|'.join(NUMBERS)})[ -](hour|day|week|month|year)s?\b")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|without)\b|n['’]t\b")
OPPOSITE = {"#5": "#6", "#6": "#5"}


@dataclass(frozen=True, slots=True)
class Signs:
    """What a statement is compared by."""

    words: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    spans: frozenset[float]  # hours
    negated: bool


@lru_cache(maxsize=20_000)
def signs(text: str) -> Signs:
    """Read the signs of a statement."""
    lower = text.lower().replace("’", "'")
    spans = frozenset(_hours(amount, unit) for amount, unit in SPAN.findall(lower))
    bare = SPAN.sub(" ", lower)
    words = {w for w in re.findall(r"[a-z][a-z'-]+", bare) if w not in STOP}
    # The first word is capitalised whatever it is, so it is no sign of a name.
    names = {n.lower() for n in re.findall(r"(?<=[\s“\"'(])[A-ZÀ-Þ][\w-]{2,}", text)}
    stems = frozenset(CLASS_OF.get(word) or _stem(word) for word in words)
    return Signs(stems, frozenset(names - STOP), figures(bare), spans, bool(NEGATION.search(lower)))


def figures(text: str) -> frozenset[str]:
    """The numbers of a text as digits: "1,000" is "1000"."""
    return frozenset(figure.replace(",", "") for figure in FIGURE.findall(text))


def _hours(amount: str, unit: str) -> float:
    return float(NUMBERS.get(amount, amount)) * HOURS[unit]


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def likeness(one: str, other: str) -> float:
    """0 (nothing in common) to 1 (the same statement)."""
    a, b = signs(one), signs(other)
    if not a.words or not b.words:
        return 0.0
    shared = len(a.words & b.words)
    score = 0.55 * shared / min(len(a.words), len(b.words)) + 0.15 * shared / max(len(a.words), len(b.words))
    score += _agreement(a.spans, b.spans, 0.35) + _agreement(a.figures, b.figures, 0.25)
    if a.names and b.names:
        score += 0.15 if a.names & b.names else -0.3
    if any(OPPOSITE.get(w) in b.words and OPPOSITE.get(w) not in a.words for w in a.words):
        score -= 0.4
    if a.negated != b.negated:
        score -= 0.3
    return max(0.0, min(1.0, score))


def _agreement(a: frozenset[object], b: frozenset[object], weight: float) -> float:
    """For when they share one, against when both have some and share none."""
    if not a and not b:
        return 0.0
    if not a or not b:
        return -weight / 3  # a figure on one side alone speaks against, but not loudly
    return weight if a & b else -weight
