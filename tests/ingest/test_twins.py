"""Texts that print the same agency report share a band; two reports of one event do not."""

from claims.ingest.twins import bands, brings_nothing_new
from tests.ingest import samples

AGENCY = " ".join(f"{line} It was the {n}th day of it." for n, line in enumerate(samples.LINES * 2))
OTHER = (
    "Ships left Port Anselm on Monday for the first time in four days. The mayor put the number of vessels that "
    "had to wait at 112. Unemployment in the harbour is down, she added. Dredging will be done before winter comes, "
    "according to the harbour master. The fishing fleet lost a third of what it hoped to catch this season."
)


def test_an_outlets_own_line_above_and_below_changes_nothing() -> None:
    printed = f"PORT ANSELM (Agency) - {AGENCY} Read more in our app."
    assert set(bands(AGENCY)) & set(bands(printed))
    assert brings_nothing_new(printed, AGENCY)


def test_punctuation_and_case_change_nothing() -> None:
    assert bands(AGENCY) == bands(AGENCY.upper().replace(".", " …"))


def test_a_text_that_goes_on_brings_something_new() -> None:
    assert not brings_nothing_new(AGENCY + " " + OTHER, AGENCY)


def test_another_report_of_the_same_event_is_another_text() -> None:
    assert not set(bands(AGENCY)) & set(bands(OTHER))
    assert not brings_nothing_new(OTHER, AGENCY)


def test_a_short_text_has_no_bands() -> None:
    assert bands("Harbour reopens after storm.") == []
    assert not brings_nothing_new("Harbour reopens.", "Harbour reopens.")
