"""A review speaks of a wording and a speaker; nobody changes these alone once they were approved."""

from __future__ import annotations

from claims.editorial import claims, workflow
from claims.models import Claim, ReviewVersion
from tests.editorial.refusals import refused
from tests.factories import ada, ben, make_draft, make_published_review, make_speaker, paula
from tests.models.refusals import refused as refused_by_the_database


def reword(claim: Claim, wording: str = "unemployment rose") -> None:
    claims.edit_claim(claim=claim, actor=ada(), wording=wording, kind=claim.kind, said_on=claim.said_on)


def test_rewording_a_claim_voids_the_approval_of_its_review() -> None:
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    reword(version.review.claim)
    version.refresh_from_db()
    assert (version.state, version.approver) == ("draft", None)


def test_who_rewords_the_claim_is_an_author_and_cannot_approve() -> None:
    version = make_draft(author=paula())
    reword(version.review.claim)
    version.refresh_from_db()
    assert ada().pk in version.authors


def test_a_public_claim_is_not_reworded_by_one_person() -> None:
    claim = make_published_review().review.claim
    with refused("wording", "a second person approves"):
        reword(claim)


def test_nor_is_its_speaker_changed() -> None:
    claim = make_published_review().review.claim
    with refused("wording"):
        claims.confirm_speaker(claim=claim, actor=ada(), speaker=make_speaker("Tom Reed"))


def test_nor_past_the_verbs() -> None:
    claim = make_published_review().review.claim
    with refused_by_the_database("claim_said_as_reviewed"):
        Claim.objects.filter(pk=claim.pk).update(wording="unemployment rose")


def test_a_correction_carries_the_new_wording_which_holds_from_publication_on() -> None:
    old = make_published_review()
    claim = old.review.claim
    new = workflow.correct(review=old.review, actor=ada(), change_note="We had the wrong year.")
    workflow.edit(version=new, actor=ada(), claim_wording="unemployment in the port fell in 2023")
    workflow.submit(version=new, actor=ada())
    workflow.approve(version=new, actor=ben())
    claim.refresh_from_db()
    assert claim.wording == "unemployment in the port fell to 4 percent"
    workflow.publish(version=new, actor=paula())
    claim.refresh_from_db()
    assert claim.wording == "unemployment in the port fell in 2023"
    assert ReviewVersion.objects.published().get() == new
