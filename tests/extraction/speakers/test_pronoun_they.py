""" "They" is several people, or a body that spoke; never one of two."""

from __future__ import annotations

from claims.extraction.types import SpeakerKind
from tests.extraction.speakers.reading import read


def test_they_of_two_people_stays_collective_and_shows_both() -> None:
    (they,) = read(
        "Clara Olsen and Thomas Winter met in Denmark on Monday.\n[1:They] agreed {1:to close the bridge}."
    )
    assert they.speaker is None
    assert they.kind == SpeakerKind.COLLECTIVE
    assert set(they.alternatives) == {"Clara Olsen", "Thomas Winter"}


def test_they_of_a_plural_noun_stays_collective() -> None:
    (they,) = read("Siemens built the bridge. Residents are angry. [1:They] said {1:it was too loud}.")
    assert they.speaker is None
    assert they.kind == SpeakerKind.COLLECTIVE
