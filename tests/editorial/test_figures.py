"""Figures of the desk: time in each state, age of the queue, promote rates, checked against seen."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from claims.editorial import figures, triage, workflow
from claims.models import Candidate
from tests.factories import ada, make_candidate, make_claim, make_draft, make_published_review, make_speaker


def rows(table: figures.Table) -> dict[str, tuple[object, ...]]:
    return {row[0]: row[1:] for row in table.rows}


def test_the_queue_by_age() -> None:
    for days in (0, 3, 40, 41):
        candidate = make_candidate()
        Candidate.objects.filter(pk=candidate.pk).update(created_at=timezone.now() - timedelta(days=days))
    assert rows(figures.queue_age()) == {
        "under a day": (1, 25.0),
        "1 to 7 days": (1, 25.0),
        "7 to 30 days": (0, 0.0),
        "longer": (2, 50.0),
    }


def test_the_promote_rate_of_an_extractor_leaves_the_undecided_out() -> None:
    speaker = make_speaker()
    for extractor in ("rules", "rules", "rules", "other"):
        make_candidate(extractor=extractor, extractor_version="2", speaker=speaker)
    first, second, _, other = Candidate.objects.order_by("id")
    triage.promote(candidate=first, actor=ada(), wording="it fell")
    triage.dismiss(candidate=second, actor=ada(), reason="fragment")
    triage.dismiss(candidate=other, actor=ada(), reason="fragment")
    [table] = [t for t in figures.tables() if t.name == "version"]
    assert rows(table) == {"rules 2": (2, 1, 50.0), "other 2": (1, 0, 0.0)}
    assert table.is_small


def test_every_stay_in_a_state_counts_the_present_one_too() -> None:
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    workflow.reopen(version=version, actor=ada())
    found = rows(figures.time_in_states())
    assert (found["draft"][0], found["submitted"][0]) == (2, 1)


def test_an_edit_is_no_change_of_state() -> None:
    version = make_draft()
    workflow.edit(version=version, actor=ada(), summary="Other words.")
    assert rows(figures.time_in_states())["draft"][0] == 1


def test_checked_against_seen() -> None:
    marsh, reed = make_speaker(), make_speaker("Tom Reed")
    for speaker in (marsh, marsh, reed):
        make_candidate(speaker=speaker)
    make_published_review(make_claim(speaker=marsh))
    make_draft(make_claim(speaker=reed))
    assert rows(figures.balance()) == {"Linda Marsh": (2, 1, 50.0), "Tom Reed": (1, 0, 0.0)}


def test_the_promote_rate_of_a_rule() -> None:
    speaker = make_speaker()
    for rule in ("verb", "verb", "headline", ""):
        candidate = make_candidate(rule=rule, speaker=speaker)
        if rule == "verb" and Candidate.objects.filter(state="promoted").exists():
            triage.dismiss(candidate=candidate, actor=ada(), reason="fragment")
        else:
            triage.promote(candidate=candidate, actor=ada(), wording=f"it fell {candidate.pk}")
    table = next(table for table in figures.tables() if table.name == "rule")
    assert rows(table) == {"verb": (2, 1, 50.0), "headline": (1, 1, 100.0), "not recorded": (1, 1, 100.0)}
    assert table.is_small
