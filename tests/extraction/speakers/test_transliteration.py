"""Spellings of one name in another alphabet are one person."""

from __future__ import annotations

import pytest

from claims.extraction.types import KnownSpeaker
from tests.extraction.speakers.reading import names, read

ANDRIY = KnownSpeaker(key="andriy-zabolotskyi", name="Andriy Zabolotskyi", gender="m")


@pytest.mark.parametrize("spelling", ["Zabolotskyi", "Zabolotsky", "Zabolotskiy", "Zabolotskyy"])
def test_every_spelling_means_the_known_speaker(spelling: str) -> None:
    (only,) = read(f"[1:Andriy {spelling}] said {{1:the bridge was safe}}.", known=[ANDRIY])
    assert only.key == "andriy-zabolotskyi"


def test_two_spellings_in_one_article_are_one_person() -> None:
    first, second = names(
        "[1:Andriy Zabolotsky] said {1:the bridge was safe}.\n[2:Zabolotskyy] said {2:it was tested}."
    )
    assert first == second


def test_accents_make_no_difference() -> None:
    first, second = names(
        "[1:Zoltán Kovács] said {1:the bridge was safe}.\n[2:Kovacs] said {2:it had been tested}."
    )
    assert first == second
