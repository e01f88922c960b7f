"""The upgrade: whoever approved a review has looked at its appearances, and what came later waits."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.db import connection
from django.utils import timezone

from claims.models import Appearance
from claims.models.history import events
from tests.factories import ada, ben, make_appearance, make_published_review


def upgrade() -> None:
    migration = import_module("claims.migrations.0021_second_looks_files_and_marks")
    with connection.cursor() as cursor:
        cursor.execute(migration.APPROVERS_HAVE_LOOKED)


def test_what_the_approver_had_before_them_is_seen_by_two() -> None:
    version = make_published_review()  # approved by Ben
    claim = version.review.claim
    before = timezone.now() - timedelta(days=1)
    hers = make_appearance(claim, confirmed_by=ada(), confirmed_at=before, seconded_by=None)
    his = make_appearance(claim, confirmed_by=ben(), confirmed_at=before, seconded_by=None)
    later = make_appearance(claim, confirmed_by=ada(), seconded_by=None)
    upgrade()
    assert list(Appearance.objects.seen_by_two()) == [hers]
    assert set(Appearance.objects.awaiting_second_look()) == {his, later}
    hers.refresh_from_db()
    assert (hers.seconded_by, hers.seconded_at) == (ben(), version.approved_at)
    assert events(Appearance).filter(pgh_obj_id=hers.pk, seconded_by=ben()).exists()
