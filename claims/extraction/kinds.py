"""The kind of a statement, by rules on its surface: no weights, no parse."""

from __future__ import annotations

import re

from claims.extraction.checkworthiness import features
from claims.extraction.checkworthiness.lists import any_of, fold, matcher
from claims.extraction.types import Kind

_WILL = r"(?:\b(?:will|shall|am going to|is going to|are going to)|'ll|'(?:m|re) going to)\s+"
_ADVERBS = r"(?:(?:also|therefore|further|now|soon|again|once|and|\w+ly|endeavou?r to|strive to|seek to)\s+)*"
_BINDING = re.compile(
    r"(?<!\w)(?:i|we|(?:our|my|this|the) (?:government|party|administration))\s*"
    rf"{_WILL}{_ADVERBS}(?!{any_of('vague')}\b)"
)
_ACTION = re.compile(rf"{_WILL}{_ADVERBS}(?:be\s+)?{_ADVERBS}{any_of('action')}\b")
_IMPERATIVE = re.compile(rf"^[^a-z]*(?:to\s+)?{any_of('action')}\b")
_SAID = re.compile(r"\b(?:said|says|told|tweeted|claimed|claims|stated|wrote|announced)\b[^.]{0,40}[\"]")
_COUNTED = re.compile(
    r"\d\s?%|\bper ?cent\b|\bpercentage|[$£€₹]\s?\d|\brs\.? ?\d|"
    r"\b\d[\d,.]{0,30} (?:million|billion|trillion|thousand|crore|lakh)|"
    r"\b(?:million|billion|trillion|crore|lakh)s?\b|\b\d{1,3}(?:[, ]\d{3})+\b|"
    r"\bone in (?:\d|two|three|four|five|ten)|"
    r"\b(?:half|a third|two-thirds|a quarter|three-quarters|most|majority) of\b|"
    r"\b(?:times|more|fewer|less) [^.]{0,60}?\bthan\b|"
    r"\bper capita\b|\b(?:number|rate|share|proportion|average) of\b"
)
_NUMBER = re.compile(
    rf"(?<![\w.,:/-])(?<!aged )(?<!age )(?:\d[\d,.]*|(?!(?:two|three|four|five)\b){features.NUMBER_WORD})"
    r"(?![\w/:]|-\d|-years?\b|th\b|st\b|nd\b|rd\b)"
    r"(?! ?(?:years?[ -]old|a\.?m\b|p\.?m\b|o'clock))"
)


def kind_of(text: str) -> Kind:
    """The kind; where several fit, promise before quotation, statistic, prediction, opinion and fact."""
    folded = fold(text)
    if is_promise(folded):
        return Kind.PROMISE
    if _SAID.search(folded):
        return Kind.QUOTATION
    if is_statistic(folded):
        return Kind.STATISTIC
    if features.FUTURE.search(folded):
        return Kind.PREDICTION
    if matcher("opinion").search(folded):
        return Kind.OPINION
    return Kind.FACT


def is_promise(folded: str) -> bool:
    """Does somebody bind themselves, or is an act of office announced (folded text)?"""
    return any(pattern.search(folded) for pattern in (matcher("promise"), _BINDING, _ACTION, _IMPERATIVE))


def is_statistic(folded: str) -> bool:
    """Is a quantity of the world stated, counted or compared (folded text)?"""
    if _COUNTED.search(folded):
        return True
    without_dates = features.DATE.sub(" ", folded)
    return bool(_NUMBER.search(without_dates) or matcher("comparison").search(folded))
