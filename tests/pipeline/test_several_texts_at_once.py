"""A worker with a backlog reads several texts at once, and none of them suffers from another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from claims import pipeline
from claims.extraction.extract import Document
from claims.extraction.types import CandidateDraft
from claims.leases import Lease
from claims.models import ArticleRevision, Candidate
from tests.factories import make_revision
from tests.pipeline.drafts import quotations

State = ArticleRevision.State


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The texts that were read together, in the order of reading; a poison text fails wherever it stands."""
    together: list[list[str]] = []

    def extract(documents: list[Document], **more: Any) -> Iterator[list[CandidateDraft]]:
        together.append([document.text.strip() for document in documents])
        for document, drafts in zip(documents, quotations(documents), strict=True):
            if "poison" in document.text:
                raise ValueError("the parser stumbled")
            yield drafts

    monkeypatch.setattr("claims.extraction.language.parser", lambda name: None)
    monkeypatch.setattr("claims.extraction.extract.extract", extract)
    return together


def test_a_backlog_is_read_by_so_many_texts_at_once_the_newest_first(read: list[list[str]]) -> None:
    for number in range(pipeline.TOGETHER + 2):
        make_revision(f'Text {number} says "it is so, {number} times".\n')
    assert pipeline.extract_newest()
    assert [len(texts) for texts in read] == [pipeline.TOGETHER]
    assert read[0][0].startswith("Text 9 ")
    assert pipeline.extract_newest()
    assert [len(texts) for texts in read] == [pipeline.TOGETHER, 2]
    assert not pipeline.extract_newest()
    assert set(ArticleRevision.objects.values_list("state", flat=True)) == {State.EXTRACTED}
    assert Candidate.objects.count() == pipeline.TOGETHER + 2


def test_each_text_keeps_its_own_candidates(read: list[list[str]]) -> None:
    rows = [make_revision(f'Ada says "number {n}" today.\n') for n in range(3)]
    pipeline.extract_newest()
    for number, row in enumerate(rows):
        assert row.candidates.get().quote == f"number {number}"


def test_one_that_fails_takes_no_other_with_it(read: list[list[str]]) -> None:
    good = [make_revision(f'Ben says "{n} is good".\n') for n in range(2)]
    bad = make_revision("A poison text.\n")
    assert pipeline.extract_newest()
    bad.refresh_from_db()
    assert (bad.state, bad.tries) == (State.PENDING, 1)
    assert bad.state_note == "ValueError: the parser stumbled"
    for row in good:
        row.refresh_from_db()
        assert (row.state, row.tries) == (State.EXTRACTED, 1)
    assert [len(texts) for texts in read] == [3, 1, 1, 1]


def test_what_the_database_does_not_take_from_one_is_stored_of_the_others(
    read: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = make_revision('Ben says "it is good".\n'), make_revision('Ben says "it is bad".\n')
    stored = pipeline.store_candidates

    def choosy(*, lease: Lease, drafts: list[CandidateDraft]) -> bool:
        if lease.revision_id == bad.pk:
            raise ValueError("a number without end")
        return stored(lease=lease, drafts=drafts)

    monkeypatch.setattr(pipeline, "store_candidates", choosy)
    assert pipeline.extract_newest()
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == (State.EXTRACTED, State.PENDING)


def test_what_a_dead_worker_had_in_hand_is_read_one_by_one(read: list[list[str]]) -> None:
    past = timezone.now() - timedelta(seconds=1)
    for number in range(3):
        make_revision(f"Left {number}.\n", state=State.EXTRACTING, lease_until=past, tries=1)
    while pipeline.extract_newest():
        pass
    assert read == [["Left 0."], ["Left 1."], ["Left 2."]]


def test_a_database_that_is_gone_leaves_all_to_their_leases(
    read: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(**known: Any) -> bool:
        raise OperationalError("the server closed the connection")

    make_revision("One.\n")
    make_revision("Two.\n")
    monkeypatch.setattr(pipeline, "store_candidates", gone)
    with pytest.raises(OperationalError):
        pipeline.extract_newest()
    assert set(ArticleRevision.objects.values_list("state", "tries")) == {(State.EXTRACTING, 1)}


def test_while_several_are_read_nobody_else_gets_them(
    read: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [make_revision(f"Text {n}.\n") for n in range(3)]
    taken: list[Lease | None] = []

    def curious(documents: list[Document], **more: Any) -> Iterator[list[CandidateDraft]]:
        taken.extend(pipeline.claim_revision(revision_id=row.pk) for row in rows)
        yield from quotations(documents)

    monkeypatch.setattr("claims.extraction.extract.extract", curious)
    pipeline.extract_newest()
    assert taken == [None, None, None]
