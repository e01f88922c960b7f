"""Figures of a text as quantities: "$64.1bn" is 64.1 thousand million, "5 per cent" is 5 in the hundred.

Two are the same where rounding explains the difference: "$64.1bn" and "more than $64 billion" are,
"5%" and "7%" are not, nor are "5%" and "5". Years are no quantities; they are compared as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
NUMBERS |= {"nine": 9, "ten": 10, "twelve": 12}
WHOLE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT = {"k": "thousand", "m": "million", "mn": "million", "mln": "million", "b": "billion"}
SHORT |= {"bn": "billion", "tn": "trillion", "trn": "trillion"}
SCALED = re.compile(r"(?<=\d) ?(mn|mln|bn|trn|tn)\b|(?<=\d)([kmb])\b", re.I)
PERCENT = re.compile(r"\s?%|[\s-](?:per\s?cent|pct)\b", re.I)

YEAR = re.compile(r"(?:19|20)\d\d")
WORDED = rf"\b(?:{'|'.join(NUMBERS)})(?=[ -](?:{'|'.join(WHOLE)}|percent)\b)"
FIGURE = re.compile(
    r"(?P<bound>\b(?:more than|over|at least|nearly|almost|less than|under|up to) (?:a total of )?)?"
    r"(?P<money>[$€£]\s?)?"
    rf"(?P<number>(?<![a-z]-)(?<![\w.,])\d+(?:[.,]\d+)*|{WORDED})"
    rf"(?:[ -](?P<scale>{'|'.join(WHOLE)})\b)?(?P<percent> percent\b)?"
    r"(?P<range> ?(?:[-–]|\bto\b|\band\b|\bor\b) ?(?=[$€£]?\d))?"
)
LONGEST = 30  # digits; what is longer is no amount
LOWER_BOUND = ("more", "over", "at")
ABOUT = 0.02  # so far apart, as a share of the larger, two are always the same
ROUNDED = 0.1  # and no farther than this whatever rounding or "more than" would explain


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount. `step` is the least difference its digits can show; `bound` +1 is "more than", -1 "nearly"."""

    value: float
    step: float
    is_percent: bool = False
    bound: int = 0


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Can both be readings of one amount?"""
    apart = abs(one.value - other.value)
    largest = max(one.value, other.value)
    if one.is_percent != other.is_percent or apart > ROUNDED * largest:
        return False
    rough, fine = (one, other) if one.step >= other.step else (other, one)
    by_rounding = fine.step < rough.step and apart <= rough.step / 2
    return apart <= ABOUT * largest or by_rounding or _within(one, other) or _within(other, one)


def _within(bounded: Quantity, other: Quantity) -> bool:
    return bool(bounded.bound) and (other.value - bounded.value) * bounded.bound > 0


def spelt_out(text: str) -> str:
    """Scales and percentages in one spelling: "64.1bn" is "64.1 billion", "5%" and "5 per cent" "5 percent"."""
    text = SCALED.sub(lambda found: " " + SHORT[found.group().strip().lower()], text)
    return PERCENT.sub(" percent", text)


def quantities(text: str) -> tuple[frozenset[Quantity], frozenset[str]]:
    """The quantities of a text, and its years."""
    found: set[Quantity] = set()
    years: set[str] = set()
    open_range: list[Quantity] = []  # "60 to 70 billion": the first takes the scale of the second
    for match in FIGURE.finditer(spelt_out(text.lower())):
        if len(match["number"]) > LONGEST:
            continue
        if YEAR.fullmatch(match["number"]) and not (match["money"] or match["scale"] or match["percent"]):
            years.add(match["number"])
            open_range = []
            continue
        here = _quantity(match)
        scale = WHOLE.get(match["scale"], 1.0)
        found.update(
            Quantity(first.value * scale, first.step * scale, here.is_percent) for first in open_range
        )
        bare = not match["scale"] and not match["percent"]
        open_range = [here] if bare and match["range"] else []
        found.update([] if open_range else [here])
    return frozenset(found | set(open_range)), frozenset(years)


def _quantity(match: re.Match[str]) -> Quantity:
    digits = match["number"].replace(",", "")
    scale = WHOLE.get(match["scale"], 1.0)
    whole, _, decimals = str(NUMBERS.get(digits, digits)).partition(".")
    decimals = decimals.split(".")[0]  # "1.2.3" is no number; its beginning is
    bound = match["bound"] or ""
    way = 0 if not bound else 1 if bound.startswith(LOWER_BOUND) else -1
    return Quantity(
        float(f"{whole}.{decimals or 0}") * scale, scale / 10 ** len(decimals), bool(match["percent"]), way
    )


def any_same(some: Iterable[Quantity], others: Iterable[Quantity]) -> bool:
    """Is a quantity of the one side the same as one of the other?"""
    second = list(others)
    return any(same_quantity(one, other) for one in some for other in second)
