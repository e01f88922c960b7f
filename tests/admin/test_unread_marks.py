"""The start page marks what is new, opening a claim clears its mark, and the daily message is one click."""

from __future__ import annotations

from django.urls import reverse

from claims.editorial import workflow
from claims.models import Claim, Look, User
from tests.admin.client import desk_of, text_of
from tests.factories import ada, ben, cleo, make_draft, make_user


def submitted() -> Claim:
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    return version.review.claim


def start(user: User) -> str:
    return text_of(desk_of(user).get("/admin/"))


def test_a_mark_stays_until_the_claim_is_opened() -> None:
    claim = submitted()
    assert "Waiting for my approval 1 new" in start(ben())
    assert f"New: {claim.headline}" in start(ben())  # having seen the list is not having looked
    desk_of(ben()).get(reverse("desk-claim", args=[claim.pk]))
    page = start(ben())
    assert claim.headline in page
    assert "1 new" not in page


def test_all_are_marked_as_read_by_one_click() -> None:
    submitted()
    assert "Mark all as read" in start(ben())
    page = text_of(desk_of(ben()).post(reverse("desk-read-all"), follow=True))
    assert "1 new" not in page
    assert "Mark all as read" not in page


def test_a_link_that_is_only_followed_marks_nothing() -> None:
    submitted()
    assert desk_of(ben()).get(reverse("desk-read-all")).status_code == 405
    assert not Look.objects.exists()


def test_the_daily_message_is_switched_on_and_off() -> None:
    assert "E-mail me once a day what is new" in start(ada())
    desk_of(ada()).post(reverse("desk-digest"), {"on": "1"})
    assert "What is new comes to ada@example.org once a day" in start(ada())
    desk_of(ada()).post(reverse("desk-digest"), {"on": "0"})
    assert not ada().wants_digest


def test_without_an_address_it_says_why_there_is_none() -> None:
    nobody = make_user("nobody", "reporter")
    User.objects.filter(pk=nobody.pk).update(email="")
    assert "Your account has no e-mail address" in start(nobody)
    page = text_of(desk_of(nobody).post(reverse("desk-digest"), {"on": "1"}, follow=True))
    assert "An administrator can enter one" in page


def test_an_outsider_switches_nothing() -> None:
    assert desk_of(cleo()).post(reverse("desk-digest"), {"on": "1"}).status_code == 302
    assert not cleo().wants_digest
