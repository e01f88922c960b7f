"""Word lists of the scorer: one word or phrase a line, read once, matched as one regular expression."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " "})


def fold(text: str) -> str:
    """Lower case with straight quotation marks, of the same length as far as Unicode allows."""
    return text.translate(_STRAIGHT).lower()


def _pattern(entry: str) -> str:
    words = r"\s+".join(re.escape(word) for word in entry.rstrip("*").split())
    return words + (r"\w*" if entry.endswith("*") else "")


@cache
def read(name: str) -> tuple[str, ...]:
    """The entries of `data/score_NAME.txt`, without comments, longest first."""
    lines = (DATA / f"score_{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return tuple(sorted(entries, key=lambda entry: (-len(entry), entry)))


@cache
def matcher(name: str) -> re.Pattern[str]:
    """A pattern that finds any entry of the list as whole words in folded text (see `fold`)."""
    entries = read(name)
    words = "|".join(_pattern(entry) for entry in entries if entry[0].isalnum())
    others = "".join(f"|{_pattern(entry)}" for entry in entries if not entry[0].isalnum())
    return re.compile(rf"(?:(?<!\w)(?:{words}){others})(?!\w)")


@cache
def any_of(name: str) -> str:
    """The list as a group inside a larger pattern; its words are not bounded."""
    return "(?:" + "|".join(_pattern(entry) for entry in read(name)) + ")"
