"""What the words of a statement mean, as the mean of vectors that another model learnt on much more text.

A debate of 1960 knows no "covid"; its vector stands near those of "flu" and "epidemic", and so does its
weight. `wordpieces.npz` holds the word pieces of bert-base-uncased with their input vectors in all-MiniLM-L6-v2
(both Apache-2.0), reduced to 64 directions of 8 bits; docs/model-card.md has the recipe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from claims.extraction.checkworthiness.lists import fold

FILE = Path(__file__).with_name("wordpieces.npz")
DIRECTIONS = 64
LONGEST = 40  # characters of a word; what is longer is no word

Array = npt.NDArray[np.float32]
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Table:
    """The pieces by their number, and a vector each; pieces within a word begin with ##."""

    numbers: dict[str, int]
    vectors: Array  # (pieces, DIRECTIONS)


@cache
def table() -> Table:
    """The table, read once a process."""
    with np.load(FILE, allow_pickle=False) as data:
        pieces = data["pieces"].tobytes().decode().split("\n")
        return Table(
            {piece: n for n, piece in enumerate(pieces)}, data["vectors"].astype(np.float32) / np.float32(127)
        )


@lru_cache(maxsize=50_000)
def cut(word: str) -> tuple[int, ...]:
    """The numbers of a folded word's pieces, the longest first found; none for a word of foreign letters."""
    numbers = table().numbers
    found: list[int] = []
    start = 0
    while start < len(word) <= LONGEST:
        mark = "##" if start else ""
        ends = (end for end in range(len(word), start, -1) if mark + word[start:end] in numbers)
        end = next(ends, 0)
        if not end:
            return ()
        found.append(numbers[mark + word[start:end]])
        start = end
    return tuple(found)


def pieces(text: str) -> list[int]:
    """The numbers of all pieces of the text, in order."""
    return [number for word in _TOKEN.findall(fold(text)) for number in cut(word)]


def vectors(texts: Sequence[str]) -> Array:
    """One row a text: the mean of its pieces' vectors; zeros for a text without any."""
    rows = np.zeros((len(texts), DIRECTIONS), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        numbers = pieces(text)
        if numbers:
            row[:] = table().vectors[numbers].mean(axis=0)
    return rows
