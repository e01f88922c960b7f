"""The queue with and without groups, on the seed articles: the promise of 24 hours is one row."""

from __future__ import annotations

from django.conf import settings

from claims.models import Candidate
from tests.management.run import run


def test_the_promise_of_24_hours_is_one_row_of_two_articles() -> None:
    assert not run("load_seeds").failed
    assert not run("ingest", "--now", settings.SEEDS_DIR / "articles").failed
    waiting = Candidate.objects.awaiting_triage()
    said = waiting.filter(speaker__slug="donald-trump", quote__iregex="24 hours|one day")
    (row,) = said.first_of_groups().with_repetitions()
    assert row.spread().times == said.count() == 2
    assert len({member.revision.article_id for member in said}) == 2
    assert waiting.first_of_groups().count() == waiting.count() - 1
