""" "He" is a man in view, "she" a woman."""

from __future__ import annotations

from tests.extraction.speakers.reading import names, read


def test_he_and_she_go_to_the_man_and_the_woman() -> None:
    he, she = names(
        "Thomas Winter met Clara Olsen on Monday.\n"
        "[1:He] said {1:the bridge was safe}.\n[2:She] said {2:it was not}."
    )
    assert (he, she) == ("Thomas Winter", "Clara Olsen")


def test_a_name_that_no_list_knows_is_learnt_from_the_pronouns() -> None:
    (last,) = names(
        "Xolwe Brandt is an engineer. She builds bridges. Brandt lives in Bern. She has two daughters.\n"
        "Thomas Olsen is a lawyer.\nBrandt wrote a report. On Monday [1:she] said {1:the bridge was safe}."
    )
    assert last == "Xolwe Brandt"


def test_a_pronoun_in_a_fronted_phrase_means_the_subject_that_follows() -> None:
    (only,) = names("In [1:his] plan {1:to close the bridge}, Thomas Winter named no date.")
    assert only == "Thomas Winter"


def test_the_subject_of_a_verb_is_not_its_object() -> None:
    (last,) = names("Clara Olsen arrived. Paula Winter thanked [1:her] for the claim {1:that it was safe}.")
    assert last == "Clara Olsen"


def test_nobody_in_view_stays_open() -> None:
    (only,) = read("[1:He] said {1:the bridge was safe}.")
    assert only.speaker is None
    assert only.confidence < 0.5


def test_a_described_person_is_in_view() -> None:
    *_, last = names(
        "Chancellor Clara Olsen wrote, and Olsen was late. [1:Paula Winter] said {1:the figures were wrong}. "
        "The party has not written a budget for years, and nobody in the town seemed to expect that it would "
        "begin to do so in the winter that lay ahead. The chancellor laughed.\n“{2:I am staying},” [2:she] said."
    )
    assert last == "Clara Olsen"


def test_whom_he_meant_is_no_she_later_on() -> None:
    *_, last = names(
        "Clara Olsen arrived. [1:Xolwe Brandt] said {1:the bridge was old}. [2:He] said {2:it was not safe}.\n"
        "On Monday [3:she] said {3:it was new}."
    )
    assert last == "Clara Olsen"
