"""A failure is written on the row: tried again, then set aside with the reason, with a way back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from claims import pipeline
from claims.models import ArticleRevision, Candidate
from tests.factories import TEXT, make_revision
from tests.pipeline.drafts import quotations

State = ArticleRevision.State


def stumble(documents: Any, **known: Any) -> Iterator[Any]:
    yield from quotations(documents)
    raise ValueError("the parser stumbled")


@pytest.fixture(autouse=True)
def broken(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr("claims.extraction.extract.extract", stumble)
    settings.EXTRACTION_TRIES = 2


def test_the_first_failure_leaves_it_waiting_with_the_reason() -> None:
    revision = make_revision()
    assert not pipeline.extract_revision(revision_id=revision.pk)
    revision.refresh_from_db()
    assert revision.state == State.PENDING
    assert revision.state_note == "ValueError: the parser stumbled"
    assert not Candidate.objects.exists()


def test_the_last_failure_sets_it_aside() -> None:
    revision = make_revision()
    for _ in range(2):
        pipeline.extract_revision(revision_id=revision.pk)
    revision.refresh_from_db()
    assert revision.state == State.FAILED
    assert revision.state_note == "Failed 2 times, last with ValueError: the parser stumbled"
    assert pipeline.claim_revision(revision_id=revision.pk) is None


def test_a_text_that_kills_every_worker_is_set_aside() -> None:
    revision = make_revision()
    for _ in range(2):
        assert pipeline.claim_revision(revision_id=revision.pk)
        ArticleRevision.objects.update(lease_until=timezone.now())  # its holder died
    assert pipeline.claim_revision(revision_id=revision.pk) is None
    revision.refresh_from_db()
    assert revision.state == State.FAILED
    assert revision.state_note == "The worker died during each of 2 tries."


def test_what_was_set_aside_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    revision = make_revision(TEXT)
    for _ in range(2):
        pipeline.extract_revision(revision_id=revision.pk)
    assert pipeline.retry_revision(revision_id=revision.pk)
    monkeypatch.setattr("claims.extraction.extract.extract", quotations)
    assert pipeline.extract_revision(revision_id=revision.pk)
    assert Candidate.objects.count() == 1


def test_a_failure_after_the_candidates_were_stored_sets_nothing_aside(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def stumble_later(**known: Any) -> int:
        raise ValueError("matching stumbled")

    settings.EXTRACTION_TRIES = 1
    monkeypatch.setattr("claims.extraction.extract.extract", quotations)
    monkeypatch.setattr(pipeline, "suggest_matches", stumble_later)
    revision = make_revision(TEXT)
    pipeline.extract_revision(revision_id=revision.pk)
    revision.refresh_from_db()
    assert revision.state == State.EXTRACTED
    assert Candidate.objects.count() == 1


def test_what_was_not_set_aside_is_not_tried_again() -> None:
    assert not pipeline.retry_revision(revision_id=make_revision().pk)
