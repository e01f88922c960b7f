"""A writer and an editor, or two editors, at the same moment: nobody fails, and nothing is left behind."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction

from claims.editorial import grouping, matching, triage
from claims.models import Candidate, Claim, ClaimMatch
from tests.factories import ada, ben, make_candidate, make_claim, make_speaker


def somebody_waits() -> None:
    """Come back when somebody waits for a lock."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits for a lock")


def nothing() -> None:
    """No more is done."""


def meet(
    first: Callable[[], object], second: Callable[[], object], rest: Callable[[], object] = nothing
) -> None:
    """The second begins when the first is done, but not committed, and has to wait while the rest is done."""
    done, begun, failed = Event(), Event(), list[BaseException]()

    def lead() -> None:
        try:
            with transaction.atomic():
                first()
                done.set()
                begun.wait(30)
                somebody_waits()
                rest()
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    thread = Thread(target=lead)
    thread.start()
    assert done.wait(30)
    begun.set()
    second()
    thread.join(60)
    assert failed == []


@pytest.mark.django_db(transaction=True)
def test_who_joins_a_group_while_it_is_decided_is_decided_with_it() -> None:
    leading, joining = make_candidate(speaker=make_speaker()), make_candidate(speaker=make_speaker())
    editor = ada()

    def join() -> None:
        Candidate.objects.select_for_update(no_key=True).get(pk=leading.pk)
        Candidate.objects.filter(pk=joining.pk).update(group=leading)

    meet(join, lambda: triage.dismiss(candidate=leading, actor=editor, reason="unimportant"))
    assert set(Candidate.objects.values_list("state", flat=True)) == {"dismissed"}


@pytest.mark.django_db(transaction=True)
def test_two_claims_of_the_same_words_at_once_get_two_addresses() -> None:
    one, other = make_candidate(speaker=make_speaker()), make_candidate(speaker=make_speaker())
    first, second = ada(), ben()
    meet(
        lambda: triage.promote(candidate=one, actor=first, wording="the port is open"),
        lambda: triage.promote(candidate=other, actor=second, wording="the port is open"),
    )
    assert Claim.objects.values("slug").distinct().count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_goes_while_it_is_suggested_is_not_suggested() -> None:
    speaker = make_speaker()
    claim = make_claim("unemployment in the port fell to 4 percent last year", speaker=speaker)
    candidate = make_candidate(speaker=speaker)
    found = matching.similar_claims(statement=candidate.statement, speaker=speaker)
    assert [match.claim for match in found] == [claim]
    meet(claim.delete, lambda: matching.suggest_matches(revision_id=candidate.revision_id))
    assert not ClaimMatch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_holds_a_candidate_and_then_a_claim_as_taking_back_does_never_meets_a_deadlock() -> None:
    speaker = make_speaker()
    claim = make_claim("unemployment in the port fell to 4 percent last year", speaker=speaker)
    candidate = make_candidate(speaker=speaker)
    meet(
        lambda: list(grouping.hold_group(candidate)),
        lambda: matching.suggest_matches(revision_id=candidate.revision_id),
        rest=lambda: Claim.objects.select_for_update().get(pk=claim.pk),
    )
    assert ClaimMatch.objects.count() == 1
