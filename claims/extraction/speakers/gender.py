"""Whether a person is a man or a woman, as far as the article or a first name tells."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from claims.extraction.lexicon import words
from claims.extraction.speakers.names import normal


def of_first_name(first_name: str) -> str:
    """ "m", "f" or "" by the lists of first names."""
    name = normal(first_name)
    if name in words("speaker_men"):
        return "m"
    return "f" if name in words("speaker_women") else ""


def of_words(near: set[str]) -> str:
    """By a title or a noun beside the name: "Mrs", "actress", "his brother"."""
    female, male = near & words("speaker_female_nouns"), near & words("speaker_male_nouns")
    if bool(female) == bool(male):
        return ""
    return "f" if female else "m"


NEAR = 40  # tokens between a name and the "he" or "she" that may mean it


def following(
    doc: Doc, quoted: Sequence[bool], people: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, int]]:
    """For each "he" and "she" outside quotations: "m" or "f", and which of the people was named last.

    `people` holds the first and last tokens of their names, in order; `quoted` tells of each token.
    """
    starts = [start for start, _ in people]
    for token in doc:
        if token.lower_ not in {"he", "she"} or quoted[token.i]:
            continue
        index = bisect_left(starts, token.i) - 1
        if index >= 0 and token.i - people[index][1] <= NEAR:
            yield "m" if token.lower_ == "he" else "f", index


def elected(votes: Counter[str], so_far: str) -> str:
    """The gender with two votes and three quarters of all; four votes against what a first name tells."""
    (best, most), *_ = votes.most_common()
    enough = 4 if so_far and so_far != best else 2
    return best if most >= enough and most * 4 >= votes.total() * 3 else so_far
