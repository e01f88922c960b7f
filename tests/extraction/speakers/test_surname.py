"""A surname alone means the person whom the article named in full."""

from __future__ import annotations

from tests.extraction.speakers.reading import read


def test_a_surname_means_the_one_who_was_named_in_full() -> None:
    first, second = read(
        "[1:Paula Winter] said {1:the bridge was safe}.\n[2:Winter] added {2:that it had been tested}."
    )
    assert first.speaker == second.speaker == "Paula Winter"
    assert second.confidence >= 0.85


def test_a_title_is_no_part_of_the_name() -> None:
    (only,) = read("[1:Mayor Paula Winter] said {1:the bridge was safe}.")
    assert only.speaker == "Paula Winter"


def test_a_possessive_is_no_part_of_the_name() -> None:
    (only,) = read("Paula Winter came. [1:Winter's] claim {1:that the bridge was safe} was doubted.")
    assert only.speaker == "Paula Winter"
