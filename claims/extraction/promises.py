"""Who binds himself to an act: the words of a promise, in somebody's own mouth or reported.

A promise has a frame ("we will", "he would", "plans to", an order) and an act. The word lists tell acts apart:
`score_action` can be seen to be done; `score_vague` only beside something that can be tested (`score_testable`);
`score_idle` binds nobody. All patterns read folded text.
"""

from __future__ import annotations

import re

from claims.extraction.checkworthiness.lists import any_of, matcher

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
_IDLE = rf"{any_of('idle')}\b"
_OWN = (
    r"(?<!\w)(?:i|we|(?:(?:our|my|this|the) (?:\w+ ){0,2})?"
    r"(?:government|party|administration|council|coalition|alliance|congress|ministry|cabinet))\s*"
)
_BINDING = re.compile(rf"{_OWN}{_WILL}{_ADVERBS}(?!{any_of('vague')}\b|{_IDLE})")

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
_ORDER = re.compile(
    rf"^(?:\w\.)?[^a-z]*(?:to\s+)?(?!{_THINGS}){any_of('action')}\b(?<!ed)(?<!ing)(?<!ion)(?<!ment)(?<![^s]s)"
    r"\s+(?!(?:of|on|in|to|for|is|are|was|were|has|have|will)\b)"
)

# What binds only together with something that can be tested.
_LOOSE = re.compile(
    rf"{_OWN}{_WILL}(?!{_IDLE})|{_WILL}{_ADVERBS}be\s+{_ADVERBS}{any_of('vague')}\b|"
    r"\bshall\b|\b(?:committed|aims?|proposes?|commits (?:it|our)sel(?:f|ves)) to\b|"
    r"\b(?:i|we) promise\b|\bpromised\s|\b(?:our|my) (?:target|goal|aim)\b"
)
_TESTABLE = re.compile(
    r"\d\s?%|\bper ?cent\b|[$£€₹]\s?\d|\b\d{2,}\b|\b\d[\d,.]*\s?(?:million|billion|crore|lakh)|"
    r"\b(?:within|in the (?:first|next|coming)) (?:\w+ ){1,3}?(?:hours?|days?|weeks?|months?|years?|session)\b|"
    rf"\b(?:time-bound|(?:every|per) year|annual\w*|{any_of('testable')})\b"
)

# The speaker as a pronoun with a verb of his: "if elected he could". What "it would take" is nobody's to promise.
IMPERSONAL = r"it\S*\s+(?:\w+\s+)?(?:be|rain|snow|take|cost|help|matter|seem)\b"
_REPORTED = re.compile(
    r"^(?:that )?((?:if|once|when|after|by|in|within|on)\b[^,]{0,60},? )?"
    rf"(?!{IMPERSONAL})(he|she|they|it)('d|'ll| wouldn't| won't| would| will| shall| could| can)(?=\s)"
)
_SPOKEN = {"'d": " will", "'ll": " will", " would": " will", " wouldn't": " won't", " could": " can"}
_COMMITTED = re.compile(
    r"\b(?:i|we)(?:(?:'ll| will| shall|(?:'m|'re| am| are) going to)(?: not| never)?| won't| can| could)"
    rf"(?: be able to)?\s+(?!{_IDLE})[a-z]{{3,}}"
)


def own_words(folded: str, *, of_person: bool) -> str:
    """Reported words as the speaker spoke them, "(that) she would build" as "i will build"; else as they are.

    For a person "it" is something else, and stays.
    """
    match = _REPORTED.match(folded)
    if match is None or (of_person and match[2] == "it"):
        return folded
    return f"{match[1] or ''}i{_SPOKEN.get(match[3], match[3])}{folded[match.end() :]}"


def is_committed(folded: str) -> bool:
    """Does the speaker say what he will or can do, whatever it is: enough where a deadline stands beside it."""
    return _COMMITTED.search(folded) is not None


def is_promise(folded: str) -> bool:
    """Does somebody bind themselves, or is an act of office announced?"""
    if any(pattern.search(folded) for pattern in (matcher("promise"), _BINDING, _ACTION, _ORDER)):
        return True
    return bool(_LOOSE.search(folded) and _TESTABLE.search(folded))
