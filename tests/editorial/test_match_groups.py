"""Candidates that say the same stand in the queue as one; one decision is for all, any can be taken out."""

from datetime import date

import pytest

from claims.editorial import grouping, triage
from claims.editorial.refusals import Refused
from claims.models import Candidate, Speaker
from tests.factories import ada, make_article, make_candidate, make_outlet, make_revision, make_speaker

WORDS = [
    "make peace in Ukraine within 24 hours once elected",
    "settle the conflict in Ukraine in 24 hours",
    "end the war in Ukraine in a day",
]


def said(statement: str, *, speaker: Speaker | None = None, outlet: str = "the-harbour-post") -> Candidate:
    """A candidate in an article of its own, grouped as extraction would."""
    article = make_article(outlet=make_outlet(outlet), published_on=date(2024, 11, 18))
    revision = make_revision(f"Trump said he would {statement}.\n", article=article)
    speaker = speaker or make_speaker("Donald Trump")
    candidate = make_candidate(statement, revision=revision, speaker=speaker, speaker_name=speaker.name)
    grouping.group_candidates(revision_id=revision.pk)
    candidate.refresh_from_db()
    return candidate


def queue() -> list[Candidate]:
    return list(Candidate.objects.awaiting_triage().first_of_groups().order_by("id").with_repetitions())


def test_the_same_in_three_articles_is_one_row_with_its_spread() -> None:
    first, *others = [said(words, outlet=f"outlet-{n}") for n, words in enumerate(WORDS)]
    assert [other.group for other in others] == [first, first]
    (row,) = queue()
    assert row.spread() == (3, date(2024, 11, 18), ["Outlet 0", "Outlet 1", "Outlet 2"])


def test_another_figure_another_speaker_and_another_subject_stand_alone() -> None:
    said(WORDS[0])
    said("bring peace to Ukraine within 5 days")
    said(WORDS[0], speaker=make_speaker("Linda Marsh"))
    said("bring peace to Gaza within 24 hours")
    said("build 300 homes at the harbour")
    assert len(queue()) == 5


def test_nobody_in_particular_joins_nobody() -> None:
    first = said(WORDS[0])
    Candidate.objects.filter(pk=first.pk).update(speaker=None, speaker_name="")
    second = make_candidate(WORDS[0], speaker=None, speaker_name="")
    grouping.group_candidates(revision_id=second.revision_id)
    assert len(queue()) == 2


def test_a_name_in_capitals_is_the_same_person_though_nobody_knows_them() -> None:
    first = make_candidate(WORDS[0], speaker=None, speaker_name="Linda Marsh")
    second = make_candidate(WORDS[0], speaker=None, speaker_name="LINDA MARSH")
    grouping.group_candidates(revision_id=second.revision_id)
    second.refresh_from_db()
    assert second.group == first


def test_promoting_one_promotes_all_and_each_is_an_appearance() -> None:
    candidates = [said(words) for words in WORDS]
    claim = triage.promote(candidate=candidates[1], actor=ada())
    assert claim.wording == WORDS[1]
    assert {a.quote for a in claim.appearances.all()} == set(WORDS)
    assert queue() == []


def test_dismissing_one_dismisses_all_and_undoing_brings_all_back() -> None:
    candidates = [said(words) for words in WORDS]
    triage.dismiss(candidate=candidates[0], actor=ada(), reason="unimportant")
    assert Candidate.objects.filter(state="dismissed").count() == 3
    triage.undo(candidate=candidates[2], actor=ada())
    assert Candidate.objects.awaiting_triage().count() == 3


def test_what_was_taken_out_is_decided_by_itself_and_never_joins_again() -> None:
    first, second, third = [said(words) for words in WORDS]
    grouping.take_out(candidate=second, actor=ada())
    grouping.group_candidates(revision_id=second.revision_id)
    assert queue() == [first, second]
    triage.dismiss(candidate=first, actor=ada(), reason="unimportant")
    third.refresh_from_db()
    assert third.state == "dismissed"
    assert queue() == [second]


def test_when_the_first_is_taken_out_the_next_one_leads() -> None:
    first, second, third = [said(words) for words in WORDS]
    grouping.take_out(candidate=first, actor=ada())
    third.refresh_from_db()
    assert third.group == second
    assert queue() == [first, second]


def test_what_stands_alone_cannot_be_taken_out() -> None:
    with pytest.raises(Refused, match="stands for itself"):
        grouping.take_out(candidate=said(WORDS[0]), actor=ada())


def test_a_corrected_speaker_is_corrected_for_the_group() -> None:
    first, second, _ = [said(words) for words in WORDS]
    triage.change_speaker(candidate=second, actor=ada(), speaker=make_speaker("JD Vance"))
    first.refresh_from_db()
    assert first.speaker == make_speaker("JD Vance")
