"""An attachment is taken back whole, from a published claim as well: its group's appearances, and the copies'."""

from claims import revisions
from claims.editorial import triage, workflow
from claims.models import Appearance, Candidate, Claim
from tests.editorial.refusals import refused
from tests.factories import (
    TEXT,
    ada,
    ben,
    make_appearance,
    make_candidate,
    make_claim,
    make_published_review,
    make_revision,
    make_speaker,
)


def published() -> Claim:
    claim = make_claim(speaker=make_speaker())
    make_appearance(claim, confirmed_by=ben())
    make_published_review(claim)
    return claim


def group_with_copies() -> Candidate:
    """Two candidates that say the same, the first in a text that stands in three further articles."""
    first = make_candidate(speaker=make_speaker())
    make_candidate(speaker=make_speaker(), group=first)
    for _ in range(3):
        make_revision(TEXT, twin_of=first.revision, state="skipped")
    return first


def test_copies_under_a_published_claim_wait_for_a_person() -> None:
    claim, candidate = published(), group_with_copies()
    triage.promote(candidate=candidate, actor=ada(), claim=claim)
    assert revisions.appear_in_twins() == 3
    copies = Appearance.objects.filter(claim=claim, revision__twin_of=candidate.revision)
    assert {(copy.state, copy.confirmed_by) for copy in copies} == {("suggested", None)}
    assert claim.appearances.filter(state="confirmed").count() == 3


def test_copies_under_a_claim_that_nobody_reads_yet_are_confirmed() -> None:
    candidate = group_with_copies()
    claim = triage.promote(candidate=candidate, actor=ada(), wording="it fell")
    revisions.appear_in_twins()
    assert claim.appearances.filter(state="confirmed").count() == 5


def test_undo_takes_the_group_and_the_copies_off_a_published_claim() -> None:
    claim, candidate = published(), group_with_copies()
    before = list(claim.appearances.values_list("pk", "state"))
    triage.promote(candidate=candidate, actor=ada(), claim=claim)
    revisions.appear_in_twins()
    triage.undo(candidate=candidate, actor=ada())
    assert list(claim.appearances.values_list("pk", "state")) == before
    assert Candidate.objects.awaiting_triage().count() == 2
    assert revisions.appear_in_twins() == 0


def test_undo_takes_confirmed_copies_off_a_claim_that_was_published_meanwhile() -> None:
    claim, candidate = make_claim(speaker=make_speaker()), group_with_copies()
    triage.promote(candidate=candidate, actor=ada(), claim=claim)
    revisions.appear_in_twins()
    make_published_review(claim)
    triage.undo(candidate=candidate, actor=ada())
    assert not claim.appearances.exists()


def test_a_promotion_that_made_the_claim_is_not_undone_under_its_review() -> None:
    candidate = group_with_copies()
    claim = triage.promote(candidate=candidate, actor=ada(), wording="it fell")
    assert triage.may_undo(candidate)
    workflow.start_review(claim=claim, actor=ada())
    assert not triage.may_undo(candidate)
    with refused("claim", "review"):
        triage.undo(candidate=candidate, actor=ada())


def test_an_attachment_to_it_is() -> None:
    claim = triage.promote(candidate=group_with_copies(), actor=ada(), wording="it fell")
    workflow.start_review(claim=claim, actor=ada())
    later = make_candidate(speaker=make_speaker())
    triage.promote(candidate=later, actor=ada(), claim=claim)
    triage.undo(candidate=later, actor=ada())
    assert later.state == "waiting"
    assert claim.appearances.count() == 2


def test_the_reach_of_a_decision_is_told_beforehand() -> None:
    candidate = group_with_copies()
    assert triage.reach(candidate) == (2, 3)
    assert triage.reach(candidate).told == " (2 candidates; the text stands in 3 further articles)"
    assert triage.reach(make_candidate()).told == ""
