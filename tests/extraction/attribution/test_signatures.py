"""Signed quotations: a dash and a name, to the end of the line."""

from __future__ import annotations

import pytest

from tests.extraction.reading import Row, rows

EXAMPLES: list[tuple[str, list[Row]]] = [
    ("“The bridge is safe.” — Ada Byron", [("Ada Byron", "—", "“The bridge is safe.”")]),
    (
        "“The bridge is safe.”\n― Ada Byron, engineer\n“It is not.”\n― Ludwig van der Berg",
        [("Ada Byron", "―", "“The bridge is safe.”"), ("Ludwig van der Berg", "―", "“It is not.”")],
    ),
    ('"He said it was safe." -- Ada Byron', [("Ada Byron", "--", '"He said it was safe."')]),
    ("“The bridge is safe.” — Ada Byron has her doubts.", []),
    ("“The bridge is safe” — Byron", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_example(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected
