"""In a hearing "I" is whoever was given the floor; "you", from the bench, as well."""

from __future__ import annotations

from tests.extraction.speakers.reading import names

HEARING = (
    "We will hear argument in Case 12-345, Olsen versus Winter. Mr. Brown, please proceed.\n\n"
    "May it please the court: [1:I] submit {1:the bridge was safe}.\n\n"
    "Mr. Brown, are [2:you] saying {2:that nobody tested it}?\n\n"
    "It was tested, Justice Adams. [3:I] believe {3:the record shows it}.\n\n"
    "Thank you, counsel. Ms. Grey?\n\n"
    "Thank you, Your Honor. [4:I] think {4:the record shows nothing}."
)


def test_the_floor_goes_from_one_to_the_next() -> None:
    assert names(HEARING) == ["Brown", "Brown", "Brown", "Grey"]


def test_the_bench_is_named_by_the_answer() -> None:
    asked = HEARING.replace(
        "are [2:you] saying {2:that nobody tested it}", "[2:I] ask {2:whether it was tested}"
    )
    assert names(asked)[1] == "Adams"
