"""Where nobody is named, nobody is found."""

from __future__ import annotations

from tests.extraction.speakers.reading import read


def test_an_empty_source_stays_empty() -> None:
    (only,) = read("Clara Olsen came. It was said {1:that the bridge was safe}.")
    assert only.speaker is None
    assert only.confidence == 0
    assert only.how == "nobody is named"


def test_a_title_with_its_office_is_no_name() -> None:
    headline, _ = read(
        "[1:Minister] vows {1:to reopen Harwick bridge by June}\n\n"
        "[2:Transport Minister Ada Byron] promised on Tuesday {2:to reopen it}."
    )
    assert headline.speaker == "Ada Byron"


def test_what_somebody_is_called_in_front_is_no_name() -> None:
    (only,) = read('[1:Mum-of-three Kelly Jones], 34, said: {1:"My bins are full."}')
    assert only.speaker == "Kelly Jones"
