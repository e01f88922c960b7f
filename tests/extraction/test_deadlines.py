"""When a promise falls due, and the words it was read from."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extraction.deadlines import find_deadline

UTTERED = date(2024, 11, 8)
OFFICE = date(2025, 1, 20)
DATED = [
    # text, start, due, precision
    ("I will end the war within 24 hours", None, date(2024, 11, 9), "day"),
    ("I will end the war within 24 hours", OFFICE, date(2025, 1, 21), "day"),
    ("end the war in 48 hours", OFFICE, date(2025, 1, 22), "day"),
    ("we will cut prices in my first 100 days", OFFICE, date(2025, 4, 30), "day"),
    ("close the border on day one", OFFICE, date(2025, 1, 20), "day"),
    ("close the border on my first day in office", OFFICE, date(2025, 1, 20), "day"),
    ("we will build it within two weeks", None, date(2024, 11, 22), "day"),
    ("we will build it within six months", None, date(2025, 5, 8), "month"),
    ("we will build it in the next five years", None, date(2029, 11, 8), "year"),
    ("carbon neutral by 2030", None, date(2030, 12, 31), "year"),
    ("carbon neutral by the end of 2030", None, date(2030, 12, 31), "year"),
    ("carbon neutral before 2030", None, date(2029, 12, 31), "year"),
    ("open it by March 2026", None, date(2026, 3, 31), "month"),
    ("open it by March 15, 2026", None, date(2026, 3, 15), "day"),
    ("open it by March", None, date(2025, 3, 31), "month"),
    ("open it before December", None, date(2024, 11, 30), "month"),
    ("finish by the end of the year", None, date(2024, 12, 31), "year"),
    ("finish by the end of this year", None, date(2024, 12, 31), "year"),
    ("finish it next year", None, date(2025, 12, 31), "year"),
    ("finish it next month", None, date(2024, 12, 31), "month"),
]


@pytest.mark.parametrize(("text", "start", "due", "precision"), DATED)
def test_dated(text: str, start: date | None, due: date, precision: str) -> None:
    found = find_deadline(text, UTTERED, start)
    assert found is not None
    assert (found.due_on, found.precision) == (due, precision)


@pytest.mark.parametrize(
    "text",
    [
        "end the war in 24 hours if elected",
        "he could end the war in 24 hours",
        "cut taxes in my first 100 days",
        "close the border on day one",
    ],
)
def test_without_a_start_the_day_stays_open_and_the_words_are_kept(text: str) -> None:
    found = find_deadline(text, UTTERED)
    assert found is not None
    assert (found.due_on, found.precision) == (None, "open")
    assert found.basis


@pytest.mark.parametrize(
    "text",
    [
        "end the war",
        "40 per cent of 2,030 people",
        "for the first time in 24 years",
        "on Monday one man left",
    ],
)
def test_no_deadline(text: str) -> None:
    assert find_deadline(text, UTTERED) is None


def test_the_basis_quotes_the_words_and_the_day_counted_from() -> None:
    found = find_deadline("I will end the war within 24 hours", UTTERED, OFFICE)
    assert found is not None
    assert found.basis == "“within 24 hours”, counted from 2025-01-20"
