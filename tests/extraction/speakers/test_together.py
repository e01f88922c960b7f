"""Two who speak together are both shown."""

from __future__ import annotations

from tests.extraction.speakers.reading import read


def test_the_first_is_named_and_the_other_shown() -> None:
    (only,) = read("[1:Clara Olsen and Thomas Winter] said {1:the bridge was safe}.")
    assert only.speaker == "Clara Olsen"
    assert only.alternatives == ("Thomas Winter",)
    assert only.confidence < 0.75
