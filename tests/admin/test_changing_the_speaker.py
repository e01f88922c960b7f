"""Changing who said it, alone: by an alternative, by typing; what was typed besides stays."""

from __future__ import annotations

from django.urls import reverse

from claims.editorial import triage
from claims.models import Candidate
from tests.admin.client import desk_of, text_of
from tests.factories import ada, ben, make_candidate, make_speaker


def change(candidate: Candidate, **fields: object) -> str:
    address = reverse("desk-decide", args=[candidate.pk])
    response = desk_of(ada()).post(address, {"action": "speaker", **fields}, follow=True)
    candidate.refresh_from_db()
    return response.content.decode()


def test_an_alternative_is_one_click() -> None:
    make_speaker("Linda Marsh")
    candidate = make_candidate(speaker_alternatives=["Linda Marsh", "Tom Hale"])
    page = desk_of(ada()).get("/admin/triage/").content.decode()
    assert '<button class="quiet small" name="speaker_name" value="Linda Marsh">' in page
    change(candidate, speaker_name="Linda Marsh")
    assert candidate.speaker == make_speaker("Linda Marsh")
    assert candidate.state == "waiting"


def test_the_wording_typed_meanwhile_stays() -> None:
    make_speaker("Tom Hale")
    page = change(make_candidate(), speaker_name="tom hale", wording="it fell by half", kind="promise")
    assert "it fell by half</textarea>" in page
    assert 'value="Tom Hale"' in page


def test_an_unknown_name_is_asked_about() -> None:
    make_speaker("Tom Hale")
    candidate = make_candidate()
    page = change(candidate, speaker_name="Tom Hall", wording="it fell by half")
    assert "Did you mean Tom Hale?" in page
    assert "it fell by half</textarea>" in page
    assert candidate.speaker is None


def test_no_name_is_no_speaker() -> None:
    candidate = make_candidate(speaker=make_speaker())
    assert "Type the name of the speaker first." in change(candidate, speaker_name=" ")
    assert candidate.speaker == make_speaker()


def test_what_a_colleague_has_decided_is_not_changed() -> None:
    candidate = make_candidate(speaker=make_speaker())
    triage.dismiss(candidate=candidate, actor=ben(), reason="fragment")
    make_speaker("Tom Hale")
    assert "Ben has already dismissed this candidate." in change(candidate, speaker_name="Tom Hale")
    assert candidate.speaker == make_speaker()


def test_the_alternatives_of_a_decided_one_are_words_alone() -> None:
    candidate = make_candidate(speaker_alternatives=["Tom Hale"])
    triage.dismiss(candidate=candidate, actor=ben(), reason="fragment")
    page = desk_of(ada()).get(f"/admin/triage/?c={candidate.pk}")
    assert "or: Tom Hale" in text_of(page)
    assert 'value="Tom Hale"' not in page.content.decode().split('<datalist id="speakers">')[0]
