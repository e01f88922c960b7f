"""The page on which two speakers are compared and merged, and the way to it from a deletion that is refused."""

from __future__ import annotations

import pytest

from claims.admin.history import timeline
from claims.models import Affiliation, Speaker, SpeakerMerge
from tests.admin.client import desk_of, text_of
from tests.factories import (
    ada,
    ben,
    cleo,
    make_candidate,
    make_claim,
    make_published_review,
    make_speaker,
    make_user,
)


def address(speaker: Speaker) -> str:
    return f"/admin/speaker/{speaker.pk}/merge/"


def test_like_names_are_offered() -> None:
    twice = make_speaker("Linda Marsch")
    make_speaker("Linda Marsh")
    make_speaker("Tom Reed")
    page = text_of(desk_of(ada()).get(address(twice)))
    assert "Of a like name: Linda Marsh ." in page
    assert "Tom Reed" not in page


def test_both_stand_side_by_side_with_what_moves() -> None:
    twice, stays = make_speaker("L. Marsh"), make_speaker("Linda Marsh")
    make_claim("build 300 homes", speaker=twice)
    Affiliation.objects.create(speaker=twice, role="Mayor", body="Harbour")
    page = text_of(desk_of(ada()).get(f"{address(twice)}?into=linda marsh"))
    assert "Is L. Marsh the same as Linda Marsh?" in page
    assert "build 300 homes" in page
    assert "1 claim, 0 appearances, 0 candidates" in page
    assert "Roles: Mayor of Harbour" in page
    assert f"/speakers/l-marsh/ leads to /speakers/{stays.slug}/ for good" in page


def test_one_click_merges() -> None:
    twice, stays = make_speaker("L. Marsh"), make_speaker("Linda Marsh")
    claim = make_claim(speaker=twice)
    page = desk_of(ada()).post(address(twice), {"into": stays.pk}, follow=True)
    assert page.redirect_chain[-1][0] == f"/admin/claims/speaker/{stays.pk}/change/"
    assert "Merged: L. Marsh is Linda Marsh now." in text_of(page)
    claim.refresh_from_db()
    assert claim.speaker == stays


@pytest.mark.parametrize("name", ["nobody", "x" * 3000, "\x00", "<script>alert(1)</script>"])
def test_an_unknown_name_is_said(name: str) -> None:
    response = desk_of(ada()).get(address(make_speaker()), {"into": name})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("number", ["", "0", "x", "99999999999999999999"])
def test_a_crafted_number_merges_nobody(number: str) -> None:
    speaker = make_speaker()
    assert desk_of(ada()).post(address(speaker), {"into": number}).status_code == 200
    assert Speaker.objects.filter(pk=speaker.pk).exists()


def test_two_that_cannot_be_one_have_no_button() -> None:
    twice = make_speaker("L. Marsh")
    make_speaker("Norway", kind="government")
    page = desk_of(ada()).get(f"{address(twice)}?into=Norway").content.decode()
    assert "correct the kind first" in page
    assert "Merge L. Marsh into" not in page


def test_who_comes_second_is_told_who_merged_them() -> None:
    twice, stays = make_speaker("L. Marsh"), make_speaker("Linda Marsh")
    desk_of(ada()).post(address(twice), {"into": stays.pk})
    for response in (
        desk_of(ben()).post(address(twice), {"into": stays.pk}, follow=True),
        desk_of(ben()).get(address(twice), follow=True),
    ):
        assert response.redirect_chain[-1][0] == f"/admin/claims/speaker/{stays.pk}/change/"
        assert "Merged already by Ada: L. Marsh is Linda Marsh now." in text_of(response)


def test_so_is_who_would_merge_them_the_other_way_round() -> None:
    twice, stays = make_speaker("L. Marsh"), make_speaker("Linda Marsh")
    desk_of(ada()).post(address(twice), {"into": stays.pk})
    page = text_of(desk_of(ben()).post(address(stays), {"into": twice.pk}))
    assert "Merged already by Ada: L. Marsh is Linda Marsh now." in page


def test_a_speaker_that_never_was_is_not_found() -> None:
    assert desk_of(ada()).get("/admin/speaker/987654321/merge/").status_code == 404


def test_an_organisation_is_named_as_one_says_it() -> None:
    twice = make_speaker("Harbour Union", kind="organisation")
    make_speaker("Norway", kind="government")
    page = text_of(desk_of(ada()).get(f"{address(twice)}?into=Norway"))
    assert "Harbour Union is an organisation, Norway a government." in page


def test_what_is_published_waits_on_the_start_page_of_a_reviewer() -> None:
    twice, stays = make_speaker("L. Marsh"), make_speaker("Linda Marsh")
    make_published_review(make_claim(speaker=twice))
    page = text_of(desk_of(ada()).post(address(twice), {"into": stays.pk}, follow=True))
    assert "You asked for it: a reviewer confirms it." in page
    reviewers = desk_of(ben())
    assert "L. Marsh and Linda Marsh" in text_of(reviewers.get("/admin/"))
    assert "L. Marsh and Linda Marsh" not in text_of(desk_of(ada()).get("/admin/"))
    assert "They are one: merge" in text_of(reviewers.get(address(twice)))
    merge = SpeakerMerge.objects.get()
    page = text_of(reviewers.post(f"/admin/speaker/merges/{merge.pk}/", {"confirm": "1"}, follow=True))
    assert "Merged: L. Marsh is Linda Marsh now." in page


def test_a_double_click_asks_once() -> None:
    twice, stays = make_speaker("L. Marsh"), make_speaker("Linda Marsh")
    make_published_review(make_claim(speaker=twice))
    desk = desk_of(ada())
    for _ in range(2):
        assert desk.post(address(twice), {"into": stays.pk}, follow=True).status_code == 200
    assert SpeakerMerge.objects.count() == 1


def test_a_request_is_dropped() -> None:
    twice, stays = make_speaker("L. Marsh"), make_speaker("Linda Marsh")
    make_published_review(make_claim(speaker=twice))
    desk = desk_of(ada())
    desk.post(address(twice), {"into": stays.pk})
    merge = SpeakerMerge.objects.get()
    page = text_of(desk.post(f"/admin/speaker/merges/{merge.pk}/", {"drop": "1"}, follow=True))
    assert "the two stay two" in page
    assert desk.post(f"/admin/speaker/merges/{merge.pk}/", {"drop": "1"}).status_code == 404


def test_an_outsider_sees_no_page() -> None:
    speaker = make_speaker()
    assert desk_of(cleo()).get(address(speaker)).status_code in {302, 403}
    assert desk_of(cleo()).post("/admin/speaker/merges/1/").status_code in {302, 403}


def test_deleting_a_speaker_with_claims_is_refused_with_the_way_to_merge() -> None:
    chief = make_user("chief", is_superuser=True, is_staff=True)
    speaker = make_claim().speaker
    make_candidate(speaker=speaker)
    desk = desk_of(chief)
    page = desk.post(f"/admin/claims/speaker/{speaker.pk}/delete/", {"post": "yes"}, follow=True)
    assert "1 claim and 1 candidate of Linda Marsh would be lost" in text_of(page)
    assert f'href="{address(speaker)}"' in page.content.decode()
    assert Speaker.objects.filter(pk=speaker.pk).exists()


def test_nor_are_speakers_deleted_by_the_dozen() -> None:
    chief = make_user("chief", is_superuser=True, is_staff=True)
    speaker = make_speaker()
    ticked = {"action": "delete_selected", "_selected_action": [speaker.pk], "post": "yes"}
    desk_of(chief).post("/admin/claims/speaker/", ticked)
    assert Speaker.objects.filter(pk=speaker.pk).exists()


def test_the_history_of_a_claim_still_names_the_one_that_went() -> None:
    twice, stays = make_speaker("L. Marsh"), make_speaker("Linda Marsh")
    claim = make_claim(speaker=twice)
    desk_of(ada()).post(address(twice), {"into": stays.pk})
    claim.refresh_from_db()
    words = [str(entry.fields) for entry in timeline(claim)]
    assert any("L. Marsh" in text for text in words)
