"""A quotation followed by "he said" belongs to whoever spoke last, whomever the quotation names."""

from __future__ import annotations

from tests.extraction.speakers.reading import names, read


def test_names_within_the_quotation_do_not_take_the_floor() -> None:
    _, second = read(
        "{1:“The bridge is closed,”} [1:Thomas Winter] said.\n"
        "{2:“Robert Olsen closed it, and Peter Brown knows why,”} [2:he] said."
    )
    assert second.speaker == "Thomas Winter"
    assert second.confidence >= 0.85


def test_names_within_what_the_speaker_said_do_not_take_the_floor() -> None:
    _, second = names(
        "[1:Thomas Winter] said {1:Robert Olsen and Peter Brown were the real problem}.\n"
        "{2:“They closed the bridge,”} [2:he] said."
    )
    assert second == "Thomas Winter"


def test_somebody_named_by_the_reporter_may_take_the_floor() -> None:
    _, second = read(
        "[1:Thomas Winter] said {1:the bridge was closed}.\n"
        "Robert Olsen, the engineer, came to the bridge on Tuesday. Olsen was in a hurry.\n"
        "{2:“I closed it,”} [2:he] said."
    )
    assert second.speaker != "Thomas Winter"
