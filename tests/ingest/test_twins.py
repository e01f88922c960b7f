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
    printed = f"PORT ANSELM (Agency)\n\n{AGENCY} Read more here."
    assert set(bands(AGENCY)) & set(bands(printed))
    assert brings_nothing_new(printed, AGENCY)


def test_punctuation_and_case_change_nothing() -> None:
    assert bands(AGENCY) == bands(AGENCY.upper().replace(".", " …"))


def test_quote_marks_blanks_and_case_make_no_other_sentence() -> None:
    printed = AGENCY.replace("“", '"').replace("”", '"').replace("’", "'").replace(" ", "  ").upper()
    assert brings_nothing_new(printed, AGENCY)


def test_a_shortened_print_brings_nothing_new_but_the_whole_does() -> None:
    shortened = AGENCY[: AGENCY.index("It was the 7th day")]
    assert brings_nothing_new(shortened, AGENCY)
    assert not brings_nothing_new(AGENCY, shortened)


def test_one_new_sentence_is_enough_to_be_another_text() -> None:
    printed = "Report number 3. Dmitry Peskov said that trade had grown by 6 percent in 1993. " + AGENCY
    assert set(bands(AGENCY)) & set(bands(printed))
    assert not brings_nothing_new(printed, AGENCY)


def test_a_sentence_with_another_figure_is_another_sentence() -> None:
    assert not brings_nothing_new(AGENCY.replace("112 ships", "12 ships", 1), AGENCY)


def test_a_sentence_inside_a_longer_one_is_another_sentence() -> None:
    known = "It is not true that unemployment in the port fell."
    assert not brings_nothing_new("Unemployment in the port fell.", known)


def test_a_text_that_goes_on_brings_something_new() -> None:
    assert not brings_nothing_new(AGENCY + " " + OTHER, AGENCY)


def test_another_report_of_the_same_event_is_another_text() -> None:
    assert not set(bands(AGENCY)) & set(bands(OTHER))
    assert not brings_nothing_new(OTHER, AGENCY)


def test_a_short_text_has_no_bands() -> None:
    assert bands("Harbour reopens after storm.") == []
    assert not brings_nothing_new("Harbour reopens.", "Harbour reopens.")
