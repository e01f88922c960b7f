"""When a predicted name is one of the gold names."""

from __future__ import annotations

import pytest

from claims.extraction.evaluation.speaker_names import Names, words_of

TEXT = "Clara Olsen met Thomas Winter and Paula Winter of the Harbour Board. Winter spoke."


def match(guess: str | None, *names: str, kind: str = "person", wiki: str | None = None) -> bool:
    return Names(names, wiki, kind, words_of(TEXT)).match(guess)


@pytest.mark.parametrize(
    "guess",
    ["Clara Olsen", "Olsen", "Mayor Clara Olsen", "Clara Olsen's", "C. Olsen", "CLARA OLSEN", "Clara Ølsen"],
)
def test_forms_of_the_name_count(guess: str) -> None:
    assert match(guess, "Clara Olsen")


@pytest.mark.parametrize(
    "guess", ["engineer Clara Olsen", "Clara Olsen, the engineer", "the mayor, Clara Olsen"]
)
def test_descriptions_of_the_person_count(guess: str) -> None:
    assert match(guess, "Clara Olsen")


@pytest.mark.parametrize(
    "guess", ["a lawyer for Clara Olsen", "Clara Olsen's lawyer", "Maria Olsen", "she", "", None]
)
def test_other_people_do_not_count(guess: str | None) -> None:
    assert not match(guess, "Clara Olsen")


def test_a_surname_that_somebody_else_has_too_does_not_count() -> None:
    assert not match("Winter", "Thomas Winter")


def test_the_name_in_the_encyclopaedia_counts() -> None:
    assert match("Clara Maria Olsen", "Olsen", wiki="Clara_Maria_Olsen_(engineer)")


def test_two_names_need_to_be_both_right() -> None:
    assert match("Clara Olsen and Thomas Winter", "Clara Olsen", "Thomas Winter")
    assert not match("Clara Olsen and Paula Winter", "Clara Olsen", "Thomas Winter")


@pytest.mark.parametrize(
    ("guess", "name"),
    [
        ("Harbour Board", "the Danish Harbour Board"),
        ("Bridges Corp.", "Bridges"),
        ("HB", "Harbour Board"),
        ("the Harbour Board of Esbjerg", "Harbour Board"),
    ],
)
def test_bodies_match_by_what_they_share(guess: str, name: str) -> None:
    assert match(guess, name, kind="organization")


@pytest.mark.parametrize(("guess", "name"), [("the Board", "Harbour Board"), ("Denmark", "Denmark Railways")])
def test_bodies_that_share_a_common_word_do_not_match(guess: str, name: str) -> None:
    assert not match(guess, name, kind="organization")
