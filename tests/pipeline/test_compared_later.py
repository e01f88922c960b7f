"""What was extracted is grouped and matched afterwards: texts come first, and a death skips nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from claims import pipeline, tasks
from claims.models import ArticleRevision
from tests.factories import TEXT, make_revision

pytestmark = pytest.mark.usefixtures("extraction")


def matched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The revisions that are matched from here on."""
    ids: list[int] = []
    monkeypatch.setattr(pipeline, "suggest_matches", lambda *, revision_id: ids.append(revision_id))
    return ids


def extracted(ago: timedelta) -> ArticleRevision:
    """A text that was extracted so long ago, and never compared."""
    return make_revision(
        f"{TEXT}{ago}", state="extracted", extracted_at=timezone.now() - ago, to_compare=True
    )


def test_whoever_extracts_by_hand_has_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ids, revision = matched(monkeypatch), make_revision(TEXT)
    pipeline.extract_revision(revision_id=revision.pk)
    assert ids == [revision.pk]
    revision.refresh_from_db()
    assert not revision.to_compare


def test_a_worker_extracts_all_texts_before_it_compares_any(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = make_revision(TEXT), make_revision(TEXT + "Another.")
    states: list[list[str]] = []

    def note(*, revision_id: int) -> None:
        states.append(list(ArticleRevision.objects.values_list("state", flat=True)))

    monkeypatch.setattr(pipeline, "suggest_matches", note)
    tasks.extract_revision(first.pk)
    assert states == [["extracted", "extracted"]] * 2
    second.refresh_from_db()
    assert not second.to_compare


def test_in_a_backlog_comparing_has_its_turn_too(monkeypatch: pytest.MonkeyPatch) -> None:
    ids, posted = matched(monkeypatch), list[object]()
    older, newer = extracted(timedelta(minutes=9)), extracted(timedelta(minutes=5))
    monkeypatch.setattr(tasks, "_posted", lambda task, calls, **options: posted.append(task))
    tasks.sweep()
    assert posted == [tasks.compare_candidates]
    tasks.compare_candidates()
    assert ids == [older.pk, newer.pk]
    assert not pipeline.compare_next()


def test_what_a_worker_is_about_to_compare_is_rung_for_by_nobody() -> None:
    extracted(timedelta(seconds=5))
    assert not pipeline.anything_to_compare()


def test_a_database_that_goes_away_meanwhile_leaves_the_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*, revision_id: int) -> int:
        raise OperationalError

    monkeypatch.setattr(pipeline, "suggest_matches", gone)
    revision = make_revision(TEXT)
    with pytest.raises(OperationalError):
        pipeline.extract_revision(revision_id=revision.pk)
    revision.refresh_from_db()
    assert (revision.state, revision.to_compare) == ("extracted", True)


def test_matching_that_stumbles_is_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*, revision_id: int) -> int:
        raise ValueError("matching stumbled")

    monkeypatch.setattr(pipeline, "suggest_matches", stumble)
    revision = extracted(timedelta(minutes=5))
    assert pipeline.compare_next()
    revision.refresh_from_db()
    assert not revision.to_compare
