"""The claim's desk without JavaScript: refusals name the field, redirects keep addresses, people talk."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from claims.editorial import workflow
from claims.models import Claim, User
from tests.admin.client import desk_of, text_of
from tests.factories import (
    ada,
    ben,
    cleo,
    make_appearance,
    make_claim,
    make_draft,
    make_published_review,
    make_speaker,
    make_topic,
    make_user,
    paula,
)


def act(user: User, claim: Claim, **post: object) -> str:
    """What the page says after the action."""
    return text_of(desk_of(user).post(reverse("desk-claim-act", args=[claim.pk]), post, follow=True))


def page(user: User, claim: Claim) -> str:
    return desk_of(user).get(reverse("desk-claim", args=[claim.pk])).content.decode()


def test_what_blocks_stands_at_the_button_and_leads_to_the_field() -> None:
    version = workflow.start_review(claim=make_claim(), actor=ada())
    found = page(ada(), version.review.claim)
    for field in ("rating", "summary", "methodology", "evidence"):
        assert f'<a href="#field-{field}">' in found
        assert f'id="field-{field}"' in found


def test_dates_come_back_as_the_browsers_date_field_wants_them() -> None:
    claim = make_claim(due_on=date(2025, 1, 21), said_on=date(2023, 5, 10))
    found = page(ada(), claim)
    assert 'value="2025-01-21"' in found
    assert 'value="2023-05-10"' in found


def test_wording_topics_and_deadline_are_saved_together() -> None:
    claim, topic = make_claim(), make_topic("Housing")
    said = act(
        ada(),
        claim,
        action="claim",
        wording="build 300 homes",
        kind="promise",
        said_on="2024-11-18",
        topics=[topic.pk],
        due_on="2027-12-31",
        due_precision="year",
        due_basis="by 2027",
    )
    claim.refresh_from_db()
    assert "The claim is saved" in said
    assert (claim.wording, claim.due_on, claim.due_precision) == (
        "build 300 homes",
        date(2027, 12, 31),
        "year",
    )
    assert list(claim.topics.all()) == [topic]
    assert claim.due_confirmed_by == ada()


def test_a_proposed_deadline_is_confirmed_from_the_deadlines_desk() -> None:
    claim = make_claim("build homes", due_on=date(2020, 1, 1))
    assert "build homes" in text_of(desk_of(ada()).get("/admin/deadlines/"))
    said = act(ada(), claim, action="confirm-deadline", back="deadlines")
    assert "Confirmed: due 1 January 2020" in said
    assert "Every date was confirmed" in said


def test_merging_at_the_desk_leads_to_the_claim_that_stays() -> None:
    old, stays = make_claim("fell to four percent"), make_claim("fell to 4 percent")
    assert "The old address leads there" in act(ada(), old, action="merge", into=stays.pk)
    assert f'Merged into <a href="/admin/claim/{stays.pk}/">' in page(ada(), old)


def test_merging_into_nothing_says_what_to_do() -> None:
    for into in ("", "x", "99999999999999999999", "0"):
        assert "Choose the claim to merge into" in act(ada(), make_claim(), action="merge", into=into)


def test_splitting_off_an_appearance() -> None:
    claim = make_claim()
    _, goes = make_appearance(claim), make_appearance(claim)
    act(ada(), claim, action="split", appearance=[goes.pk], wording="build 300 homes")
    assert Claim.objects.get(wording="build 300 homes").appearances.get() == goes


def test_how_we_rated_it_before_shows_the_likes_and_the_speakers_newest() -> None:
    make_published_review(make_claim("unemployment in the port fell to 4 percent last year"))
    make_published_review(make_claim("the harbour was never closed"))
    found = text_of(desk_of(ada()).get(reverse("desk-claim", args=[make_claim().pk])))
    before = found.split("How did we rate this before?")[1]
    assert "unemployment in the port fell to 4 percent last year" in before.split("newest ratings")[0]
    assert "the harbour was never closed" in before.split("newest ratings")[1]


def test_comments_assignments_and_questions_stand_on_the_desk() -> None:
    claim = make_draft().review.claim
    ben()
    act(ada(), claim, action="comment", text="@ben, please look")
    act(ada(), claim, action="assign", to=ben().pk)
    said = act(
        ada(),
        claim,
        action="ask",
        asked_whom="The press office",
        asked_how="by e-mail",
        asked_on="2024-11-20",
    )
    assert "The press office" in said
    start = text_of(desk_of(ben()).get("/admin/"))
    assert "@ben, please look" in start
    assert claim.headline in start.split("My drafts")[1].split("Waiting for my approval")[0]


def test_the_answer_is_recorded() -> None:
    claim = make_draft().review.claim
    act(ada(), claim, action="ask", asked_whom="The office", asked_how="by e-mail", asked_on="2024-11-20")
    reply = claim.review.replies.get()
    said = act(ada(), claim, action="answer", reply=reply.pk, answer="Not so.", answered_on="2024-11-21")
    assert "Not so." in said


def test_an_unknown_action_does_nothing() -> None:
    assert "no such action" in act(ada(), make_claim(), action="explode")


def test_an_outsider_neither_reads_nor_acts() -> None:
    claim = make_draft().review.claim
    for path in (reverse("desk-claim", args=[claim.pk]), reverse("desk-history", args=[claim.pk])):
        assert desk_of(cleo()).get(path).status_code in {302, 403}
    response = desk_of(cleo()).post(
        reverse("desk-claim-act", args=[claim.pk]), {"action": "comment", "text": "x"}
    )
    assert response.status_code in {302, 403}
    assert not claim.review.comments.exists()


def test_a_published_version_is_read_not_edited() -> None:
    claim = make_published_review().review.claim
    found = page(paula(), claim)
    assert "<p><b>The labour office counted 6.1 percent.</b></p>" in found
    assert 'name="summary"' not in found
    assert "Withdraw from the public" in found


def test_while_a_correction_is_written_the_public_version_can_be_withdrawn() -> None:
    version = make_published_review()
    claim = version.review.claim
    workflow.correct(review=version.review, actor=ada())
    assert "Withdraw from the public (version 1, which readers see)" in page(paula(), claim)
    assert "Withdraw" not in page(ada(), claim)
    said = act(paula(), claim, action="withdraw", version=version.pk, note="A name was wrong.")
    assert "Withdrawn. Readers see your reason." in said
    assert [v.state for v in claim.review.versions.order_by("number")] == ["withdrawn", "draft"]
    assert not Claim.objects.published().exists()


def test_a_correction_that_does_not_say_what_was_wrong_has_no_button_to_submit_it() -> None:
    version = make_published_review()
    workflow.correct(review=version.review, actor=ada())
    found = page(ada(), version.review.claim)
    assert '<button class="quiet" disabled>Submit for approval</button>' in found
    assert '<a href="#field-change_note">Say what was wrong and what changed' in found
    assert 'id="field-change_note"' in found


def test_two_claims_whose_reviews_were_both_begun_become_one_when_one_draft_is_discarded() -> None:
    draft = make_draft()
    claim = draft.review.claim
    other = make_claim("the port is open", speaker=claim.speaker)
    workflow.start_review(claim=other, actor=ada())
    assert "Finish or discard it" in act(ada(), claim, action="merge", into=other.pk)
    assert "Discarded." in act(ada(), claim, action="discard", version=draft.pk)
    assert "Merged into" in act(ada(), claim, action="merge", into=other.pk)


def test_a_correction_that_was_not_needed_is_discarded_and_its_text_can_be_taken_over_later() -> None:
    version = make_published_review()
    claim = version.review.claim
    given_up = workflow.correct(review=version.review, actor=ada())
    workflow.edit(version=given_up, actor=ada(), summary="It was 7 percent.")
    assert "Discard this version" in page(ada(), claim)
    said = act(ada(), claim, action="discard", version=given_up.pk)
    assert "Discarded. The review stands as it did" in said
    assert "Correct: open a new version" in said
    again = workflow.correct(review=version.review, actor=ada())
    assert again.number == 3
    assert "The text of version 2 stands in the open version now." in act(
        ada(), claim, action="restore", version=given_up.pk
    )
    again.refresh_from_db()
    assert again.summary == "It was 7 percent."


def test_a_speaker_with_claims_is_not_deleted() -> None:
    claim = make_claim(speaker=make_speaker())
    chief = make_user("chief", is_superuser=True, is_staff=True)
    address = reverse("admin:claims_speaker_delete", args=[claim.speaker_id])
    found = text_of(desk_of(chief).post(address, {"post": "yes"}, follow=True))
    assert "Nothing was deleted: 1 claim of Linda Marsh would be lost" in found
    assert "merge the two" in found
    claim.refresh_from_db()
