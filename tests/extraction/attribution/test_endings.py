"""Where a reported clause ends, because the speaker goes on with a verb of its own."""

from __future__ import annotations

import pytest

from tests.extraction.reading import Row, rows

EXAMPLES: list[tuple[str, list[Row]]] = [
    (
        "Ada Byron said she regretted the delay and promised to open the bridge in May.",
        [
            ("Ada Byron", "said", "she regretted the delay"),
            ("Ada Byron", "promised", "to open the bridge in May"),
        ],
    ),
    (
        "Ada Byron says the council is building a bridge, adding that it will open in May.",
        [
            ("Ada Byron", "says", "the council is building a bridge"),
            ("Ada Byron", "adding", "that it will open in May"),
        ],
    ),
    # with a subject of its own it is still what she says
    (
        "Ada Byron said the bridge was old and the council promised to mend it.",
        [
            ("Ada Byron", "said", "the bridge was old and the council promised to mend it"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_example(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected
