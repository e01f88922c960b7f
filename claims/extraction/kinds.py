"""The kind of a statement, by rules on its surface: no weights, no parse."""

from __future__ import annotations

import re

from claims.extraction.checkworthiness import features
from claims.extraction.checkworthiness.lists import any_of, fold, matcher
from claims.extraction.types import Kind

# What the addressee will do is nobody's promise.
_WILL = (
    r"(?:(?<!you )\b(?:will(?: not)?|won't|shall(?: not)?|(?:am|is|are) going to)|"
    r"(?<!you)(?:'ll|'(?:m|re) going to))\s+"
)
# Reported, the same words stand in the past: "he would abolish the toll". What things "would" do is only supposed.
_WOULD = r"(?:\b(?:i|we|he|she|they)(?: would|'d)\s+(?!have\b)|\bwould (?=be ))"
_INTENDS = (
    r"\b(?:plan(?:s|ned)?|aim(?:s|ed)?|propos(?:e|es|ed)|resolv(?:e|es|ed)|commit(?:s|ted)?|determined|"
    r"endeavou?rs?) to\s+"
)
_ADVERB = (
    r"(?:(?:also|therefore|further|now|soon|again|once|and|\w+ly|"
    r"endeavou?r to|strive to|seek to|work to)\s+(?!\s))"
)
# All of them, never fewer. "*+" would say so, but the first releases of Python 3.11 match it wrongly.
_ADVERBS = rf"{_ADVERB}*(?!{_ADVERB})"
_OWN = (
    r"(?<!\w)(?:i|we|(?:(?:our|my|this|the) (?:\w+ ){0,2})?"
    r"(?:government|party|administration|council|coalition|alliance|congress|ministry|cabinet))\s*"
)
_EVER = (
    r"(?:be|get|see|know|find|win|lose|never|always|have|do|"
    r"answer|ask|begin by|hear|just|listen|mention|note|say|talk|tell|wait)\b"
)
_BINDING = re.compile(rf"{_OWN}{_WILL}{_ADVERBS}(?!{any_of('vague')}\b|{_EVER})")

# To open a road is an act; what "will open on Friday" only happens.
_HAPPENS = (
    r"(?:\s+(?:\w+ly|by|to|in|from|at|on|over|after|before|next|this|soon|again|more|with)\b|\s*(?:[.,;]|$))"
)
_ACTION = re.compile(
    rf"(?:{_WILL}|{_WOULD}|{_INTENDS}){_ADVERBS}"
    rf"(?:be\s+{_ADVERBS}{any_of('action')}\b|{any_of('action')}\b(?!{_HAPPENS}))"
)
# "Cut flowers" and "open letters" are things; an order tells them apart by an article or a number.
_THINGS = (
    r"(?:open|cut|close|end|present|lower|link|start|pass)\s+(?!(?:an?|the|all|every|our|their|its|\d+)\b)"
)
_IMPERATIVE = re.compile(
    rf"^(?:\w\.)?[^a-z]*(?:to\s+)?(?!{_THINGS}){any_of('action')}\b(?<!ed)(?<!ing)(?<!ion)(?<!ment)(?<![^s]s)"
    r"\s+(?!(?:of|on|in|to|for|is|are|was|were|has|have|will)\b)"
)

# What binds only together with something that can be tested.
_LOOSE = re.compile(
    rf"{_OWN}{_WILL}(?!{_EVER})|{_WILL}{_ADVERBS}be\s+{_ADVERBS}{any_of('vague')}\b|"
    r"\bshall\b|\b(?:committed|aims?|proposes?|commits (?:it|our)sel(?:f|ves)) to\b|"
    r"\b(?:i|we) promise\b|\bpromised\s|\b(?:our|my) (?:target|goal|aim)\b"
)
_TESTABLE = re.compile(
    r"\d\s?%|\bper ?cent\b|[$£€₹]\s?\d|\b\d{2,}\b|\b\d[\d,.]*\s?(?:million|billion|crore|lakh)|"
    r"\b(?:within|in the (?:first|next|coming)) (?:\w+ ){1,3}?(?:hours?|days?|weeks?|months?|years?|session)\b|"
    rf"\b(?:time-bound|(?:every|per) year|annual\w*|{any_of('testable')})\b"
)
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


def is_promise(folded: str) -> bool:
    """Does somebody bind themselves, or is an act of office announced (folded text)?"""
    if any(pattern.search(folded) for pattern in (matcher("promise"), _BINDING, _ACTION, _IMPERATIVE)):
        return True
    return bool(_LOOSE.search(folded) and _TESTABLE.search(folded))


def is_statistic(folded: str) -> bool:
    """Is a quantity of the world stated, counted or compared (folded text)?"""
    if _COUNTED.search(folded):
        return True
    timeless = _SPAN.sub(" ", features.DATE.sub(" ", folded))
    return bool(_NUMBER.search(timeless) or matcher("comparison").search(folded))
