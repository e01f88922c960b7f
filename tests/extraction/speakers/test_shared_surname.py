"""A surname of two people stays open, and both are shown."""

from __future__ import annotations

from tests.extraction.speakers.reading import read


def test_a_shared_surname_stays_open_with_both_as_alternatives() -> None:
    (only,) = read("Clara Olsen and Thomas Olsen came to the bridge.\n[1:Olsen] said {1:it was safe}.")
    assert only.speaker is None
    assert set(only.alternatives) == {"Clara Olsen", "Thomas Olsen"}
    assert only.confidence < 0.5


def test_a_title_tells_them_apart() -> None:
    (only,) = read("Clara Olsen and Thomas Olsen came to the bridge.\n[1:Mrs Olsen] said {1:it was safe}.")
    assert only.speaker == "Clara Olsen"


def test_a_full_name_tells_them_apart() -> None:
    (only,) = read("Clara Olsen and Thomas Olsen came.\n[1:Thomas Olsen] said {1:the bridge was safe}.")
    assert only.speaker == "Thomas Olsen"


def test_a_shared_first_name_stays_open_too() -> None:
    (only,) = read("Li Na and Li Wei came to the bridge.\n[1:Li] said {1:the bridge was safe}.")
    assert only.speaker is None
    assert set(only.alternatives) == {"Li Na", "Li Wei"}
