"""The triage desk says what a stroke decides, offers only what works, and keeps what was typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from claims.editorial import triage, workflow
from claims.models import Appearance, Candidate, Claim, Speaker
from tests.admin.client import desk_of, text_of
from tests.factories import (
    TEXT,
    ada,
    make_appearance,
    make_candidate,
    make_claim,
    make_revision,
    make_speaker,
)

DESK = "/admin/triage/"


def decide(candidate: Candidate, **post: object) -> Any:
    return desk_of(ada()).post(reverse("desk-decide", args=[candidate.pk]), post, follow=True)


def group_with_a_copy() -> Candidate:
    first = make_candidate(speaker=make_speaker())
    make_candidate(speaker=make_speaker(), group=first)
    make_revision(TEXT, twin_of=first.revision, state="skipped")
    return first


def test_the_buttons_and_the_message_name_how_many() -> None:
    known = make_claim(first := "unemployment in the port fell to 4 percent", speaker=make_speaker())
    candidate = group_with_a_copy()
    page = text_of(desk_of(ada()).get(f"{DESK}?c={candidate.pk}"))
    how_many = "(2 candidates; the text stands in 1 further article)"
    assert f"Promote to a claim {how_many}" in page
    assert f"Attach as appearance {how_many}" in page
    said = text_of(decide(candidate, action="attach", claim=known.pk))
    assert f"Attached {how_many} to: Marsh: {first}" in said


def test_undo_is_not_offered_where_it_would_be_refused() -> None:
    candidate = make_candidate(speaker=make_speaker())
    desk = desk_of(ada())
    claim = triage.promote(candidate=candidate, actor=ada(), wording="it fell")
    assert "Undo" in text_of(desk.get(f"{DESK}?c={candidate.pk}"))
    assert "Undo it" in text_of(desk.get(DESK))
    workflow.start_review(claim=claim, actor=ada())
    assert "Undo " not in text_of(desk.get(f"{DESK}?c={candidate.pk}"))
    assert "Undo it" not in text_of(desk.get(DESK))


def test_the_way_back_stands_beside_what_was_just_done_and_later_at_the_foot() -> None:
    first, left = make_candidate(TEXT[:20]), make_candidate(TEXT[20:40])
    desk = desk_of(ada())
    done = {"action": "dismiss", "reason": "fragment"}
    at_once = text_of(desk.post(reverse("desk-decide", args=[first.pk]), done, follow=True))
    assert at_once.index("Dismissed.") < at_once.index("Undo it") < at_once.index("Worth checking")
    later = text_of(desk.get(f"{DESK}?c={left.pk}"))
    assert later.index("Worth checking") < later.index("Undo it")
    assert (at_once + later).count("Undo it") == 2


def test_a_page_that_was_dismissed_comes_back_by_one_stroke() -> None:
    rows = [make_candidate(quote) for quote in (TEXT[:20], TEXT[20:40], TEXT[40:60])]
    desk = desk_of(ada())
    desk.post(reverse("desk-bulk"), {"candidate": [row.pk for row in rows], "reason": "fragment"})
    page = text_of(desk.get(DESK))
    assert "and 2 others" in page
    assert "Undo all 3" in page
    said = desk.post(reverse("desk-decide", args=[rows[2].pk]), {"action": "undo_stroke"}, follow=True)
    assert "3 candidates are back in the queue." in text_of(said)
    assert Candidate.objects.awaiting_triage().count() == 3


def test_what_was_decided_before_signing_in_is_not_offered_for_undo() -> None:
    triage.dismiss(candidate=make_candidate(), actor=ada(), reason="fragment")
    assert "Undo it" not in text_of(desk_of(ada()).get(DESK))


def test_nor_what_was_decided_long_ago() -> None:
    desk = desk_of(ada())
    type(ada()).objects.update(last_login=timezone.now() - timedelta(hours=3))
    candidate = make_candidate()
    triage.dismiss(candidate=candidate, actor=ada(), reason="fragment")
    assert "Undo it" in text_of(desk.get(DESK))
    Candidate.objects.update(decided_at=timezone.now() - timedelta(minutes=31))
    assert "Undo it" not in text_of(desk.get(DESK))


def test_a_mistyped_speaker_is_refused_and_what_was_typed_stands_there_again() -> None:
    candidate = make_candidate(speaker=make_speaker())
    post = {"speaker_name": "Linda Marhs", "wording": "fell by <half>", "kind": "prediction"}
    response = decide(candidate, action="promote", **post)
    assert "Did you mean Linda Marsh?" in text_of(response)
    page = response.content.decode()
    assert 'value="Linda Marhs"' in page
    assert "fell by &lt;half&gt;</textarea>" in page
    assert '<option value="prediction" selected>' in page
    assert not Speaker.objects.filter(name="Linda Marhs").exists()


def test_the_tick_enters_the_new_speaker() -> None:
    post = {"speaker_name": "Tom Reed", "wording": "it fell", "kind": "fact", "new_speaker": "1"}
    assert "Promoted: Reed: it fell" in text_of(decide(make_candidate(), action="promote", **post))


def test_a_kind_that_is_none_is_refused_at_the_desk() -> None:
    candidate = make_candidate(speaker=make_speaker())
    post = {"speaker_name": "Linda Marsh", "wording": "it fell", "kind": "zzz"}
    assert "“zzz” is no kind of statement" in text_of(decide(candidate, action="promote", **post))
    assert not Claim.objects.exists()


def test_suggested_appearances_are_confirmed_or_rejected_at_the_claim() -> None:
    claim = make_claim()
    for post, state in (({"confirm": "1"}, "confirmed"), ({}, "rejected")):
        Appearance.objects.all().delete()
        make_appearance(claim)
        make_appearance(claim)
        assert "2 suggested: readers do not see them" in text_of(
            desk_of(ada()).get(reverse("desk-claim", args=[claim.pk]))
        )
        address = reverse("desk-claim-act", args=[claim.pk])
        desk_of(ada()).post(address, {"action": "settle-suggested", **post})
        assert {a.state for a in claim.appearances.all()} == {state}
