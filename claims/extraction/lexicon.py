"""The word lists in `data/`, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    """The entries of `data/<name>.txt`, without comments and blank lines."""
    raw = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in (entry.split("#")[0].strip() for entry in raw) if line]


@cache
def government(name: str) -> dict[str, frozenset[str]]:
    """A list of `lemma: what it governs`, such as {"promise": {"clause", "infinitive"}}."""
    pairs = (line.partition(":") for line in lines(name))
    return {lemma.strip(): frozenset(governed.split()) for lemma, _, governed in pairs}


@cache
def phrases(name: str) -> tuple[tuple[str, ...], ...]:
    """A list of phrases, each as its words."""
    return tuple(tuple(line.lower().split()) for line in lines(name))


@cache
def words(name: str) -> frozenset[str]:
    """A list of single words or phrases, in lower case."""
    return frozenset(line.lower() for line in lines(name))
