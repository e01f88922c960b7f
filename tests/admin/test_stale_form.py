"""Two editors on one review, a stale tab, a session that ended: nothing is lost."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from claims.editorial import workflow
from claims.models import ReviewVersion
from tests.admin.client import desk_of, text_of
from tests.factories import ada, ben, make_draft


def content(version: ReviewVersion, **changed: object) -> dict[str, object]:
    return {
        "action": "save",
        "version": version.pk,
        "seen": version.content_mark,
        "rating": version.rating_id,
        "headline": version.headline,
        "summary": version.summary,
        "body": version.body,
        "methodology": version.methodology_id,
        **changed,
    }


def test_a_stale_form_is_refused_with_both_texts_shown() -> None:
    version = make_draft()
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    before = content(version, summary="Ada's long and careful summary.")
    workflow.edit(version=version, actor=ben(), summary="Ben's quick fix.")
    response = desk_of(ada()).post(address, before)
    page = text_of(response)
    assert response.status_code == 409
    assert "Ben's quick fix." in page
    assert "Ada's long and careful summary." in page.replace("  ", " ")
    assert "Ada&#x27;s long and careful summary.</textarea>" in response.content.decode()
    version.refresh_from_db()
    assert version.summary == "Ben's quick fix."


def test_saving_again_from_the_page_with_both_texts_takes_mine() -> None:
    version = make_draft()
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    before = content(version, summary="Ada's words.")
    workflow.edit(version=version, actor=ben(), summary="Ben's words.")
    desk = desk_of(ada())
    desk.post(address, before)
    version.refresh_from_db()
    assert desk.post(address, before | {"seen": version.content_mark}).status_code == 302
    version.refresh_from_db()
    assert version.summary == "Ada's words."


def test_sending_the_same_form_twice_saves_once_and_says_nothing_else() -> None:
    version = make_draft()
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    form = content(version, summary="Once.")
    desk = desk_of(ada())
    assert [desk.post(address, form).status_code for _ in range(2)] == [302, 302]


def test_after_signing_in_again_the_way_leads_back_to_the_claim() -> None:
    version = make_draft()
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    response = Client().post(address, content(version))
    assert response.status_code == 302
    assert "/login/" in response.headers["Location"]
    back = desk_of(ada()).get(address)
    assert back.headers["Location"] == reverse("desk-claim", args=[version.review.claim_id])


def test_an_invalid_form_keeps_what_was_typed() -> None:
    version = make_draft()
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    response = desk_of(ada()).post(address, content(version, headline="x" * 301, body="A long night's work."))
    assert response.status_code == 422
    assert "A long night&#x27;s work." in response.content.decode()
    assert "300 characters" in text_of(response)


def test_a_note_of_100_000_characters_is_refused_in_words_and_kept() -> None:
    version = make_draft()
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    note = "n" * 100_000
    response = desk_of(ada()).post(
        address,
        {"action": "attach", "version": version.pk, "title": "Census", "stance": "context", "note": note},
    )
    assert response.status_code == 422
    assert note in response.content.decode()
    assert "20000 characters" in text_of(response)
