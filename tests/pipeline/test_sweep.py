"""The sweep rings again for what is stuck, and only for that."""

from datetime import timedelta

from django.utils import timezone

from claims import pipeline
from claims.models import ArticleRevision
from tests.factories import make_revision

State = ArticleRevision.State
AGO = timedelta(minutes=5)


def test_a_revision_that_nobody_rang_for_is_found_once() -> None:
    revision = make_revision()
    assert pipeline.sweep() == [revision.pk]
    assert pipeline.sweep() == []


def test_a_bell_that_was_not_answered_is_rung_again() -> None:
    revision = make_revision(rung_at=timezone.now() - AGO)
    assert pipeline.sweep() == [revision.pk]


def test_a_bell_that_was_just_rung_is_left_time() -> None:
    make_revision(rung_at=timezone.now())
    assert pipeline.sweep() == []


def test_a_dead_workers_revision_is_found_when_its_lease_is_over() -> None:
    now = timezone.now()
    dead = make_revision(state=State.EXTRACTING, lease_until=now - timedelta(seconds=1), rung_at=now - AGO)
    make_revision("Alive.\n", state=State.EXTRACTING, lease_until=now + AGO, rung_at=now - AGO)
    assert pipeline.sweep() == [dead.pk]


def test_what_is_finished_is_left_alone() -> None:
    make_revision(state=State.EXTRACTED, extracted_at=timezone.now())
    make_revision("Skipped.\n", state=State.SKIPPED)
    make_revision("Failed.\n", state=State.FAILED)
    assert pipeline.sweep() == []
