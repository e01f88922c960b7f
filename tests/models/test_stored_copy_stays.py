"""A stored copy is what was fetched: nobody changes it afterwards, on no path; its archive link is content."""

from __future__ import annotations

from django.utils import timezone

from claims.editorial import workflow
from claims.ingest.clean import sha256
from claims.models import Evidence, act_as
from tests.factories import ada, ben, make_draft
from tests.models.refusals import refused


def make_stored(text: str = "6.1 percent were out of work.") -> Evidence:
    item = make_draft().evidence.get()
    Evidence.objects.filter(pk=item.pk).update(
        archived_text=text, archived_sha256=sha256(text), archived_at=timezone.now(), copy_state="stored"
    )
    return item


def test_its_text_is_not_changed() -> None:
    item = make_stored()
    with refused("evidence_copy_stays"):
        Evidence.objects.filter(pk=item.pk).update(
            archived_text="4 percent", archived_sha256=sha256("4 percent")
        )


def test_its_text_is_not_taken_away_from_under_the_same_address() -> None:
    item = make_stored()
    with refused("evidence_copy_stays"):
        Evidence.objects.filter(pk=item.pk).update(
            archived_text="", archived_sha256="", archived_at=None, copy_state="none"
        )


def test_the_hash_is_the_hash_of_the_text() -> None:
    item = make_draft().evidence.get()
    with refused("evidence_copy_hash"):
        Evidence.objects.filter(pk=item.pk).update(
            archived_text="6.1 percent", archived_sha256=sha256("4 percent"), archived_at=timezone.now()
        )


def test_the_archive_link_of_an_approved_version_is_frozen() -> None:
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    with refused("evidence_frozen"), act_as(ada()):
        version.evidence.update(archive_url="https://archive.example/1")


def test_whoever_gives_an_archive_link_is_an_author() -> None:
    version = make_draft()
    with act_as(ben()):
        version.evidence.update(archive_url="https://archive.example/1")
    version.refresh_from_db()
    assert ben().pk in version.authors
