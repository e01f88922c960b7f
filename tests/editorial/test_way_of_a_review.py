"""Draft, submitted, returned, approved, published, corrected, withdrawn, discarded: the way and its gates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from claims.editorial import claims, workflow
from claims.editorial.refusals import Refused
from claims.models import Claim, Review, ReviewVersion, User, act_as
from tests.editorial.refusals import refused
from tests.factories import (
    ada,
    ben,
    cleo,
    make_claim,
    make_draft,
    make_evidence,
    make_published_review,
    paula,
)


def approved() -> ReviewVersion:
    version = make_draft()
    claims.confirm_speaker(claim=version.review.claim, actor=ada())
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    return version


def test_the_whole_way_from_draft_to_published() -> None:
    version = approved()
    workflow.publish(version=version, actor=paula())
    assert (version.state, version.approver, version.published_by) == ("published", ben(), paula())
    assert Claim.objects.published().get() == version.review.claim


def test_submitting_names_everything_that_is_missing() -> None:
    version = workflow.start_review(claim=make_claim(), actor=ada())
    for field in ("rating", "summary", "methodology", "evidence"):
        with refused(field):
            workflow.submit(version=version, actor=ada())


def test_an_unconfirmed_speaker_blocks_publication() -> None:
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    with refused("speaker", "Confirm"):
        workflow.publish(version=version, actor=paula())


def test_a_review_is_returned_with_a_comment() -> None:
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    with refused("comment"):
        workflow.return_review(version=version, actor=ben(), comment="  ")
    workflow.return_review(version=version, actor=ben(), comment="Which month?")
    assert version.state == "returned"
    assert [c.text for c in version.review.comments.all()] == ["Which month?"]


def test_a_returned_review_is_edited_and_submitted_again() -> None:
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    workflow.return_review(version=version, actor=ben(), comment="Which month?")
    workflow.edit(version=version, actor=ada(), summary="In October it was 6.1 percent.")
    workflow.submit(version=version, actor=ada())
    assert version.state == "submitted"


def test_an_edit_voids_the_approval() -> None:
    version = approved()
    workflow.edit(version=version, actor=ada(), summary="Other words.")
    assert (version.state, version.approver, version.approved_at) == ("draft", None, None)
    with refused("state"):
        workflow.publish(version=version, actor=paula())


def test_saving_the_same_words_voids_nothing() -> None:
    version = approved()
    workflow.edit(version=version, actor=ada(), summary=version.summary)
    assert version.state == "approved"


def test_who_corrects_a_typing_error_cannot_approve() -> None:
    version = make_draft()
    workflow.edit(version=version, actor=ben(), headline="No: unemployment did not fall to 4 percent")
    workflow.submit(version=version, actor=ada())
    with refused("approver", "You wrote in this version"):
        workflow.approve(version=version, actor=ben())
    workflow.approve(version=version, actor=paula())


@pytest.mark.parametrize("verb", ["submit", "approve", "publish", "withdraw"])
def test_an_outsider_moves_nothing(verb: str) -> None:
    version = make_draft()
    with refused("actor"):
        workflow._move(version, verb, cleo())
    assert version.state == "draft"


def test_a_reporter_neither_approves_nor_publishes() -> None:
    version = make_draft()
    for verb in ("approve", "publish", "withdraw", "return"):
        assert [p.field for p in workflow.blockers(version, verb, ada())] == ["actor"]


def test_a_correction_is_a_new_version_and_the_old_one_stays_as_it_was() -> None:
    version = make_published_review()
    new = workflow.correct(review=version.review, actor=ada(), change_note="The figure was for May.")
    workflow.edit(version=new, actor=ada(), summary="The labour office counted 6.3 percent.")
    assert version.review.public == version  # readers see the old one meanwhile
    workflow.submit(version=new, actor=ada())
    workflow.approve(version=new, actor=ben())
    workflow.publish(version=new, actor=paula())
    version.refresh_from_db()
    assert (version.state, version.summary) == ("corrected", "The labour office counted 6.1 percent.")
    assert version.review.public == new
    assert new.evidence.count() == version.evidence.count() == 1


def test_a_discarded_correction_changes_nothing_and_is_changed_by_nobody() -> None:
    version = make_published_review()
    new = workflow.correct(review=version.review, actor=ada(), change_note="The figure was for May.")
    workflow.discard(version=new, actor=ada())
    assert version.review.public == version.review.current == version
    for verb in (workflow.submit, workflow.approve, workflow.publish, workflow.reopen, workflow.discard):
        with refused("state"):
            verb(version=new, actor=paula())
    with refused("state"):
        workflow.edit(version=new, actor=ada(), summary="After all.")


def test_a_first_draft_is_discarded_and_begun_anew() -> None:
    first = make_draft()
    workflow.discard(version=first, actor=ada())
    assert first.review.current is None
    assert workflow.start_review(claim=first.review.claim, actor=ada()).number == 2


def test_what_was_submitted_is_not_discarded() -> None:
    review = make_published_review().review
    new = workflow.correct(review=review, actor=ada(), change_note="The figure was for May.")
    workflow.submit(version=new, actor=ada())
    with refused("state"):
        workflow.discard(version=new, actor=ada())


def test_a_correction_says_what_was_wrong_before_a_colleague_reads_it() -> None:
    version = make_published_review()
    new = workflow.correct(review=version.review, actor=ada(), change_note=" ")
    with refused("change_note"):
        workflow.submit(version=new, actor=ada())
    workflow.edit(version=new, actor=ada(), change_note="The figure was for May.")
    workflow.submit(version=new, actor=ada())


@pytest.mark.parametrize(
    ("state", "verb", "actor"), [("submitted", workflow.approve, ben), ("approved", workflow.publish, paula)]
)
def test_nor_is_one_approved_or_published_that_got_further_without_saying_it(
    state: str, verb: Callable[..., None], actor: Callable[[], User]
) -> None:
    new = workflow.correct(review=make_published_review().review, actor=ada())
    row = ReviewVersion.objects.filter(pk=new.pk)
    with act_as(ben()):
        row.update(state="submitted", submitted_at=timezone.now())
        if state == "approved":
            row.update(state="approved", approver=ben(), approved_at=timezone.now())
    with refused("change_note"):
        verb(version=new, actor=actor())


def test_what_is_begun_anew_after_a_withdrawal_corrects_nothing_that_readers_see() -> None:
    version = make_published_review()
    workflow.withdraw(version=version, actor=paula(), reason="The interview was forged.")
    anew = workflow.start_review(claim=version.review.claim, actor=ada())
    workflow.edit(version=anew, actor=ada(), rating=version.rating, summary="It is 6 percent.")
    make_evidence(anew)
    workflow.submit(version=anew, actor=ada())
    assert anew.state == "submitted"


def test_a_refusal_names_the_state_as_one_says_it() -> None:
    version = make_draft()
    with pytest.raises(Refused, match=r"^A draft version cannot be approved\."):
        workflow.approve(version=version, actor=ben())
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    with pytest.raises(Refused, match=r"^An approved version cannot be approved\."):
        workflow.approve(version=version, actor=ben())


def test_one_publisher_withdraws_alone_with_a_reason() -> None:
    version = make_published_review()
    with refused("withdrawn_reason"):
        workflow.withdraw(version=version, actor=paula(), reason="")
    workflow.withdraw(version=version, actor=paula(), reason="The interview was forged.")
    assert (version.state, version.withdrawn_reason) == ("withdrawn", "The interview was forged.")
    assert not Claim.objects.published().exists()


def test_starting_twice_opens_one_draft() -> None:
    claim = make_claim()
    first = workflow.start_review(claim=claim, actor=ada())
    assert workflow.start_review(claim=claim, actor=ben()) == first
    assert Review.objects.count() == 1


def test_an_older_text_is_restored_into_the_open_version_alone() -> None:
    old = make_published_review(summary="First words.")
    new = workflow.correct(review=old.review, actor=ada(), change_note="Better.")
    workflow.edit(version=new, actor=ada(), summary="Second words.")
    workflow.restore(older=old, actor=ada())
    new.refresh_from_db()
    old.refresh_from_db()
    assert (new.summary, new.change_note, old.state) == ("First words.", "Better.", "published")
