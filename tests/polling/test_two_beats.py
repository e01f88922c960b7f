"""Two beats ring at once, ten workers answer: each row is given out once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from claims import pipeline, revisions
from claims.models import Candidate, FeedItem
from claims.polling import errands
from tests.factories import make_feed, make_item, make_revision
from tests.pipeline.drafts import quotations

ROWS = 12


def at_once(what: Callable[[], Any]) -> list[Any]:
    """The answers of ten who do it at the same moment."""

    def alone(_: int) -> Any:
        try:
            return what()
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        return list(threads.map(alone, range(10)))


@pytest.mark.django_db(transaction=True)
def test_each_errand_is_given_to_one(settings: Settings) -> None:
    settings.FETCHES_AT_ONCE = 100
    feed = make_feed(is_active=False)
    for number in range(ROWS):
        make_item(f"https://h{number}.example/a", feed=feed)
    given = [
        errand.row.pk
        for errands_ in at_once(lambda: [errands.take(), errands.take()])
        for errand in errands_
        if errand
    ]
    assert sorted(given) == sorted(FeedItem.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_each_stuck_text_is_rung_for_once() -> None:
    rows = [make_revision(f"Text {number}.\n").pk for number in range(ROWS)]
    rung = [pk for found in at_once(pipeline.sweep) for pk in found]
    assert sorted(rung) == rows


@pytest.mark.django_db(transaction=True)
def test_each_text_is_extracted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.extraction.language.parser", lambda name: None)
    monkeypatch.setattr("claims.extraction.extract.extract", quotations)
    for number in range(ROWS):
        make_revision(f'Linda Marsh said: "Text number {number} is read once."\n')
    at_once(pipeline.extract_newest)
    at_once(pipeline.extract_newest)
    assert Candidate.objects.count() == ROWS


@pytest.mark.django_db(transaction=True)
def test_what_two_sweeps_do_besides_does_no_harm() -> None:
    make_revision()
    assert at_once(errands.mend_times) == [None] * 10
    assert at_once(pipeline.compare_next) == [False] * 10
    assert at_once(revisions.appear_in_twins) == [0] * 10
