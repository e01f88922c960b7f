"""What speaks for or against two statements being the same, beside their words.

Figures and spans of time count for and against: "24 hours" is "one day", and is not "5 days". Words
that say the same in this trade share a class: ending a war, negotiating peace, settling a conflict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claims.editorial.likeness.terms import STOP

CLASSES = (
    "end ends ended ending stop stops stopped settle settled settling resolve resolved resolving finish "
    "negotiate negotiated negotiating peace ceasefire truce bring",
    "war wars conflict fighting invasion crisis hostilities",
    "tax taxes taxation levy",
    "job jobs employment unemployment jobless",
    "price prices inflation cost costs",
    "rise rises rose risen rising increase increased increases grew grow grown growth up higher climbed "
    "raise raises raised raising hike hikes hiked",
    "fall falls fell fallen falling drop dropped decrease decreased decline declined down lower cut cuts",
    "immigrant immigrants migrant migrants immigration migration",
    "aid assistance support help money funding",
    "arms weapons weaponry missiles",
)
CLASS_OF = {word: f"#{number}" for number, line in enumerate(CLASSES) for word in line.split()}
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
NUMBERS |= {"nine": 9, "ten": 10, "twelve": 12, "a": 1, "an": 1}
HOURS = {"hour": 1, "day": 24, "week": 168, "month": 730, "year": 8760}
YEAR = re.compile(r"(?:19|20)\d\d")
SPAN = re.compile(rf"\b(\d+(?:\.\d+)?|{'|'.join(NUMBERS)})[ -](hour|day|week|month|year)s?\b")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|without)\b|n['’]t\b")
AGAINST = -6.0  # for each contradiction
OPPOSITE = {"#5": "#6", "#6": "#5"}


@dataclass(frozen=True, slots=True)
class Signs:
    """What a statement is compared by."""

    senses: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    spans: frozenset[float]  # hours
    negated: bool

    @property
    def amounts(self) -> frozenset[str]:
        """The figures that are no years; the years where there are no others."""
        return frozenset(f for f in self.figures if not YEAR.fullmatch(f)) or self.figures


def same_sense(word: str) -> tuple[str, ...]:
    """Words that say the same as this one in this trade, the word itself first."""
    sense = CLASS_OF.get(word)
    return (word, *(CLASSES[int(sense[1:])].split() if sense else ()))


@lru_cache(maxsize=20_000)
def signs(text: str) -> Signs:
    """Read the signs of a statement."""
    lower = text.lower().replace("’", "'")
    spans = frozenset(_hours(amount, unit) for amount, unit in SPAN.findall(lower))
    bare = SPAN.sub(" ", lower)
    # The first word is capitalised whatever it is, so it is no sign of a name.
    names = {n.lower() for n in re.findall(r"(?<=[\s“\"'(])[A-ZÀ-Þ][\w-]{2,}", text)}
    senses = frozenset(CLASS_OF[word] for word in re.findall(r"[a-z]+", bare) if word in CLASS_OF)
    return Signs(senses, frozenset(names - STOP), figures(bare), spans, bool(NEGATION.search(lower)))


def figures(text: str) -> frozenset[str]:
    """The numbers of a text as digits: "1,000" is "1000"."""
    return frozenset(figure.replace(",", "") for figure in FIGURE.findall(text))


def _hours(amount: str, unit: str) -> float:
    return float(NUMBERS.get(amount, amount)) * HOURS[unit]


def evidence(one: Signs, other: Signs) -> float:
    """What figures, spans of time, names, direction and negation say, in log-odds; 0 says nothing.

    A contradiction outweighs any likeness of words. Set by judgement, and held by the examples of the
    tests; words and meaning are weighed elsewhere.
    """
    both: list[tuple[frozenset[Any], frozenset[Any]]]
    both = [(one.spans, other.spans), (one.amounts, other.amounts), (one.names, other.names)]
    against = [bool(a and b and not a & b) for a, b in both]
    against += [_opposed(one.senses, other.senses), one.negated != other.negated]
    if any(against):
        return AGAINST * sum(against)
    weight = 2.5 * bool(one.spans & other.spans) + 0.5 * bool(one.amounts & other.amounts)
    weight += 0.5 * bool(one.names & other.names) + min(1.5, 0.75 * len(one.senses & other.senses))
    return weight - 0.5 * sum(1 for a, b in both if bool(a) != bool(b))


def _opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """One says that something rises, the other that it falls."""
    return any(OPPOSITE.get(sense) in other and OPPOSITE.get(sense) not in one for sense in one - other)
