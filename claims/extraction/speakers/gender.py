"""Whether a person is a man or a woman, as far as the article or a first name tells."""

from __future__ import annotations

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
