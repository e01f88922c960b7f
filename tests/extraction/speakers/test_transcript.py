"""In a transcript the label says who speaks."""

from __future__ import annotations

from tests.extraction.speakers.cast import ADA
from tests.extraction.speakers.reading import names

TRANSCRIPT = (
    "MODERATOR: [1:I] want to know {1:whether the bridge is safe}.\n"
    "PRESIDENT BYRON: [2:I] promise {2:to close it}.\n"
    "CLARA OLSEN: [3:I] doubt {3:that it was tested}.\n"
    "PRESIDENT BYRON: [4:I] know {4:it was}."
)


def test_labels_name_the_speakers() -> None:
    moderator, *others = names(TRANSCRIPT, known=[ADA])
    assert moderator is None
    assert others == ["Ada Byron", "Clara Olsen", "Ada Byron"]


def test_you_is_the_one_who_spoke_before() -> None:
    (you,) = names("CLARA OLSEN: It is safe.\nTHOMAS WINTER: Do [1:you] say {1:so}?\nCLARA OLSEN: Yes.")
    assert you == "Clara Olsen"


def test_an_answer_belongs_to_the_guest() -> None:
    question, answer = names(
        "Five questions for Clara Olsen\n\nQ: Do [1:you] think {1:it is safe}?\nA: I do.\n"
        "Q: Why?\nA: Because [2:I] know {2:it was tested}."
    )
    assert question is None
    assert answer == "Clara Olsen"


def test_initials_stand_for_the_one_who_has_them() -> None:
    (only,) = names(
        "Clara Olsen talks about the harbour.\n\nDB: Is it safe?\nCO: [1:I] think {1:so}.\nDB: Why?\nCO: It is."
    )
    assert only == "Clara Olsen"
