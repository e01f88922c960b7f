"""What people in a conversation say of themselves; in an article nobody who merely knows reports."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import find_attributions
from claims.extraction.language import parser


def contents(text: str) -> list[str]:
    (doc,) = parser().parse([text])
    return [" ".join(text[start:end] for start, end in a.content) for a in find_attributions(doc)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("I know that the bridge was tested.", "that the bridge was tested"),
        ("I'm sure that the bridge was tested.", "that the bridge was tested"),
        ("We realised the bridge was closed.", "the bridge was closed"),
    ],
)
def test_one_tells_what_one_holds(text: str, content: str) -> None:
    assert contents(text) == [content]


def test_a_third_person_who_knows_reports_nothing() -> None:
    assert contents("Clara Olsen knew that the bridge was tested.") == []
