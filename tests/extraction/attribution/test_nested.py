"""Nested attribution: both levels are kept, the outer one as the reporter of the inner."""

from __future__ import annotations

import pytest

from tests.extraction.reading import attributions, pieces, rows

NESTED = [
    ("Ada Byron said that Ben Carter had promised to rebuild the bridge.", "Ada Byron", "Ben Carter"),
    ("The ministry said Ben Carter claimed that crime had doubled.", "The ministry", "Ben Carter"),
    ("The Kremlin welcomed Carter’s claim that he could end the war in a day.", "The Kremlin", "Carter"),
]


@pytest.mark.parametrize(("text", "outer", "inner"), NESTED, ids=[text for text, _, _ in NESTED])
def test_both_levels_are_kept(text: str, outer: str, inner: str) -> None:
    first, second = attributions(text)
    assert pieces(text, first.source) == outer
    assert first.reporter is None
    assert pieces(text, second.source) == inner
    assert second.reporter == 0


@pytest.mark.parametrize(
    "text",
    [
        "“I think people say that the bridge is safe,” Ada Byron said.",
        "Ada Byron said she believed the bridge was safe.",
    ],
)
def test_what_somebody_says_of_their_own_thoughts_is_one_level(text: str) -> None:
    assert len(rows(text)) == 1
