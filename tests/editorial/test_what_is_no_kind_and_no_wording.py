"""A kind that is none is refused, by the verbs and by the database; a wording is refused rather than cut."""

import pytest
from django.db import IntegrityError, transaction

from claims.editorial import claims, merging, triage, workflow
from claims.models import Candidate, Claim
from tests.editorial.refusals import refused
from tests.factories import ada, make_appearance, make_candidate, make_claim, make_draft, make_speaker

TOO_LONG = "build homes " * 50


def test_promoting_to_an_unknown_kind_is_refused() -> None:
    candidate = make_candidate(speaker=make_speaker())
    with refused("kind", "zzz"):
        triage.promote(candidate=candidate, actor=ada(), wording="it fell", kind="zzz")
    assert not Claim.objects.exists()


def test_editing_to_an_unknown_kind_is_refused() -> None:
    with refused("kind", "zzz"):
        claims.edit_claim(claim=make_claim(), actor=ada(), wording="it fell", kind="zzz", said_on=None)


def test_the_database_knows_the_kinds() -> None:
    claim, candidate = make_claim(), make_candidate()
    for rows, name in (
        (Claim.objects.filter(pk=claim.pk), "claim_kind_known"),
        (Candidate.objects.filter(pk=candidate.pk), "candidate_kind_known"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(kind="zzz")


def test_signs_that_turn_the_direction_of_reading_are_taken_out() -> None:
    turned = "the budget will \u202edouble\u202c by \u20662030\u2069"
    candidate = make_candidate(speaker=make_speaker())
    claim = triage.promote(candidate=candidate, actor=ada(), wording=turned)
    assert claim.wording == "the budget will double by 2030"
    claims.edit_claim(claim=claim, actor=ada(), wording=turned, kind="statistic", said_on=None)
    version = workflow.edit(version=make_draft(claim), actor=ada(), claim_wording=turned)
    claim.refresh_from_db()
    assert claim.wording == version.claim_wording == "the budget will double by 2030"


def test_a_wording_too_long_is_refused_whole() -> None:
    candidate = make_candidate(speaker=make_speaker())
    with refused("wording", "500 characters at most; this one has 599"):
        triage.promote(candidate=candidate, actor=ada(), wording=TOO_LONG)
    claim = make_claim()
    with refused("wording", "599"):
        claims.edit_claim(claim=claim, actor=ada(), wording=TOO_LONG, kind="fact", said_on=None)
    chosen = make_appearance(claim)
    make_appearance(claim)
    with refused("wording", "599"):
        merging.split(claim=claim, appearances=[chosen.pk], wording=TOO_LONG, actor=ada())
    assert Claim.objects.get().wording == claim.wording
