"""A role means whoever held it on the day of the article."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extraction.types import KnownAffiliation, KnownSpeaker
from tests.extraction.speakers.cast import ADA, BEN
from tests.extraction.speakers.reading import read

KNOWN = [ADA, BEN]
BEFORE, AFTER = date(2020, 3, 1), date(2023, 3, 1)


@pytest.mark.parametrize("role", ["The Estonian leader", "Estonia's President", "The president of Estonia"])
@pytest.mark.parametrize(("day", "speaker"), [(BEFORE, "Ada Byron"), (AFTER, "Ben Olsen")])
def test_the_holder_changes_with_the_day(role: str, day: date, speaker: str) -> None:
    (only,) = read(f"[1:{role}] said {{1:the bridge was safe}}.", known=KNOWN, on=day)
    assert only.speaker == speaker
    assert only.confidence == 0.85


def test_the_former_president_is_not_the_president() -> None:
    (only,) = read("[1:The former Estonian president] said {1:the bridge was safe}.", known=KNOWN, on=AFTER)
    assert only.speaker == "Ada Byron"


def test_a_role_that_nobody_held_stays_open() -> None:
    (only,) = read("[1:The Estonian leader] said {1:it was safe}.", known=KNOWN, on=date(2010, 1, 1))
    assert only.speaker is None


def test_without_known_speakers_the_introduction_counts() -> None:
    (only,) = read(
        "The engineer Clara Olsen and the lawyer Thomas Winter came.\n[1:The lawyer] said {1:it was safe}."
    )
    assert only.speaker == "Thomas Winter"


def test_an_indefinite_description_is_somebody_new() -> None:
    (only,) = read("The lawyer Thomas Winter came.\n[1:Another lawyer] said {1:the bridge was safe}.")
    assert only.speaker is None


def test_a_role_of_several_words_is_read_to_its_end() -> None:
    minister = KnownSpeaker(
        key="clara-olsen",
        name="Clara Olsen",
        affiliations=(KnownAffiliation("Minister of Transport", "Estonia", date(2020, 1, 1), None),),
    )
    (only,) = read(
        "[1:Estonia's minister of transport] said {1:it was safe}.", known=[minister, BEN], on=AFTER
    )
    assert only.speaker == "Clara Olsen"


def test_a_president_is_not_the_former_president() -> None:
    (only,) = read("President Clara Olsen came.\n[1:The former president] said {1:the bridge was safe}.")
    assert only.speaker is None


def test_a_title_in_short_introduces_as_well() -> None:
    (only,) = read("Sen. Clara Olsen and the lawyer Ben Winter came.\n[1:The senator] said {1:it was safe}.")
    assert only.speaker == "Clara Olsen"
