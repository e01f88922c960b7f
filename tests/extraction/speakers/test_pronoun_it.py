""" "It" is a body, and never a person."""

from __future__ import annotations

from tests.extraction.speakers.cast import HARBOUR
from tests.extraction.speakers.reading import names


def test_it_is_the_body_that_spoke_before() -> None:
    _, it = names(
        "[1:The Harbour Authority] said {1:Clara Olsen and Denmark were to blame}.\n"
        "{2:“The bridge was closed for no reason at all,”} [2:it] said in a statement.",
        known=[HARBOUR],
    )
    assert it == "Harbour Authority"


def test_it_is_no_person() -> None:
    (it,) = names("Clara Olsen opened the bridge. [1:It] said {1:to drive slowly}.")
    assert it is None
