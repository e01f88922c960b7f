"""A broker that is down neither fails the caller nor loses the work."""

import time
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from claims import pipeline, tasks
from claims.models import ArticleRevision
from config.celery import app
from tests.factories import make_revision


@pytest.fixture(autouse=True)
def nobody_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(app.conf, "broker_url", f"redis+socket://{tmp_path}/none.sock")
    monkeypatch.setattr(app.conf, "broker_write_url", f"redis+socket://{tmp_path}/none.sock")
    monkeypatch.setattr(app.conf, "broker_read_url", f"redis+socket://{tmp_path}/none.sock")


def test_ringing_comes_back_quickly_and_the_sweep_finds_the_row(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    revision = make_revision()
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.ring([revision.pk])
    assert time.monotonic() - began < 5
    revision.refresh_from_db()
    assert revision.rung_at is None
    assert pipeline.sweep() == [revision.pk]


def test_nothing_is_rung_for_work_that_was_rolled_back(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(RuntimeError), transaction.atomic():
        tasks.ring([make_revision().pk])
        raise RuntimeError
    assert callbacks == []
    assert not ArticleRevision.objects.exists()


def test_no_worker_listens_there() -> None:
    assert not tasks.a_worker_listens()
