"""What speaks for or against two statements being the same, beside their words.

Figures and spans of time count for and against: "24 hours" is "one day", and is not "5 days". Words
that say the same in this trade share a class: ending a war, negotiating peace, settling a conflict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from claims.editorial.likeness import quantities
from claims.editorial.likeness.quantities import Quantity, any_same
from claims.editorial.likeness.terms import STOP

T = TypeVar("T")

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
NUMBERS = quantities.NUMBERS | {"a": 1, "an": 1}
HOURS = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1, "day": 24, "week": 168, "month": 730, "year": 8760}
SPAN = re.compile(rf"\b(\d+(?:\.\d+)?|{'|'.join(NUMBERS)})[ -](second|minute|hour|day|week|month|year)s?\b")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
CALENDAR = frozenset(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()  # noqa: SIM905 - a list of words
)
UNITED = "united states"
UNITED_STATES = re.compile(
    r"(?<!Latin )(?<!South )(?<!North )(?<!Central )"
    r"\b(?:U\.S\.(?:A\.)?|USA?\b|United States(?: of America)?\b|America\b)"
)
NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|without)\b|n['’]t\b")
AGAINST = -6.0  # for each contradiction
OPPOSITE = {"#5": "#6", "#6": "#5"}


@dataclass(frozen=True, slots=True)
class Signs:
    """What a statement is compared by."""

    senses: frozenset[str]
    names: frozenset[str]
    amounts: frozenset[Quantity]
    years: frozenset[str]
    spans: frozenset[float]  # hours
    negated: bool


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
    names = {n.lower() for n in re.findall(r"(?<=[\s“\"'(])[A-ZÀ-Þ][\w-]{2,}", UNITED_STATES.sub(" ", text))}
    names |= {UNITED} if UNITED_STATES.search(text) else set()
    senses = frozenset(CLASS_OF[word] for word in re.findall(r"[a-z]+", bare) if word in CLASS_OF)
    amounts, years = quantities.quantities(bare)
    negated = bool(NEGATION.search(lower))
    return Signs(senses, frozenset(names - STOP - CALENDAR), amounts, years, spans, negated)


def figures(text: str) -> frozenset[str]:
    """The numbers of a text as bare digits, which ranking goes by: "1,000" is "1000"."""
    return frozenset(figure.replace(",", "") for figure in FIGURE.findall(text))


def _hours(amount: str, unit: str) -> float:
    return float(NUMBERS.get(amount, amount)) * HOURS[unit]


def evidence(one: Signs, other: Signs) -> float:
    """What figures, spans of time, names, direction and negation say, in log-odds; 0 says nothing.

    A contradiction outweighs any likeness of words. Set by judgement, and held by the examples of the
    tests; words and meaning are weighed elsewhere.
    """
    named, other_named = _apart_from_one_country(one.names, other.names)
    same_amount, same_year = any_same(one.amounts, other.amounts), bool(one.years & other.years)
    against = [
        _strangers(one.spans, other.spans),
        _strangers(named, other_named),
        bool(one.amounts and other.amounts and not same_amount)
        or (_strangers(one.years, other.years) and not same_amount),
        _opposed(one.senses, other.senses),
        one.negated != other.negated,
    ]
    if any(against):
        return AGAINST * sum(against)
    weight = 2.5 * bool(one.spans & other.spans) + 0.5 * (same_amount or same_year)
    weight += 0.5 * bool(one.names & other.names) + min(1.5, 0.75 * len(one.senses & other.senses))
    figured = [bool(side.amounts or side.years) for side in (one, other)]
    lacking = [
        bool(one.spans) != bool(other.spans),
        bool(one.names) != bool(other.names),
        len(set(figured)) > 1,
    ]
    return weight - 0.5 * sum(lacking)


def _strangers(some: frozenset[T], others: frozenset[T]) -> bool:
    """Both sides have some, and none in common."""
    return bool(some and others and not some & others)


def _apart_from_one_country(some: frozenset[str], others: frozenset[str]) -> tuple[frozenset[str], ...]:
    """That both speak of the United States makes aid to one country no aid to another."""
    shared = some & others & {UNITED}
    return some - shared, others - shared


def _opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """One says that something rises, the other that it falls."""
    return any(OPPOSITE.get(sense) in other and OPPOSITE.get(sense) not in one for sense in one - other)
