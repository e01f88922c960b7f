"""Google's `fields`: which members of an answer are wanted, such as `claims(text,claimReview/url),nextPageToken`."""

from __future__ import annotations

import re
from typing import Any

from rest_framework.exceptions import ValidationError

Wanted = dict[str, "Wanted"]  # an empty one: the whole of it
TOKEN = re.compile(r"[A-Za-z]+|[*(),/]")
DEEPEST = 10


def select(answer: Any, wanted: Wanted) -> Any:
    """What is wanted of the answer; lists are gone through item by item."""
    if isinstance(answer, list):
        return [select(item, wanted) for item in answer]
    if not wanted or "*" in wanted or not isinstance(answer, dict):
        return answer
    return {name: select(value, wanted[name]) for name, value in answer.items() if name in wanted}


def read_fields(text: str) -> Wanted:
    """The selector as a tree. Raises ValidationError where it cannot be read."""
    tokens = TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise _refuse(text)
    wanted = _members(tokens, text, 0)
    if tokens:
        raise _refuse(text)
    return wanted


def _members(tokens: list[str], text: str, depth: int) -> Wanted:
    """Members with commas between them; takes their tokens away."""
    wanted: Wanted = {}
    while True:
        name = _name(tokens, text)
        inner = wanted.setdefault(name, {})
        deeper = depth
        while tokens[:1] == ["/"]:
            del tokens[0]
            inner = inner.setdefault(_name(tokens, text), {})
            deeper += 1
        if tokens[:1] == ["("] and deeper < DEEPEST:
            del tokens[0]
            inner.update(_members(tokens, text, deeper + 1))
            if tokens[:1] != [")"]:
                raise _refuse(text)
            del tokens[0]
        if tokens[:1] != [","]:
            return wanted
        del tokens[0]


def _name(tokens: list[str], text: str) -> str:
    if not tokens or tokens[0] in "(),/":
        raise _refuse(text)
    return tokens.pop(0)


def _refuse(text: str) -> ValidationError:
    told = f"Invalid field selection {text[:60]}"
    return ValidationError({"fields": [told]})
