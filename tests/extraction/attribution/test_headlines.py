"""Headlines that name the speaker before a colon."""

from __future__ import annotations

import pytest

from tests.extraction.reading import Row, rows

EXAMPLES: list[tuple[str, list[Row]]] = [
    (
        "Ada Byron: Bridge is safe for lorries\nCars passed by.",
        [("Ada Byron", ":", "Bridge is safe for lorries")],
    ),
    (
        "Report: Bridge was never tested\nCars passed by.",
        [("Report", ":", "Bridge was never tested")],
    ),
    ("Spoiler: Bridge was never tested\nCars passed by.", []),
    ("Bridge plans: a long story of delays\nCars passed by.", []),
    ("Ada Byron: a profile\nCars passed by.", []),
    ("On Monday Ada Byron crossed the bridge with three aims: money, time and votes for her party.", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_example(text: str, expected: list[Row]) -> None:
    assert rows(text, "headline") == expected


def test_the_labels_of_a_transcript_are_no_headlines() -> None:
    text = "ADA BYRON: The bridge is safe for lorries.\nBEN CARTER: It was never tested.\nADA BYRON: It was, in May."
    assert {row[0] for row in rows(text)} == {"ADA BYRON", "BEN CARTER"}
    assert rows(text, "headline") == []
