"""`manage.py ingest` hands the work over where a worker listens."""

from pathlib import Path
from typing import Any

import pytest

from claims import pipeline, tasks
from claims.models import ArticleRevision, Candidate
from tests.factories import TEXT
from tests.management.run import run


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A worker listens; these are the revisions it was called for."""
    ids: list[int] = []
    monkeypatch.setattr(tasks, "a_worker_listens", lambda: True)
    monkeypatch.setattr(tasks, "ring", ids.extend)
    return ids


def article(folder: Path) -> Path:
    path = folder / "storm.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_worker_is_called_for_what_was_stored(tmp_path: Path, rung: list[int]) -> None:
    ran = run("ingest", article(tmp_path))
    assert rung == [ArticleRevision.objects.get().pk]
    assert "A worker listens: 1 handed over." in ran.out
    assert not Candidate.objects.exists()


def test_what_is_extracted_already_calls_nobody(tmp_path: Path, rung: list[int]) -> None:
    run("ingest", "--now", article(tmp_path))
    run("ingest", article(tmp_path))
    assert rung == []
    assert Candidate.objects.count() == 1


def test_one_can_wait_for_the_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ring(ids: Any) -> None:
        for revision_id in ids:
            pipeline.extract_revision(revision_id=revision_id)

    monkeypatch.setattr(tasks, "a_worker_listens", lambda: True)
    monkeypatch.setattr(tasks, "ring", ring)
    assert "1 new, 0 known, 1 candidates." in run("ingest", "--wait", article(tmp_path)).out
