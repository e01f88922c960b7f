"""Extraction may be called any number of times; the candidates are there once."""

import pytest
from django.utils import timezone

from claims import pipeline
from claims.models import ArticleRevision, Candidate
from tests.factories import QUOTE, make_revision, make_speaker

pytestmark = pytest.mark.usefixtures("extraction")
State = ArticleRevision.State


def test_the_candidates_and_the_end_of_the_work_are_stored_together() -> None:
    revision = make_revision()
    assert pipeline.extract_revision(revision_id=revision.pk)
    revision.refresh_from_db()
    candidate = Candidate.objects.get()
    assert revision.state == State.EXTRACTED
    assert revision.extracted_at is not None
    assert revision.lease_until is None
    assert candidate.quote == QUOTE == revision.text[candidate.start : candidate.end]
    assert candidate.spans == [[candidate.start, candidate.end]]


def test_a_second_call_does_nothing() -> None:
    revision = make_revision()
    pipeline.extract_revision(revision_id=revision.pk)
    assert not pipeline.extract_revision(revision_id=revision.pk)
    assert Candidate.objects.count() == 1


def test_a_revision_that_does_not_exist_is_nothing_to_do() -> None:
    assert not pipeline.extract_revision(revision_id=12345)


def test_a_revision_in_other_hands_is_left_alone() -> None:
    revision = make_revision()
    assert pipeline.claim_revision(revision_id=revision.pk)
    assert not pipeline.extract_revision(revision_id=revision.pk)
    assert not Candidate.objects.exists()


def test_a_late_holder_of_a_lost_lease_stores_nothing() -> None:
    revision = make_revision()
    late = pipeline.claim_revision(revision_id=revision.pk)
    assert late is not None
    ArticleRevision.objects.update(lease_until=timezone.now())
    assert pipeline.extract_revision(revision_id=revision.pk)
    assert not pipeline.store_candidates(lease=late, drafts=[])
    assert Candidate.objects.count() == 1


def test_the_speaker_of_the_database_is_joined_to_the_candidate() -> None:
    speaker = make_speaker("Linda Marsh")
    pipeline.extract_revision(revision_id=make_revision().pk)
    candidate = Candidate.objects.get()
    assert candidate.speaker == speaker
    assert candidate.speaker_name == "Linda Marsh"


def test_what_an_editor_decided_is_not_undone() -> None:
    revision = make_revision()
    pipeline.extract_revision(revision_id=revision.pk)
    Candidate.objects.update(statement="as an editor worded it")
    ArticleRevision.objects.update(state=State.PENDING)
    assert pipeline.extract_revision(revision_id=revision.pk)
    assert Candidate.objects.get().statement == "as an editor worded it"
