"""Two editors never decide on one candidate; a soft lock says who looks at it."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.utils import timezone

from claims.editorial import triage
from claims.editorial.refusals import Refused
from claims.models import Candidate, Claim, User
from tests.factories import ada, ben, make_candidate, make_speaker


def test_the_second_is_told_who_was_first() -> None:
    candidate = make_candidate(speaker=make_speaker())
    mine, stale = Candidate.objects.get(pk=candidate.pk), Candidate.objects.get(pk=candidate.pk)
    triage.dismiss(candidate=mine, actor=ben(), reason="fragment")
    with pytest.raises(Refused, match="Ben has already dismissed"):
        triage.promote(candidate=stale, actor=ada(), wording="too late")
    assert not Claim.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_exactly_one_decides() -> None:
    candidate = make_candidate(speaker=make_speaker())
    together, outcomes = Barrier(2), []

    def decide(actor: User) -> None:
        together.wait(5)
        try:
            triage.promote(candidate=Candidate.objects.get(pk=candidate.pk), actor=actor, wording=str(actor))
            outcomes.append("promoted")
        except Refused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=decide, args=[person]) for person in (ada(), ben())]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["promoted", "refused"]
    assert Claim.objects.count() == 1


def test_a_lock_holds_a_colleague_off_until_it_runs_out() -> None:
    candidate = make_candidate()
    assert triage.lock(candidate=candidate, actor=ada())
    assert not triage.lock(candidate=candidate, actor=ben())
    Candidate.objects.filter(pk=candidate.pk).update(locked_until=timezone.now() - timedelta(seconds=1))
    assert triage.lock(candidate=candidate, actor=ben())


def test_a_lock_is_soft_the_colleague_may_still_decide() -> None:
    candidate = make_candidate()
    triage.lock(candidate=candidate, actor=ada())
    triage.dismiss(candidate=candidate, actor=ben(), reason="fragment")
    assert (candidate.decided_by, candidate.locked_by) == (ben(), None)


def test_only_the_holder_unlocks() -> None:
    candidate = make_candidate()
    triage.lock(candidate=candidate, actor=ada())
    triage.unlock(candidate=candidate, actor=ben())
    assert not triage.lock(candidate=candidate, actor=ben())
    triage.unlock(candidate=candidate, actor=ada())
    assert triage.lock(candidate=candidate, actor=ben())
