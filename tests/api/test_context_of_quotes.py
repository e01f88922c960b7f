"""What is shown around a quote begins and ends with whole words."""

from django.test import Client

from tests.factories import QUOTE, ben, make_appearance, make_claim, make_published_review, make_revision


def test_it_is_cut_between_words() -> None:
    claim = make_claim()
    words = "absolutely reasonable policies " * 20
    make_appearance(claim, revision=make_revision(f"{words}{QUOTE} {words}"), confirmed_by=ben())
    make_published_review(claim)
    (row,) = Client().get("/api/v1/appearances/").json()["results"]
    around = row["before"].split() + row["after"].split()
    assert len(around) > 30
    assert set(around) == {"absolutely", "reasonable", "policies"}


def test_a_short_text_is_shown_whole() -> None:
    claim = make_claim()
    make_appearance(claim, revision=make_revision(f"So it is. {QUOTE} That is all."), confirmed_by=ben())
    make_published_review(claim)
    (row,) = Client().get("/api/v1/appearances/").json()["results"]
    assert (row["before"], row["after"]) == ("So it is. ", " That is all.")
