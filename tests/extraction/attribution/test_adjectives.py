"""Adjectives of belief and feeling: confident that, ready for, critical of."""

from __future__ import annotations

import pytest

from tests.extraction.reading import Row, rows

EXAMPLES: list[tuple[str, list[Row]]] = [
    (
        "Ada Byron is confident that the bridge will open.",
        [("Ada Byron", "confident", "that the bridge will open")],
    ),
    (
        "Residents are worried that the river will rise.",
        [("Residents", "worried", "that the river will rise")],
    ),
    ("The Kremlin was ready for talks.", [("The Kremlin", "ready for", "talks")]),
    ("Ben Carter is critical of the plan.", [("Ben Carter", "critical of", "the plan")]),
    ("It is clear that the bridge is old.", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_example(text: str, expected: list[Row]) -> None:
    assert rows(text, "adjective") == expected
