"""The triage desk on a narrow screen: the decision comes first, before and after deciding; dark is dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import Seat
from tests.factories import ada, make_candidate, make_speaker


def top_of(page: Page, selector: str) -> float:
    return float(page.locator(selector).first.evaluate("e => e.getBoundingClientRect().top + scrollY"))


@pytest.mark.django_db(transaction=True)
def test_the_decision_comes_first_on_a_phone(live_server: object, chromium: Browser) -> None:
    ada()
    for number in range(3):
        make_candidate(statement=f"Statement {number}", speaker=make_speaker())
    seat = Seat(chromium, str(live_server), width=390, scheme="dark").sign_in("ada")
    page = seat.page
    page.goto("/admin/triage/")
    assert top_of(page, ".desk-decision") < top_of(page, ".desk-article") < top_of(page, ".desk-queue")
    assert page.evaluate("scrollY") == 0
    assert page.locator(".desk-list input").first.evaluate("e => getComputedStyle(e).colorScheme") == "dark"
    before = page.inner_text(".desk-decision .desk-headline")
    page.locator(".desk-dismiss button").first.click()
    page.wait_for_function(
        "b => document.querySelector('.desk-decision .desk-headline').innerText !== b", arg=before
    )
    assert page.evaluate("document.querySelector('.desk-decision').getBoundingClientRect().top") < 300
    seat.looked_ahead()
    assert [c for c in seat.complaints if "404" not in c] == []
