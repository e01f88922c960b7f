"""The kind of a statement, by rules on its surface: no weights, no parse."""

from __future__ import annotations

import re

from claims.extraction.checkworthiness import features
from claims.extraction.checkworthiness.lists import fold, matcher
from claims.extraction.types import Kind

_BINDING = re.compile(
    r"(?<!\w)(?:i|we|our government|the government|the party)"
    r"(?:'ll| will| shall| am going to| are going to|'m going to|'re going to)\b"
)
_SAID = re.compile(r"\b(?:said|says|told|tweeted|claimed|claims|stated|wrote|announced)\b[^.]{0,40}[\"]")
_COUNTED = re.compile(
    r"\d\s?%|\bper ?cent\b|[$£€₹]\s?\d|\brs\.? ?\d|\b\d[\d,.]* (?:million|billion|trillion|thousand|crore|lakh)|"
    r"\b(?:million|billion|trillion|crore|lakh)s?\b|\b\d{1,3}(?:,\d{3})+\b"
)


def kind_of(text: str) -> Kind:
    """The kind; where several fit, promise before quotation, statistic, prediction, opinion and fact."""
    folded = fold(text)
    if matcher("promise").search(folded) or _BINDING.search(folded):
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


def is_statistic(folded: str) -> bool:
    """Is a quantity of the world stated, counted or compared (folded text)?"""
    if _COUNTED.search(folded):
        return True
    without_dates = features.YEAR.sub(" ", folded)
    counted = re.search(r"\b\d[\d,.]*\b", without_dates)
    return bool(counted and matcher("comparison").search(folded))
