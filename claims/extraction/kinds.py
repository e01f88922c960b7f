"""The kind of a statement, by rules on its surface: no weights, no parse."""

from __future__ import annotations

import re

from claims.extraction.checkworthiness import features
from claims.extraction.checkworthiness.lists import fold, matcher
from claims.extraction.promises import is_promise
from claims.extraction.types import Kind

_SAID = re.compile(r"\b(?:said|says|told|tweeted|claimed|claims|stated|wrote|announced)\b[^.]{0,40}[\"]")
_COUNTED = re.compile(
    r"\d\s?%|\bper ?cent\b|\bpercentage|[$£€₹]\s?\d|\brs\.? ?\d|"
    r"\b\d[\d,.]{0,30} (?:million|billion|trillion|thousand|crore|lakh)|"
    r"\b(?:million|billion|trillion|crore|lakh)s?\b|\b\d{1,3}(?:[, ]\d{3})+\b|"
    r"\bone in (?:\d|two|three|four|five|ten)|"
    r"\b(?:half|a third|two-thirds|a quarter|three-quarters|most|majority) of\b|"
    r"\b(?:times|more|fewer|less|higher|lower|cheaper) [^.]{0,60}?\b(?:than|compared (?:to|with))\b|"
    r"\bfor every (?:\d|one|two|three|four|five|ten)|"
    r"\bper capita\b|\b(?:number|rate|share|proportion|average) of\b"
)
# How long, how old and since when is no statistic.
_SPAN = re.compile(
    rf"\b(?:past|last|first|next|previous|within|for) (?:\d+|{features.NUMBER_WORD})(?: and a half)?[ -]"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?|decades?)\b|\b\d+-(?:minute|hour|day|week|month)\b|"
    r"\b(?:aged?|ages|age of [^.]{0,30}? to|(?:adults|anyone|children|men|people|seniors|those|women) (?:over|under))"
    r" \d+(?:(?: to |-| and | or )\d+)?"
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


def is_statistic(folded: str) -> bool:
    """Is a quantity of the world stated, counted or compared (folded text)?"""
    if _COUNTED.search(folded):
        return True
    timeless = _SPAN.sub(" ", features.DATE.sub(" ", folded))
    return bool(_NUMBER.search(timeless) or matcher("comparison").search(folded))
