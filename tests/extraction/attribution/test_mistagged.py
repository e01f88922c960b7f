"""Verbs of saying that the tagger takes for plural nouns."""

from __future__ import annotations

import pytest

from tests.extraction.reading import Row, rows

EXAMPLES: list[tuple[str, list[Row]]] = [
    (
        "The Centre for Bridges and Roads states: “There is no proof that the bridge is safe.”",
        [("The Centre for Bridges and Roads", "states", "“There is no proof that the bridge is safe.”")],
    ),
    ("The inquiry read out the last of her claims: “There is no proof that the bridge is safe.”", []),
    ("According to her notes, “there is no proof that the bridge is safe”.", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_example(text: str, expected: list[Row]) -> None:
    assert [row for row in rows(text, "verb") if row[1] in {"states", "claims", "notes"}] == expected
