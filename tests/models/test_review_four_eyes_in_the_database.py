"""The approver is not an author of the version, on every path; nobody acts in another's name."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims.models import ReviewVersion, User, act_as
from tests.factories import ada, ben, make_draft, make_evidence, make_published_review, make_user
from tests.models.refusals import refused


def submitted() -> ReviewVersion:
    version = make_draft()
    with act_as(ada()):
        ReviewVersion.objects.filter(pk=version.pk).update(state="submitted", submitted_at=timezone.now())
    version.refresh_from_db()
    return version


def approve(version: ReviewVersion, user: User) -> None:
    with act_as(user):
        ReviewVersion.objects.filter(pk=version.pk).update(
            state="approved", approver=user, approved_at=timezone.now()
        )


def test_the_author_cannot_approve() -> None:
    version = submitted()
    with refused("review_approver_is_no_author"):
        approve(version, ada())


def test_a_superuser_who_wrote_cannot_approve_either() -> None:
    chief = make_user("chief", is_superuser=True)
    version = make_draft(author=chief)
    with act_as(chief):
        ReviewVersion.objects.filter(pk=version.pk).update(state="submitted")
    with refused("review_approver_is_no_author"):
        approve(version, chief)


def test_nobody_approves_in_another_persons_name() -> None:
    version = submitted()
    with refused("review_approver_is_actor"), act_as(ada()):
        ReviewVersion.objects.filter(pk=version.pk).update(
            state="approved", approver=ben(), approved_at=timezone.now()
        )


def test_raw_sql_without_a_name_is_refused() -> None:
    version = submitted()
    with refused("review_change_has_actor"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_reviewversion SET state = 'approved', approver_id = %s, approved_at = now() WHERE id = %s",
            [ben().pk, version.pk],
        )


def test_whoever_changes_the_content_becomes_an_author() -> None:
    version = make_draft()
    with act_as(ben()):
        ReviewVersion.objects.filter(pk=version.pk).update(summary="Ben's words.")
    version.refresh_from_db()
    assert set(version.authors) == {ada().pk, ben().pk}


def test_whoever_changes_the_evidence_becomes_an_author() -> None:
    version = make_draft()
    make_evidence(version, author=ben())
    version.refresh_from_db()
    assert ben().pk in version.authors


def test_the_authors_cannot_be_changed_away() -> None:
    version = make_draft()
    with refused("review_authors_only_grow"):
        ReviewVersion.objects.filter(pk=version.pk).update(authors=[ben().pk])


def test_an_edit_after_approval_is_refused_unless_it_voids_the_approval() -> None:
    version = submitted()
    approve(version, ben())
    with refused("review_content_frozen"), act_as(ada()):
        ReviewVersion.objects.filter(pk=version.pk).update(summary="Other words.")
    with act_as(ada()):
        ReviewVersion.objects.filter(pk=version.pk).update(
            summary="Other words.", state="draft", approver=None, approved_at=None
        )
    version.refresh_from_db()
    assert version.approver is None


def test_evidence_of_an_approved_version_is_frozen() -> None:
    version = submitted()
    approve(version, ben())
    with refused("evidence_frozen"):
        make_evidence(version)


def test_a_draft_cannot_jump_to_published() -> None:
    version = make_draft()
    with refused("review_transition"), act_as(ben()):
        ReviewVersion.objects.filter(pk=version.pk).update(
            state="published",
            approver=ben(),
            approved_at=timezone.now(),
            published_by=ben(),
            published_at=timezone.now(),
        )


def test_a_new_row_cannot_begin_published() -> None:
    review = make_draft().review
    with refused("review_begins_as_draft"), act_as(ben()):
        ReviewVersion.objects.create(review=review, number=2, state="approved")


def test_a_published_version_is_never_overwritten() -> None:
    version = make_published_review()
    with refused("review_content_frozen"), act_as(ada()):
        ReviewVersion.objects.filter(pk=version.pk).update(summary="Other words.")


def test_versions_are_never_deleted() -> None:
    version = make_published_review()
    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        ReviewVersion.objects.filter(pk=version.pk)._raw_delete("default")
    assert ReviewVersion.objects.filter(pk=version.pk).exists()


def test_publishing_needs_a_confirmed_speaker() -> None:
    version = submitted()
    approve(version, ben())
    with refused("review_speaker_confirmed"), act_as(ben()):
        ReviewVersion.objects.filter(pk=version.pk).update(
            state="published", published_by=ben(), published_at=timezone.now()
        )
