"""A candidate is put aside with a reason; a decision can be taken back while nothing rests on it."""

from claims.editorial import triage, workflow
from claims.models import Candidate, Claim
from tests.editorial.refusals import refused
from tests.factories import ada, ben, make_candidate, make_claim, make_speaker


def test_a_reason_is_needed() -> None:
    candidate = make_candidate()
    with refused("reason", "Opinion or not checkable"):
        triage.dismiss(candidate=candidate, actor=ada(), reason="because")
    candidate.refresh_from_db()
    assert candidate.state == "waiting"


def test_the_reason_and_who_gave_it_are_kept() -> None:
    candidate = make_candidate()
    triage.dismiss(candidate=candidate, actor=ada(), reason="fragment", note="No verb.")
    assert (candidate.state, candidate.dismiss_reason, candidate.dismiss_note) == (
        "dismissed",
        "fragment",
        "No verb.",
    )
    assert candidate.decided_by == ada()


def test_undo_puts_a_dismissed_candidate_back() -> None:
    candidate = make_candidate()
    triage.dismiss(candidate=candidate, actor=ada(), reason="fragment")
    triage.undo(candidate=candidate, actor=ben())
    assert (candidate.state, candidate.dismiss_reason, candidate.decided_by) == ("waiting", "", None)


def test_undo_takes_the_claim_away_that_nothing_else_rests_on() -> None:
    candidate = make_candidate(speaker=make_speaker())
    triage.promote(candidate=candidate, actor=ada(), wording="build homes")
    triage.undo(candidate=candidate, actor=ada())
    assert candidate.state == "waiting"
    assert not Claim.objects.exists()


def test_undo_leaves_a_known_claim_with_its_other_appearances() -> None:
    known = make_claim(speaker=make_speaker())
    first, second = (make_candidate(speaker=make_speaker()) for _ in range(2))
    triage.promote(candidate=first, actor=ada(), claim=known)
    triage.promote(candidate=second, actor=ada(), claim=known)
    triage.undo(candidate=second, actor=ada())
    assert [a.revision_id for a in known.appearances.all()] == [first.revision_id]


def test_undo_is_refused_once_a_review_rests_on_it() -> None:
    candidate = make_candidate(speaker=make_speaker())
    claim = triage.promote(candidate=candidate, actor=ada(), wording="build homes")
    workflow.start_review(claim=claim, actor=ada())
    with refused("claim", "review"):
        triage.undo(candidate=candidate, actor=ada())
    assert claim.appearances.exists()


def test_a_review_of_a_claim_that_was_taken_back_meanwhile_is_refused_in_words() -> None:
    candidate = make_candidate(speaker=make_speaker())
    claim = triage.promote(candidate=candidate, actor=ada())
    triage.undo(candidate=candidate, actor=ada())
    with refused("claim", "a colleague took back the decision that made it"):
        workflow.start_review(claim=claim, actor=ben())


def test_there_is_nothing_to_undo_in_the_queue() -> None:
    with refused("state"):
        triage.undo(candidate=make_candidate(), actor=ada())


def test_many_are_dismissed_at_once_and_the_decided_ones_are_named() -> None:
    candidates = [make_candidate() for _ in range(3)]
    triage.dismiss(candidate=candidates[0], actor=ben(), reason="duplicate")
    done, refused_ones = triage.dismiss_many(
        candidates=Candidate.objects.filter(pk__in=[c.pk for c in candidates]),
        actor=ada(),
        reason="unimportant",
    )
    assert done == 2
    assert [(c.pk, "Ben" in str(why)) for c, why in refused_ones] == [(candidates[0].pk, True)]
    candidates[0].refresh_from_db()
    assert candidates[0].dismiss_reason == "duplicate"


def test_what_was_dismissed_by_one_stroke_comes_back_by_one() -> None:
    before = make_candidate()
    triage.dismiss(candidate=before, actor=ada(), reason="fragment")
    group = [first := make_candidate(), make_candidate(group=first)]
    alone, colleagues = make_candidate(), make_candidate()
    triage.dismiss_many(candidates=[first, alone], actor=ada(), reason="unimportant")
    triage.dismiss(candidate=colleagues, actor=ben(), reason="fragment")
    alone.refresh_from_db()
    assert triage.undo_stroke(candidate=alone, actor=ada()) == 3
    waiting = Candidate.objects.awaiting_triage().values_list("pk", flat=True)
    assert set(waiting) == {alone.pk, *(row.pk for row in group)}


def test_what_a_colleague_took_back_meanwhile_is_left_in_the_queue() -> None:
    rows = [make_candidate() for _ in range(3)]
    triage.dismiss_many(candidates=rows, actor=ada(), reason="unimportant")
    triage.undo(candidate=rows[1], actor=ben())
    assert triage.undo_stroke(candidate=rows[0], actor=ada()) == 2
    assert Candidate.objects.awaiting_triage().count() == 3


def test_changing_the_speaker_keeps_the_name_that_was_read() -> None:
    candidate = make_candidate(speaker_name="the mayor")
    triage.change_speaker(candidate=candidate, actor=ada(), speaker=make_speaker("Tom Reed"))
    assert (str(candidate.speaker), candidate.speaker_name) == ("Tom Reed", "the mayor")
    assert "ada" in candidate.speaker_how
