"""What is found by words stands in the order of the queue, whether it is sorted or looked for in that order."""

from __future__ import annotations

import pytest

from claims.admin import queue as desk_queue
from tests.factories import ada, make_candidate


@pytest.mark.parametrize("most", [-1, 50_000])
@pytest.mark.parametrize("common", [1, 500])
def test_the_most_checkworthy_comes_first_and_of_equals_the_newest(
    monkeypatch: pytest.MonkeyPatch, most: int, common: int
) -> None:
    monkeypatch.setattr(desk_queue, "SORTED", most)
    monkeypatch.setattr(desk_queue, "COMMON", common)
    rows = [
        make_candidate(f"the harbour costs {n} million", checkworthiness=worth, checkworthy=True)
        for n, worth in enumerate([0.2, 0.9, 0.5, 0.9])
    ]
    make_candidate("the road is closed", checkworthiness=1.0, checkworthy=True)
    found = desk_queue.queue({"q": "harbour"}, ada())
    assert [row.pk for row in found] == [rows[n].pk for n in (3, 1, 2, 0)]
    newest = desk_queue.queue({"q": "harbour", "order": "newest"}, ada())
    assert [row.pk for row in newest] == [row.pk for row in reversed(rows)]


@pytest.mark.parametrize("words", ["harbour costs", "million harbour", "cost of the harbour", "bour cos"])
def test_words_are_found_wherever_they_stand_and_parts_of_the_quote_as_they_are(words: str) -> None:
    row = make_candidate("the new harbour costs 5 million", checkworthiness=0.5, checkworthy=True)
    make_candidate("the harbour is closed", checkworthiness=0.5, checkworthy=True)
    assert [found.pk for found in desk_queue.queue({"q": words}, ada())] == [row.pk]
