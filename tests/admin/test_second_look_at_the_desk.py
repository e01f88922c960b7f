"""The claim's desk says what waits for a second look, and takes it with one click or one key."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from claims.models import Appearance, Claim, User, published
from tests.admin.client import desk_of, text_of
from tests.browser import Seat
from tests.factories import ada, ben, make_appearance, make_claim, make_draft, make_published_review, paula


def waiting() -> Claim:
    """A published claim with an appearance that Paula alone has seen."""
    claim = make_published_review(make_claim()).review.claim
    make_appearance(claim, confirmed_by=paula(), seconded_by=None)
    return claim


def desk(claim: Claim, user: User) -> str:
    return text_of(desk_of(user).get(reverse("desk-claim", args=[claim.pk])))


def act(claim: Claim, user: User, **post: Any) -> Any:
    return desk_of(user).post(reverse("desk-claim-act", args=[claim.pk]), post, follow=True)


def test_it_says_that_readers_do_not_see_it_and_who_confirmed_it() -> None:
    claim = waiting()
    page = desk(claim, ben())
    assert "waits for a second look (Paula confirmed it)" in page
    assert "I have looked: show it to readers" in page


def test_who_confirmed_it_is_told_that_a_colleague_must_look() -> None:
    page = desk(waiting(), paula())
    assert "1 waits for a second look" in page
    assert "I have looked" not in page
    assert "A reviewer who did not confirm it takes it" in page


def test_a_crafted_post_of_who_confirmed_it_is_refused() -> None:
    claim = waiting()
    response = act(claim, paula(), action="second-look", appearance=claim.appearances.get().pk)
    assert response.status_code == 409
    assert "a colleague takes the second look" in text_of(response)
    assert not published.appearances().exists()


@pytest.mark.parametrize("appearance", ["", "x", "²", "99999999999999999999", "0"])
def test_what_names_no_appearance_is_told(appearance: str) -> None:
    response = act(waiting(), ben(), action="second-look", appearance=appearance)
    assert response.status_code == 409
    assert "Nothing waits there" in text_of(response)


def test_an_appearance_of_another_claim_is_left_alone() -> None:
    claim, other = waiting(), make_published_review(make_claim("another")).review.claim
    act(other, ben(), action="second-look", appearance=claim.appearances.get().pk)
    assert not published.appearances().exists()


def test_rejecting_takes_it_off() -> None:
    claim = waiting()
    assert "1 appearance rejected" in text_of(
        act(claim, ben(), action="second-look", appearance=claim.appearances.get().pk, reject="1")
    )
    assert claim.appearances.get().state == "rejected"


def test_the_approval_form_names_what_it_approves() -> None:
    version = make_draft()
    make_appearance(version.review.claim, confirmed_by=ada(), seconded_by=None)
    act(version.review.claim, ada(), action="submit", version=version.pk)
    assert "With it you approve 1 appearance of the claim" in desk(version.review.claim, ben())


@pytest.mark.django_db(transaction=True)
def test_one_key_shows_it_to_readers(live_server: object, chromium: Browser) -> None:
    claim = waiting()
    ben()
    seat = Seat(chromium, str(live_server)).sign_in("ben")
    seat.page.goto(f"/admin/claim/{claim.pk}/")
    with seat.page.expect_navigation():
        seat.page.keyboard.press("2")
    assert "readers see 1 more appearance" in seat.page.inner_text("body")
    assert Appearance.objects.get().seconded_by == ben()
    assert seat.complaints == []
