"""Readers see an appearance once a second person has: with the approval of the review, or on its own later."""

from __future__ import annotations

from django.test import Client

from claims import revisions
from claims.editorial import appearances, merging, triage, workflow
from claims.models import Appearance, Claim, published
from tests.editorial.refusals import refused
from tests.factories import (
    QUOTE,
    TEXT,
    ada,
    ben,
    make_appearance,
    make_candidate,
    make_claim,
    make_draft,
    make_published_review,
    make_revision,
    make_speaker,
    make_user,
    paula,
)


def promoted_onto_published() -> Appearance:
    """A candidate that Ada attached to a claim with a published review."""
    claim = make_claim(speaker=make_speaker())
    make_published_review(claim)
    triage.promote(candidate=make_candidate(speaker=make_speaker()), actor=ada(), claim=claim)
    return claim.appearances.get()


def quoted(claim: Claim) -> bool:
    """Do readers read the quote, on any page and in the API?"""
    addresses = (f"/claims/{claim.slug}/", f"/claims/?q={QUOTE.split()[0]}", f"/api/v1/claims/{claim.slug}/")
    pages = [Client().get(address).content.decode() for address in addresses]
    return any("fell to 4 percent last year" in page for page in pages)


def test_a_candidate_promoted_onto_a_published_claim_waits() -> None:
    appearance = promoted_onto_published()
    assert appearance.waits_for_second_look
    assert not quoted(appearance.claim)


def test_after_the_second_look_readers_see_it() -> None:
    appearance = promoted_onto_published()
    assert appearances.second(claim=appearance.claim, actor=ben(), appearances=[appearance.pk]) == 1
    assert quoted(appearance.claim)


def test_who_promoted_it_cannot_take_the_second_look_administrators_included() -> None:
    chief = make_user("chief", "publisher", is_superuser=True)
    claim = make_claim(speaker=make_speaker())
    make_published_review(claim)
    triage.promote(candidate=make_candidate(speaker=make_speaker()), actor=chief, claim=claim)
    with refused("appearance", "You confirmed this yourself"):
        appearances.second(claim=claim, actor=chief, appearances=[claim.appearances.get().pk])
    assert not quoted(claim)


def test_a_reporter_takes_no_second_look() -> None:
    claim = make_published_review().review.claim
    appearance = make_appearance(claim, confirmed_by=ben(), seconded_by=None)
    with refused("appearance", "Ask a reviewer"):
        appearances.second(claim=claim, actor=ada(), appearances=[appearance.pk])


def test_a_second_click_is_told() -> None:
    appearance = promoted_onto_published()
    appearances.second(claim=appearance.claim, actor=ben(), appearances=[appearance.pk])
    with refused("appearance", "colleague was faster"):
        appearances.second(claim=appearance.claim, actor=paula(), appearances=[appearance.pk])


def test_instead_of_the_second_look_it_is_rejected() -> None:
    appearance = promoted_onto_published()
    assert appearances.reject(claim=appearance.claim, actor=ben(), appearances=[appearance.pk]) == 1
    appearance.refresh_from_db()
    assert appearance.state == "rejected"


def test_who_approves_the_review_takes_it_for_what_others_confirmed() -> None:
    version = make_draft()
    claim = version.review.claim
    hers = make_appearance(claim, confirmed_by=ada(), seconded_by=None)
    his = make_appearance(claim, confirmed_by=ben(), seconded_by=None)
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    assert list(claim.appearances.seen_by_two()) == [hers]
    assert list(claim.appearances.awaiting_second_look()) == [his]


def test_but_only_for_what_stood_on_the_page() -> None:
    version = make_draft()
    claim = version.review.claim
    shown = make_appearance(claim, confirmed_by=ada(), seconded_by=None)
    workflow.submit(version=version, actor=ada())
    make_appearance(claim, confirmed_by=ada(), seconded_by=None)  # after the page was opened
    workflow.approve(version=version, actor=ben(), appearances=[shown.pk])
    assert list(claim.appearances.seen_by_two()) == [shown]


def test_what_is_attached_between_approval_and_publication_waits() -> None:
    version = make_draft(make_claim(speaker=make_speaker(), speaker_confirmed_by=None))
    claim = version.review.claim
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    triage.promote(candidate=make_candidate(speaker=make_speaker()), actor=paula(), claim=claim)
    assert not claim.appearances.seen_by_two().exists()


def test_merged_and_split_off_appearances_wait_for_a_second_look_at_their_new_claim() -> None:
    speaker = make_speaker()
    known = make_published_review(make_claim("it fell", speaker=speaker)).review.claim
    other = make_claim("it sank", speaker=speaker)
    make_appearance(other, confirmed_by=ada(), seconded_by=ben())
    merging.merge(claim=other, into=known, actor=paula())
    moved = known.appearances.get()
    assert (moved.confirmed_by, moved.waits_for_second_look) == (paula(), True)
    make_appearance(known, confirmed_by=ada())
    fresh = merging.split(claim=known, appearances=[moved.pk], wording="it rose", actor=paula())
    assert fresh.appearances.get().waits_for_second_look


def test_a_suggested_copy_waits_after_the_first_confirmation() -> None:
    appearance = promoted_onto_published()
    make_revision(TEXT, twin_of=appearance.revision, state="skipped")
    assert revisions.appear_in_twins() == 1
    copy = appearance.claim.appearances.get(state="suggested")
    appearances.settle_suggested(claim=appearance.claim, actor=ada(), state=Appearance.State.CONFIRMED)
    copy.refresh_from_db()
    assert copy.waits_for_second_look
    assert not published.appearances().exists()


def test_a_copy_in_the_editors_name_is_no_second_look() -> None:
    claim = make_claim(speaker=make_speaker())
    triage.promote(candidate=make_candidate(speaker=make_speaker()), actor=ada(), claim=claim)
    make_revision(TEXT, twin_of=claim.appearances.get().revision, state="skipped")
    assert revisions.appear_in_twins() == 1
    assert claim.appearances.awaiting_second_look().count() == 2
