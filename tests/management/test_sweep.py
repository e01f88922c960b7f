"""`manage.py sweep`: rings for what is stuck, shows what was set aside, gives it another chance."""

import pytest

from claims import tasks
from claims.models import ArticleRevision
from tests.factories import make_revision
from tests.management.run import run

State = ArticleRevision.State


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the broker was given."""
    ids: list[int] = []

    def send(found: list[int]) -> bool:
        ids.extend(found)
        return True

    monkeypatch.setattr(tasks, "send", send)
    return ids


def test_what_is_stuck_is_rung_for(sent: list[int]) -> None:
    revision = make_revision()
    ran = run("sweep")
    assert sent == [revision.pk]
    assert "Rang for 1." in ran.out
    assert "1 pending, 0 extracting, 0 extracted, 0 skipped, 0 failed" in ran.out


def test_what_was_set_aside_is_shown_with_its_reason(sent: list[int]) -> None:
    make_revision(state=State.FAILED, state_note="The worker died during each of 3 tries.")
    assert (
        "set aside: Harbour reopens after storm: The worker died during each of 3 tries." in run("sweep").out
    )
    assert sent == []


def test_what_was_set_aside_can_be_tried_again(sent: list[int]) -> None:
    revision = make_revision(state=State.FAILED, tries=3)
    assert "1 get all their tries again." in run("sweep", "--retry-failed").out
    assert sent == [revision.pk]
