"""Where nobody is named, nobody is found."""

from __future__ import annotations

from tests.extraction.speakers.reading import read


def test_an_empty_source_stays_empty() -> None:
    (only,) = read("Clara Olsen came. It was said {1:that the bridge was safe}.")
    assert only.speaker is None
    assert only.confidence == 0
    assert only.how == "nobody is named"
