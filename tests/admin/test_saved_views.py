"""Filters that are kept under a name, each with how many match; the counting asks little, however much there is."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.admin import queue
from claims.models import SavedView
from tests.admin.client import desk_of, text_of
from tests.factories import ada, make_candidate, make_speaker


@pytest.fixture(autouse=True)
def forgetful() -> None:
    cache.clear()


def keep(name: str, query: str) -> None:
    SavedView.objects.create(owner=ada(), name=name, query=query)


def test_each_says_how_many_match() -> None:
    for kind in ("promise", "promise", "statistic"):
        make_candidate(kind=kind, speaker=make_speaker())
    keep("Promises", "kind=promise")
    keep("Marsh", "speaker=Linda+Marsh")
    assert "Marsh (3) · Promises (2)" in text_of(desk_of(ada()).get("/admin/triage/"))


def test_what_says_the_same_counts_once() -> None:
    first = make_candidate(kind="promise")
    make_candidate(kind="promise", group=first)
    assert queue.matching({"kind": "promise"}, ada()) == "1"


def test_beyond_what_is_looked_through_it_says_more_than(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "GROUPED", 2)
    for _ in range(4):
        make_candidate(kind="promise")
    assert queue.matching({"kind": "promise"}, ada()) == "more than 2"


def test_more_than_that_is_remembered_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "GROUPED", 2)
    for _ in range(4):
        make_candidate(kind="promise")
    editor = ada()
    assert queue.matching({"kind": "promise"}, editor) == "more than 2"
    with CaptureQueriesContext(connection) as asked:
        assert queue.matching({"kind": "promise"}, editor) == "more than 2"
    assert len(asked) == 0
    assert queue.matching({"kind": "statistic"}, editor) == "0"


def test_more_than_a_page_is_counted_as_more_than_a_page() -> None:
    for _ in range(queue.PAGE + 5):
        make_candidate(kind="promise")
    assert "45 match" in text_of(desk_of(ada()).get("/admin/triage/?kind=promise"))


def test_a_count_is_one_query_and_then_none_for_a_while() -> None:
    for _ in range(30):
        make_candidate(kind="promise")
    keep("Promises", "kind=promise")
    with CaptureQueriesContext(connection) as first:
        queue.views_of(ada())
    with CaptureQueriesContext(connection) as second:
        queue.views_of(ada())
    assert len(first) - len(second) == 1


def test_of_many_views_a_dozen_are_shown() -> None:
    for n in range(20):
        keep(f"View {n}", "kind=promise")
    assert len(queue.views_of(ada())) == queue.VIEWS
