"""What stands on the surface of a statement: figures, dates, names, markers of opinion.

The same signs serve twice: as inputs of the model and as the reasons an editor reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from claims.extraction.checkworthiness.lists import fold, matcher

NUMBER_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|"
    r"a third|two-thirds|a quarter|three-quarters)"
)
_MONTH = (
    r"(?:january|february|march|april|june|july|august|september|october|november|december|"
    r"jan\.|feb\.|aug\.|sept?\.|oct\.|nov\.|dec\.)"
)
YEAR = re.compile(r"(?<![\w.,$£€])(?:1[6-9]|20)\d\d(?:s|'s)?(?![\w%]|[.,]\d)")
DATE = re.compile(
    rf"{YEAR.pattern}|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH}|may\b)|"
    rf"\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
)
DATED = re.compile(
    rf"{YEAR.pattern}|\b{_MONTH}\b|\b(?:yesterday|last (?:year|month|week|night|decade|century)|"
    r"\w+ (?:years?|months?|weeks?|days|decades) ago|since (?:the|world|last)|in the (?:last|past) )"
)
FIGURE = re.compile(rf"\d|\b{NUMBER_WORD}\b")
PERCENT = re.compile(r"\d\s?%|\bper ?cent\b|\bpercentages?\b|\bpercentage points?\b")
MONEY = re.compile(r"[$£€₹]\s?\d|\b(?:dollars?|euros?|pounds|cents|rupees)\b")
SCALE = re.compile(r"\b(?:hundreds?|thousands?|millions?|billions?|trillions?|crores?|lakhs?)\b")
PAST = re.compile(
    r"\b(?:was|were|had|did|didn't|wasn't|weren't|hadn't|\w{3,}ed|voted|went|took|made|gave|said|told|came|got|"
    r"left|lost|won|cut|spent|built|began|became|brought|kept|ran|saw|paid|sent|sold|put|wrote|led|met|held)\b"
)
PERFECT = re.compile(
    r"\b(?:has|have|'ve|hasn't|haven't)\s+(?:\w+ly\s+|not\s+|never\s+|already\s+)?(?:been|\w+ed|had|\w+n)\b"
)
FUTURE = re.compile(r"\b(?:will|shall|won't|going to|gonna)\b|'ll\b")
MODAL = re.compile(r"\b(?:would|could|should|might|may|can|must|ought)\b|'d\b")
FIRST = re.compile(r"\b(?:i|me|my|mine|i'm|i've|i'd|i'll)\b")
WE = re.compile(r"\b(?:we|us|our|ours|we're|we've|we'd|we'll)\b")
SECOND = re.compile(r"\b(?:you|your|yours|you're|you've)\b")
THIRD = re.compile(r"\b(?:he|she|they|him|her|his|their|them)\b")
NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|nothing)\b|n't\b")
QUESTION = re.compile(r"\?[\"')\]]*\s*$")
NAME = re.compile(r"(?<=[a-z0-9,;:] )(?:[A-Z][a-z]+|[A-Z]{2,}|(?:[A-Z]\.){2,})")
EVENT = re.compile(
    r"\b(?:vot\w+|passed|signed|vetoed|bill|law|budget|deficit|debt|tax\w*|jobs?|unemploy\w+|inflation|"
    r"cost\w*|spend\w*|rate|crime|nuclear|war|invad\w+|attack\w*|kill\w*|died|deaths?|elect\w+|econom\w+)\b"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing seen on the surface: its name for the model, its wording for the editor (or none)."""

    name: str
    count: Callable[[str, str], int]  # (text as given, folded text) -> how often
    reason: str = ""


def _pattern(pattern: re.Pattern[str]) -> Callable[[str, str], int]:
    return lambda _text, folded: len(pattern.findall(folded))


def _listed(name: str) -> Callable[[str, str], int]:
    return lambda _text, folded: len(matcher(name).findall(folded))


SIGNS: tuple[Sign, ...] = (
    Sign("percent", _pattern(PERCENT), "states a percentage"),
    Sign("money", _pattern(MONEY), "names a sum of money"),
    Sign("figure", _pattern(FIGURE), "contains a figure"),
    Sign("scale", _pattern(SCALE)),
    Sign("comparison", _listed("comparison"), "compares quantities"),
    Sign("dated", _pattern(DATED), "places an event in time"),
    Sign("name", lambda text, _folded: len(NAME.findall(text)), "names a person, place or body"),
    Sign("event", _pattern(EVENT)),
    Sign("past", _pattern(PAST)),
    Sign("perfect", _pattern(PERFECT)),
    Sign("future", _pattern(FUTURE)),
    Sign("modal", _pattern(MODAL)),
    Sign("first", _pattern(FIRST)),
    Sign("we", _pattern(WE)),
    Sign("second", _pattern(SECOND)),
    Sign("third", _pattern(THIRD)),
    Sign("negation", _pattern(NEGATION)),
    Sign("question", _pattern(QUESTION)),
    Sign("opinion", _listed("opinion"), "marked as opinion"),
    Sign("promise", _listed("promise"), "words of a promise"),
    Sign("ceremony", _listed("ceremony")),
    Sign("procedure", _listed("procedure")),
    Sign("private", _listed("private")),
)

Matrix = npt.NDArray[np.float32]


def count_signs(text: str) -> tuple[int, ...]:
    """How often each of `SIGNS` is seen in the text."""
    folded = fold(text)
    return tuple(sign.count(text, folded) for sign in SIGNS)


def vectors(texts: Sequence[str]) -> Matrix:
    """One row a text: the logarithm of each sign's count, presence of each, and the length in words."""
    counts = np.array([count_signs(text) for text in texts], dtype=np.float32).reshape(-1, len(SIGNS))
    words = np.array([[len(text.split())] for text in texts], dtype=np.float32).reshape(-1, 1)
    return np.hstack([np.log1p(counts), counts > 0, np.log1p(words), words < 5, words > 30]).astype(
        np.float32
    )


def reasons(text: str) -> tuple[str, ...]:
    """What an editor would point at, in the order of `SIGNS`."""
    counts = count_signs(text)
    return tuple(sign.reason for sign, seen in zip(SIGNS, counts, strict=True) if seen and sign.reason)
