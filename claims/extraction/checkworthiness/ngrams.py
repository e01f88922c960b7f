"""Words and word pairs of a statement as numbered columns, without a vocabulary (the hashing trick)."""

from __future__ import annotations

import itertools
import re
import zlib

from claims.extraction.checkworthiness.lists import fold

COLUMNS = 1 << 18

_TOKEN = re.compile(r"\d[\d.,:]*|[^\W\d_]+(?:'[^\W\d_]+)?|[%$£€?!]")


def tokens(text: str) -> list[str]:
    """Folded words; a figure keeps only its shape, so that 52 and 67 are one word."""
    return [re.sub(r"\d", "0", token) for token in _TOKEN.findall(fold(text))]


def columns(text: str) -> list[int]:
    """The distinct columns (0 <= column < COLUMNS) of the text's words and pairs of words, sorted."""
    words = ["<", *tokens(text), ">"]
    grams = {*words, *(f"{first} {second}" for first, second in itertools.pairwise(words))}
    return sorted({zlib.crc32(gram.encode()) % COLUMNS for gram in grams})
