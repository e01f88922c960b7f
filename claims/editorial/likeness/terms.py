"""The words a text is compared by: cleaned, stemmed, without the words that say nothing."""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

STOP = frozenset(
    """a an the and or but if of in on at to for from by with within into than that this these those it its is are
    was were be been being has have had do does did will would can could should may might must shall not no he she
    they we you i his her their our my your him them us who which what when where how as so very just about there
    here also any all some more most""".split()  # noqa: SIM905 - a list of words reads best as words
)
WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:'[^\W\d_]+)?")
ADDRESS = re.compile(r"(?:https?://|pic\.twitter\.com/|www\.)\S+")
SIGNATURE = re.compile(r"\s[—–-]+\s[^()]{0,80}\(@\w+\)(?:\s+\w+ \d{1,2}, \d{4})?\s*$")
HASHTAG = re.compile(r"#(\w+)")
ACCOUNT = re.compile(r"@\w+")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|_")
_stem_of = Stemmer.Stemmer("english").stemWord


def clean(text: str) -> str:
    """A post without addresses, account names and signature; "#EndTheWar" is "End The War"."""
    text = SIGNATURE.sub(" ", ADDRESS.sub(" ", text))
    text = HASHTAG.sub(lambda tag: HUMP.sub(" ", tag[1]), text)
    return " ".join(ACCOUNT.sub(" ", text).split())


def terms(text: str) -> list[str]:
    """Stems in their order, repetitions kept: the lexemes of PostgreSQL's English configuration.

    "5%" and "5 per cent" are the same two; "1,000" is "1000".
    """
    text = text.lower().replace("’", "'").replace("%", " percent ").replace("per cent", "percent")
    words = (word.split("'")[0].replace(",", "") for word in WORD.findall(text))
    return [stem(word) for word in words if word not in STOP]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Snowball's English stem."""
    return str(_stem_of(word))
