"""According to somebody, in the words of somebody."""

from __future__ import annotations

import pytest

from tests.extraction.reading import Row, rows

EXAMPLES: list[tuple[str, list[Row]]] = [
    (
        "According to Ada Byron, the bridge cost 40 million euros.",
        [("Ada Byron", "According to", "the bridge cost 40 million euros")],
    ),
    (
        "The bridge cost 40 million euros, according to a report by the ministry.",
        [("a report by the ministry", "according to", "The bridge cost 40 million euros")],
    ),
    (
        "The tunnel, according to the council, is safe.",
        [("the council", "according to", "The tunnel | is safe")],
    ),
    (
        "In the words of the mayor, the plan is a disaster.",
        [("the mayor", "In the words of", "the plan is a disaster")],
    ),
    (
        "The bridge cost 40 million and the tunnel cost 60 million, according to the ministry.",
        [("the ministry", "according to", "The bridge cost 40 million and the tunnel cost 60 million")],
    ),
    (
        "In a new poll, 60 percent of voters opposed the tunnel.",
        [("a new poll", "In", "60 percent of voters opposed the tunnel")],
    ),
    (
        "According to recent polling, the billionaire candidate is once again strongly leading the field.",
        [
            (
                "recent polling",
                "According to",
                "the billionaire candidate is once again strongly leading the field",
            )
        ],
    ),
    (
        "According to Ada Byron, the bridge, which cost 40 million, is safe and will open in May.",
        [("Ada Byron", "According to", "the bridge, which cost 40 million, is safe and will open in May")],
    ),
    ("The bridge, first in a survey of drivers, is old.", []),
    ("The work went according to plan.", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_example(text: str, expected: list[Row]) -> None:
    assert rows(text, "preposition") == expected
