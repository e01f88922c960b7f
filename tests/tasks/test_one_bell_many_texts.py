"""Whoever hears a bell goes on with what else waits, the newest first; so a few bells are enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from claims import pipeline, tasks
from claims.extraction.extract import Document
from claims.extraction.types import CandidateDraft
from claims.models import ArticleRevision
from tests.factories import make_revision
from tests.pipeline.drafts import quotations

State = ArticleRevision.State


@pytest.fixture(autouse=True)
def extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.extraction.language.parser", lambda name: None)
    monkeypatch.setattr("claims.extraction.extract.extract", quotations)


def waiting(number: int) -> list[ArticleRevision]:
    return [make_revision(f"A text, number {n}.\n") for n in range(number)]


def test_one_bell_is_enough_for_all() -> None:
    first, *_ = waiting(5)
    tasks.extract_revision(first.pk)
    assert set(ArticleRevision.objects.values_list("state", flat=True)) == {State.EXTRACTED}


def test_the_one_that_was_rung_for_comes_first_and_then_the_newest() -> None:
    rows = waiting(4)
    tasks.extract_revision(rows[1].pk)
    order = ArticleRevision.objects.order_by("extracted_at").values_list("pk", flat=True)
    assert list(order) == [rows[n].pk for n in (1, 3, 2, 0)]


def test_a_worker_turns_to_other_bells_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "ERRAND_SECONDS", 0.0)
    first, _ = waiting(2)
    tasks.extract_revision(first.pk)
    assert ArticleRevision.objects.filter(state=State.PENDING).count() == 1


def test_what_failed_or_is_in_other_hands_waits_for_the_sweep() -> None:
    make_revision("Failed once.\n", tries=1)
    soon = timezone.now() + timedelta(minutes=1)
    make_revision("In other hands.\n", state=State.EXTRACTING, lease_until=soon, tries=1)
    assert not pipeline.extract_newest()


def test_what_a_dead_worker_left_comes_before_the_newest_once_its_lease_has_run_out() -> None:
    newest = waiting(2)
    past = timezone.now() - timedelta(seconds=1)
    left = make_revision("Left.\n", state=State.EXTRACTING, lease_until=past, tries=1)
    assert pipeline.extract_newest()
    left.refresh_from_db()
    assert left.state == State.EXTRACTED
    assert {row.state for row in ArticleRevision.objects.filter(pk__in=[n.pk for n in newest])} == {
        State.PENDING
    }


def test_a_text_that_fails_does_not_end_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting(3)
    bad = make_revision("The worst.\n")

    def failing(documents: list[Document], **more: object) -> Iterator[list[CandidateDraft]]:
        if documents[0].id == str(bad.pk):
            raise ValueError("a poison text")
        return quotations(documents)

    monkeypatch.setattr("claims.extraction.extract.extract", failing)
    assert pipeline.extract_newest()
    bad.refresh_from_db()
    assert bad.state == State.PENDING
    assert "a poison text" in bad.state_note


def test_many_texts_are_rung_for_with_a_few_bells(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sent: list[int] = []

    def send(ids: list[int]) -> bool:
        sent.extend(ids)
        return True

    monkeypatch.setattr(tasks, "send", send)
    rows = waiting(30)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.ring([row.pk for row in rows])
    assert len(sent) == tasks.BELLS
    assert not ArticleRevision.objects.filter(rung_at=None).exists()
