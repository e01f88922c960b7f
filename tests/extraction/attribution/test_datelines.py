"""A dateline is no part of the sentence behind it: the place neither speaks nor is said."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import find_attributions
from claims.extraction.language import parser


@pytest.mark.parametrize(
    "dateline",
    [
        "LEEDS (Courier) - ",
        "LEEDS, England, Nov 24 (Courier) - ",
        "LEEDS — ",
        "NEW YORK/LEEDS (Courier) -- ",
    ],
)
def test_the_place_of_a_dateline_does_not_speak(dateline: str) -> None:
    text = f"{dateline}Mayor Ada Byron said on Sunday that the bridge would open in May."
    (doc,) = parser().parse([text])
    (found,) = find_attributions(doc)
    assert [text[start:end] for start, end in found.source] == ["Mayor Ada Byron"]


def test_a_hyphen_in_capitals_is_no_dateline() -> None:
    text = "NATO-led forces said the bridge was open."
    (doc,) = parser().parse([text])
    (found,) = find_attributions(doc)
    assert [text[start:end] for start, end in found.source] == ["NATO-led forces"]
