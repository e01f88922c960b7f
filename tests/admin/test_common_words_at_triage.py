"""The desk finds parts of words; what many groups say, it finds by whole words, whose index is quickly read."""

from __future__ import annotations

import pytest

from claims.admin import queue
from claims.editorial import triage
from tests.admin.client import desk_of, text_of
from tests.factories import ada, make_candidate


def found(words: str) -> str:
    return text_of(desk_of(ada()).get("/admin/triage/", {"q": words}))


def test_a_part_of_a_word_is_found() -> None:
    make_candidate("the airport is full")
    assert "the airport is full" in found("port")


def test_a_common_word_is_found_as_a_word_in_whatever_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "COMMON", 2)
    for said in ("the port grew", "both ports fell", "the airport is full"):
        make_candidate(said)
    page = found("port")
    assert "the port grew" in page
    assert "both ports fell" in page
    assert "the airport is full" not in page


def test_of_the_decided_ones_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "COMMON", 1)
    make_candidate("the port grew")
    gone = make_candidate("both ports fell")
    triage.dismiss(candidate=gone, actor=ada(), reason="fragment")
    page = text_of(desk_of(ada()).get("/admin/triage/", {"q": "port", "state": "dismissed"}))
    assert "both ports fell" in page
    assert "the port grew" not in page
