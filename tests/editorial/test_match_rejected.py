"""A rejected match is never suggested again, and says who rejected it; a confirmed one is an appearance."""

import pytest

from claims.editorial import matching, triage
from claims.editorial.refusals import Refused
from claims.models import Candidate, Claim, ClaimMatch
from tests.factories import ada, cleo, make_candidate, make_claim, make_speaker


def candidate() -> Candidate:
    return make_candidate(speaker=make_speaker())


def suggested(waiting: Candidate) -> list[Claim]:
    matches = matching.similar_claims(statement=waiting.statement, speaker=waiting.speaker, candidate=waiting)
    return [match.claim for match in matches]


def test_what_a_new_candidate_seems_to_repeat_is_written_down_once() -> None:
    claim, waiting = make_claim(), candidate()
    assert matching.suggest_matches(revision_id=waiting.revision_id) == 1
    matching.suggest_matches(revision_id=waiting.revision_id)
    match = ClaimMatch.objects.get()
    assert (match.claim, match.candidate, match.state) == (claim, waiting, "suggested")
    assert match.score is not None
    assert match.score >= matching.SAME


def test_a_rejected_match_is_never_suggested_again() -> None:
    claim, waiting = make_claim(), candidate()
    assert suggested(waiting) == [claim]
    matching.reject_match(candidate=waiting, claim=claim, actor=ada())
    match = ClaimMatch.objects.get()
    assert (match.state, match.decided_by) == ("rejected", ada())
    assert match.decided_at is not None
    assert suggested(waiting) == []
    assert matching.suggest_matches(revision_id=waiting.revision_id) == 0
    assert ClaimMatch.objects.get().state == "rejected"


def test_a_match_rejected_for_one_of_a_group_is_rejected_for_all() -> None:
    claim, first = make_claim(), candidate()
    second = make_candidate(speaker=make_speaker(), group=first)
    matching.reject_match(candidate=second, claim=claim, actor=ada())
    assert suggested(first) == []


def test_a_confirmed_match_is_an_appearance_and_undoing_takes_both_back() -> None:
    claim, waiting = make_claim(), candidate()
    triage.promote(candidate=waiting, actor=ada(), claim=claim)
    match = ClaimMatch.objects.get()
    assert (match.state, match.decided_by) == ("confirmed", ada())
    assert claim.appearances.count() == 1
    triage.undo(candidate=waiting, actor=ada())
    assert not ClaimMatch.objects.exists()
    assert not claim.appearances.exists()


def test_who_may_not_triage_may_not_reject() -> None:
    with pytest.raises(Refused):
        matching.reject_match(candidate=candidate(), claim=make_claim(), actor=cleo())
