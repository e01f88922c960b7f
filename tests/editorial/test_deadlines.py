"""Promises by the day they fall due: flagged by the program, settled by a published review."""

from datetime import date, timedelta

from claims.editorial import claims, deadlines, triage, workflow
from claims.models import Claim
from tests.editorial.refusals import refused
from tests.factories import (
    ada,
    ben,
    make_candidate,
    make_claim,
    make_published_review,
    make_rating,
    make_speaker,
    paula,
)

TODAY = date(2025, 1, 20)


def due(days: int) -> Claim:
    return make_claim("build homes", due_on=TODAY + timedelta(days=days))


def test_overdue_soon_and_later() -> None:
    late, today, week, month, later = due(-1), due(0), due(7), due(8), due(31)
    assert list(deadlines.overdue(TODAY)) == [late]
    assert list(deadlines.due_soon(7, TODAY)) == [today, week]
    assert list(deadlines.due_soon(30, TODAY, after=8)) == [month]
    assert later not in deadlines.due_soon(30, TODAY)


def test_a_published_review_settles_a_promise() -> None:
    late = due(-1)
    make_published_review(late, rating=make_rating("Promise broken", scale="promise"))
    assert list(deadlines.overdue(TODAY)) == []


def test_a_review_that_was_corrected_to_in_the_works_settles_nothing() -> None:
    late = due(-1)
    old = make_published_review(late, rating=make_rating("Promise broken", scale="promise"))
    new = workflow.correct(review=old.review, actor=ada(), change_note="It is being built.")
    workflow.edit(version=new, actor=ada(), rating=make_rating("In the works", scale="promise"))
    workflow.submit(version=new, actor=ada())
    workflow.approve(version=new, actor=ben())
    workflow.publish(version=new, actor=paula())
    assert list(deadlines.overdue(TODAY)) == [late]


def test_a_date_read_from_the_text_is_a_proposal_until_a_person_confirms_it() -> None:
    claim = due(5)
    assert list(deadlines.proposals()) == [claim]
    claims.confirm_deadline(claim=claim, actor=ada())
    assert list(deadlines.proposals()) == []
    assert claim.due_confirmed_by == ada()


def test_without_a_date_there_is_nothing_to_confirm() -> None:
    with refused("due_on"):
        claims.confirm_deadline(claim=make_claim(kind="promise"), actor=ada())


def test_a_deadline_says_what_it_rests_on() -> None:
    with refused("due_basis"):
        claims.set_deadline(claim=make_claim(kind="promise"), actor=ada(), due_on=TODAY)


def test_only_promises_fall_due() -> None:
    with refused("kind"):
        claims.set_deadline(claim=make_claim(kind="fact"), actor=ada(), due_on=TODAY, basis="tomorrow")
    with refused("kind", "deadline"):
        claims.edit_claim(claim=due(3), actor=ada(), wording="build", kind="fact", said_on=None)


WORDS = "“in 24 hours”, counted from a day that the text does not state"


def test_a_promise_without_a_day_keeps_the_words_that_it_counts_from() -> None:
    held = make_candidate(kind="promise", due_precision="open", due_basis=WORDS, speaker=make_speaker())
    claim = triage.promote(candidate=held, actor=ada(), wording="end war", kind="promise")
    assert (claim.due_on, claim.due_precision, claim.due_basis) == (None, "open", WORDS)
    claims.set_deadline(claim=claim, actor=ada(), due_on=TODAY, basis="the day after taking office")
    claims.set_deadline(claim=claim, actor=ada(), due_on=None, basis=WORDS)
    assert (claim.due_on, claim.due_precision, claim.due_basis) == (None, "open", WORDS)


def test_what_is_no_promise_any_more_counts_from_nothing() -> None:
    claim = make_claim(kind="promise", due_precision="open", due_basis=WORDS)
    claims.edit_claim(claim=claim, actor=ada(), wording="end war", kind="fact", said_on=None)
    assert (claim.due_precision, claim.due_basis) == ("", "")
    with refused("kind"):
        claims.set_deadline(claim=claim, actor=ada(), due_on=None, basis=WORDS)
