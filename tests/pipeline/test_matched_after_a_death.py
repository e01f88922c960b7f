"""A worker that dies between storing candidates and matching them leaves a note, and the sweep does the rest."""

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


def half_done(ago: timedelta) -> ArticleRevision:
    """Extracted so long ago, and never matched."""
    at = timezone.now() - ago
    return make_revision(TEXT, state="extracted", extracted_at=at, to_match=True)


def test_what_was_matched_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ids, revision = matched(monkeypatch), make_revision(TEXT)
    pipeline.extract_revision(revision_id=revision.pk)
    assert ids == [revision.pk]
    revision.refresh_from_db()
    assert not revision.to_match


def test_what_was_left_is_matched_by_the_sweep_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ids, revision = matched(monkeypatch), half_done(timedelta(minutes=5))
    tasks.sweep()
    tasks.sweep()
    assert ids == [revision.pk]


def test_what_may_still_be_in_somebodys_hands_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = matched(monkeypatch)
    half_done(timedelta(seconds=5))
    tasks.sweep()
    assert ids == []


def test_a_database_that_goes_away_meanwhile_leaves_the_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*, revision_id: int) -> int:
        raise OperationalError

    monkeypatch.setattr(pipeline, "suggest_matches", gone)
    revision = make_revision(TEXT)
    with pytest.raises(OperationalError):
        pipeline.extract_revision(revision_id=revision.pk)
    revision.refresh_from_db()
    assert revision.to_match


def test_matching_that_stumbles_is_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*, revision_id: int) -> int:
        raise ValueError("matching stumbled")

    monkeypatch.setattr(pipeline, "suggest_matches", stumble)
    revision = half_done(timedelta(minutes=5))
    pipeline.match_what_is_left()
    revision.refresh_from_db()
    assert not revision.to_match
