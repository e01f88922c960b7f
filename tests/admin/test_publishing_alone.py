"""Twelve ways for one person to publish alone. All are refused, whatever the account may do else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.editorial import claims, workflow
from claims.models import ReviewVersion, User, act_as
from tests.admin.client import desk_of
from tests.editorial.refusals import refused as refused_by_the_verb
from tests.factories import ada, ben, make_draft, make_published_review, make_user, paula
from tests.models.refusals import refused


def chief() -> User:
    """May do everything, and still is one person."""
    return make_user("chief", "publisher", first_name="Chief", is_superuser=True, is_staff=True)


def submitted_by(author: User) -> ReviewVersion:
    version = make_draft(author=author)
    claims.confirm_speaker(claim=version.review.claim, actor=author)
    workflow.submit(version=version, actor=author)
    return version


def post(client: Client, version: ReviewVersion, action: str, **fields: object) -> int:
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    return client.post(address, {"action": action, "version": version.pk, **fields}).status_code


@contextmanager
def stays_unpublished(version: ReviewVersion) -> Iterator[None]:
    yield
    version.refresh_from_db()
    assert version.state not in {"approved", "published"}
    assert version.approver is None
    assert not version.review.versions.filter(state="published").exists()


def test_1_by_the_form() -> None:
    version = submitted_by(paula())
    desk = desk_of(paula())
    with stays_unpublished(version):
        assert post(desk, version, "approve", seen=version.submission_mark) == 409
        assert post(desk, version, "publish") == 409


def test_2_by_a_bulk_action() -> None:
    version = submitted_by(chief())
    desk = desk_of(chief())
    with stays_unpublished(version):
        for action in ("approve", "publish", "publish_selected", "delete_selected"):
            desk.post(
                reverse("admin:claims_claim_changelist"),
                {"action": action, "_selected_action": [version.review.claim_id], "post": "yes"},
            )
    assert version.review.claim.pk


def test_3_by_a_crafted_post() -> None:
    version = submitted_by(paula())
    desk = desk_of(paula())
    forged = {"state": "approved", "approver": ben().pk, "actor": ben().pk, "authors": ben().pk}
    forged |= {"user": ben().pk, "approved_at": "2024-11-20", "published_by": ben().pk}
    with stays_unpublished(version):
        for action in ("approve", "publish", "save", "_publish", "APPROVE", ""):
            post(desk, version, action, **forged)


def test_4_as_a_superuser() -> None:
    version = submitted_by(chief())
    with stays_unpublished(version):
        assert post(desk_of(chief()), version, "approve", seen=version.submission_mark) == 409
    assert desk_of(chief()).get(f"/admin/claims/reviewversion/{version.pk}/change/").status_code != 200


def test_5_by_a_verb_in_the_shell() -> None:
    version = submitted_by(chief())
    with stays_unpublished(version):
        with refused_by_the_verb("approver"):
            workflow.approve(version=version, actor=chief())
        with refused_by_the_verb("state"):
            workflow.publish(version=version, actor=chief())


def test_6_by_an_update_of_the_orm() -> None:
    version = submitted_by(chief())
    with stays_unpublished(version), refused("review_approver_is_no_author"), act_as(chief()):
        ReviewVersion.objects.filter(pk=version.pk).update(
            state="approved", approver=chief(), approved_at=timezone.now()
        )


def test_7_by_bulk_update() -> None:
    version = submitted_by(chief())
    version.state, version.approver, version.approved_at = "approved", ben(), timezone.now()
    with refused("review_approver_is_actor"), act_as(chief()):
        ReviewVersion.objects.bulk_update([version], ["state", "approver", "approved_at"])
    with stays_unpublished(version):
        pass


@pytest.mark.parametrize(
    ("set_up", "rule"),
    [
        (
            "UPDATE claims_reviewversion SET state = 'approved', approver_id = {me}, approved_at = now()",
            "is_no_author",
        ),
        (
            "UPDATE claims_reviewversion SET authors = ARRAY[{ben}], state = 'approved', approver_id = {me},"
            " approved_at = now()",
            "nobody is taken off the authors",
        ),
        ("ALTER TABLE claims_reviewversion DISABLE TRIGGER ALL", "must be owner"),
        ("ALTER TABLE claims_reviewversion DROP CONSTRAINT review_approver_is_no_author", "must be owner"),
        ("SET session_replication_role = replica", "permission denied"),
        ("TRUNCATE claims_reviewversion CASCADE", "permission denied"),
    ],
)
def test_8_by_raw_sql_as_the_role_of_the_program(set_up: str, rule: str) -> None:
    version = submitted_by(chief())
    statement = set_up.format(me=chief().pk, ben=ben().pk)
    attempt = pytest.raises(DatabaseError, match=rule)
    with stays_unpublished(version), attempt, act_as(chief()), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE claims_app")
        cursor.execute(statement)


def test_9_by_editing_after_the_approval() -> None:
    version = submitted_by(paula())
    workflow.approve(version=version, actor=ben())
    desk = desk_of(paula())
    with stays_unpublished(version):
        content = {"rating": version.rating_id, "methodology": version.methodology_id, "body": ""}
        post(desk, version, "save", seen=version.content_mark, summary="Nobody has seen this.", **content)
        version.refresh_from_db()
        assert version.summary == "Nobody has seen this."
        assert post(desk, version, "publish") == 409


def test_10_by_changing_the_author() -> None:
    version = submitted_by(chief())
    with stays_unpublished(version), refused("review_authors_only_grow"), act_as(chief()):
        ReviewVersion.objects.filter(pk=version.pk).update(authors=[ada().pk])


def test_11_by_approving_an_older_version() -> None:
    old = make_published_review()
    new = workflow.correct(review=old.review, actor=paula(), change_note="Better.")
    workflow.edit(version=new, actor=paula(), summary="Nobody has seen this.")
    workflow.submit(version=new, actor=paula())
    desk = desk_of(paula())
    assert post(desk, old, "approve", seen=old.submission_mark) == 409
    assert post(desk, new, "publish") == 409
    new.refresh_from_db()
    assert (new.state, new.review.public) == ("submitted", old)


def test_12_in_two_sessions_of_one_person() -> None:
    version = make_draft(author=paula())
    claims.confirm_speaker(claim=version.review.claim, actor=paula())
    here, there = desk_of(paula()), desk_of(paula())
    with stays_unpublished(version):
        assert post(here, version, "submit") == 302
        version.refresh_from_db()
        assert post(there, version, "approve", seen=version.submission_mark) == 409
        assert post(there, version, "publish") == 409


def test_nor_by_swapping_the_text_under_the_eyes_of_the_one_who_approves() -> None:
    version = submitted_by(ada())
    read_by_ben = version.submission_mark
    workflow.reopen(version=version, actor=ada())
    workflow.edit(version=version, actor=ada(), summary="Nobody has seen this.")
    workflow.submit(version=version, actor=ada())
    with stays_unpublished(version):
        assert post(desk_of(ben()), version, "approve", seen=read_by_ben) == 409
