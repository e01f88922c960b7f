""" "Ada is on this" stays true while she is at it, and only then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from claims.editorial import triage
from claims.models import Candidate
from tests.admin.client import desk_of
from tests.browser import Seat
from tests.factories import ada, ben, make_candidate, make_speaker


def soon_over(candidate: Candidate) -> None:
    until = timezone.now() + timedelta(seconds=5)
    Candidate.objects.filter(pk=candidate.pk).update(locked_until=until)


def holds(candidate: Candidate) -> bool:
    candidate.refresh_from_db()
    assert candidate.locked_until is not None
    return candidate.locked_until > timezone.now() + timedelta(minutes=1)


@pytest.mark.django_db
def test_staying_renews_the_lock() -> None:
    candidate = make_candidate()
    triage.lock(candidate=candidate, actor=ada())
    soon_over(candidate)
    assert desk_of(ada()).post(f"/admin/triage/{candidate.pk}/stay/").status_code == 204
    assert holds(candidate)


@pytest.mark.django_db
def test_a_colleague_who_took_it_meanwhile_keeps_it_and_is_named() -> None:
    candidate = make_candidate()
    triage.lock(candidate=candidate, actor=ben())
    response = desk_of(ada()).post(f"/admin/triage/{candidate.pk}/stay/")
    assert (response.status_code, response.content) == (409, b"Ben is on this.")
    candidate.refresh_from_db()
    assert candidate.locked_by == ben()


@pytest.mark.django_db
def test_what_is_decided_or_was_left_is_not_locked_again() -> None:
    candidate = make_candidate(speaker=make_speaker())
    triage.lock(candidate=candidate, actor=ada())
    triage.lock(candidate=make_candidate(), actor=ada())
    assert not triage.stay(candidate=candidate, actor=ada())
    triage.dismiss(candidate=candidate, actor=ada(), reason="fragment")
    assert not triage.stay(candidate=candidate, actor=ada())


@pytest.fixture
def page(transactional_db: None, live_server: object, chromium: Browser) -> Page:
    """Ada looks at a candidate; her clock is the test's."""
    ada()
    make_candidate(speaker=make_speaker())
    seat = Seat(chromium, str(live_server))
    seat.page.clock.install()
    seat.sign_in("ada").page.goto("/admin/triage/")
    soon_over(Candidate.objects.get())
    return seat.page


def test_the_page_says_every_two_minutes_that_she_is_there(page: Page) -> None:
    with page.expect_response("**/stay/") as answer:
        page.clock.fast_forward("02:20")
    assert answer.value.status == 204
    assert holds(Candidate.objects.get())


@pytest.mark.parametrize("way", ["hidden", "untouched"])
def test_a_tab_that_nobody_sees_or_touches_says_nothing(page: Page, way: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/stay/" in request.url else None)
    if way == "hidden":
        page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    page.clock.fast_forward("02:20" if way == "hidden" else "25:00")
    page.clock.run_for(20_000)
    page.wait_for_timeout(0)
    assert sent == []
