"""In an interview "I" is the guest, and "you" as well."""

from __future__ import annotations

from tests.extraction.speakers.reading import names, read

INTERVIEW = (
    "The Daily Bridge interviews Clara Olsen about the harbour\n\n"
    "Clara Olsen is an engineer. Her colleague Thomas Winter took the pictures.\n\n"
    "Do [1:you] think {1:the bridge is safe}?\n\n"
    "[2:I] think {2:Thomas Winter would never cross it}. We built it in a year.\n\n"
    "Why did you build it?\n\nBecause we had to. [3:I] believe {3:it will be replaced}.\n\n"
    "What do you do now?\n\nI plant trees."
)


def test_the_guest_is_the_one_who_was_interviewed() -> None:
    assert names(INTERVIEW) == ["Clara Olsen"] * 3


def test_i_outside_a_conversation_stays_open() -> None:
    (only,) = names("Clara Olsen built the bridge. [1:I] think {1:it is ugly}.")
    assert only is None


def test_i_within_a_quotation_is_whoever_is_quoted() -> None:
    _, inner = names("{1:“[2:I] think {2:the bridge is ugly},”} [1:Clara Olsen] said.")
    assert inner == "Clara Olsen"


def test_two_guests_are_both_shown() -> None:
    (only,) = read(
        "The Daily Bridge interviews Clara Olsen and Thomas Winter\n\n"
        "Is it safe?\n\n[1:I] think {1:it is safe}. We built it.\n\nDo you like it?\n\nI do."
    )
    assert only.speaker == "Clara Olsen"
    assert only.alternatives == ("Thomas Winter",)
    assert only.confidence < 0.75


def test_questions_and_answers_of_an_article_are_no_interview() -> None:
    (only,) = names(
        "How to cross the bridge\n\nThomas Winter knows.\n\nIs it safe?\n\n[1:You] can say {1:that it is}.\n\n"
        "Can you cross at night?\n\nYou can.\n\nDo you need a light?\n\nYou do."
    )
    assert only is None
