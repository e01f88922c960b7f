"""Last-Modified comes from the audit trail, so that no way of editing escapes it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from claims.models import Appearance, Claim, Speaker, published
from claims.models.changes import changed_at
from claims.models.public_change import public_state
from tests.factories import ada, make_appearance, make_claim, make_draft, make_published_review, make_topic

pytestmark = pytest.mark.django_db(transaction=True)  # the trail holds the start of the transaction


@pytest.fixture
def claim() -> Claim:
    claim = make_claim()
    make_published_review(claim)
    make_appearance(claim, confirmed_by=ada())
    return claim


def moment(claim: Claim) -> datetime:
    return changed_at(published.claims().get(pk=claim.pk))


def test_whatever_is_shown_moves_it(claim: Claim) -> None:
    edits: dict[str, Callable[[], object]] = {
        "day": lambda: Claim.objects.filter(pk=claim.pk).update(said_on=date(2024, 11, 17)),
        "speaker": lambda: Speaker.objects.update(short_name="Mayor Marsh"),
        "role": lambda: claim.speaker.affiliations.create(role="Mayor", body="Harbour"),
        "topic": lambda: claim.topics.add(make_topic()),
        "appearance": lambda: Appearance.objects.update(state="rejected"),
    }
    for name, edit in edits.items():
        before, mark = moment(claim), public_state()
        edit()
        assert moment(claim) > before, name
        assert public_state() != mark, name


def test_the_next_draft_does_not_move_it(claim: Claim) -> None:
    before = moment(claim)
    make_draft(claim)
    assert moment(claim) == before


def test_a_deadline_that_passes_is_a_change(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    due = timezone.localdate() + timedelta(days=1)
    Claim.objects.filter(pk=claim.pk).update(
        kind="promise", due_on=due, due_precision="day", due_basis="the day named"
    )
    assert moment(claim) < timezone.now()
    monkeypatch.setattr(timezone, "localdate", lambda: due + timedelta(days=1))
    assert moment(claim) == datetime.combine(due + timedelta(days=1), time(), tzinfo=UTC)
