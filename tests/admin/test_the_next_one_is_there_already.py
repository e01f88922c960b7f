"""One key decides, and the next candidate, fetched ahead, is shown before the server answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from claims.editorial import triage
from claims.models import Candidate
from tests.browser import Seat
from tests.factories import ada, ben, make_candidate, make_speaker

HEADLINE = ".desk-decision .desk-headline"
PRESSES = """
for (const repeat of [false, false, true, true])
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "1", bubbles: true, repeat }));
"""
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(live_server: object, chromium: Browser) -> Iterator[Page]:
    """Ada at the triage desk, three candidates in their order, the next one loaded."""
    ada()
    for n in range(3):
        make_candidate(
            f"Number {n} is 4 percent.",
            statement=f"statement {n}",
            speaker=make_speaker(),
            checkworthiness=0.9 - n / 10,
        )
    seat = Seat(chromium, str(live_server)).listened_to().sign_in("ada")
    seat.page.goto("/admin/triage/")
    seat.looked_ahead()
    assert "statement 0" in seat.page.inner_text(HEADLINE)
    yield seat.page
    seat.looked_ahead()


def decided() -> dict[str, int]:
    states = Candidate.objects.values_list("state", flat=True)
    return {state: list(states).count(state) for state in set(states)}


def wait_for(page: Page, statement: str) -> None:
    page.wait_for_function(
        "([at, said]) => document.querySelector(at)?.innerText.includes(said)", arg=[HEADLINE, statement]
    )


def slowly(page: Page) -> list[Route]:
    """The decisions that are held back before they reach the server."""
    held: list[Route] = []
    page.route("**/decide/", lambda route: held.append(route))  # noqa: PLW0108 - it must be a function
    return held


def let_go(page: Page, held: list[Route]) -> None:
    """The first decision that is held back goes on to the server."""
    for _ in range(600):  # half a minute: a busy machine takes its time to answer the first
        if held:
            held.pop(0).continue_()
            return
        page.wait_for_timeout(50)
    raise AssertionError("Nothing was sent to the server.")


def test_it_is_shown_before_the_server_answers(page: Page) -> None:
    held = slowly(page)
    page.keyboard.press("1")
    wait_for(page, "statement 1")
    assert decided() == {"waiting": 3}
    let_go(page, held)
    page.wait_for_selector(".desk-notice >> text=Dismissed.")
    assert "statement 1" in page.inner_text(HEADLINE)
    assert decided() == {"waiting": 2, "dismissed": 1}


def test_a_double_click_and_a_held_key_decide_once(page: Page) -> None:
    held = slowly(page)
    page.evaluate(PRESSES)
    wait_for(page, "statement 1")
    let_go(page, held)
    page.wait_for_selector(".desk-notice >> text=Dismissed.")
    assert held == []
    assert decided() == {"waiting": 2, "dismissed": 1}


def test_a_key_that_is_meant_waits_for_the_answer(page: Page) -> None:
    held = slowly(page)
    page.keyboard.press("1")
    wait_for(page, "statement 1")
    page.wait_for_timeout(400)
    page.keyboard.press("2")
    let_go(page, held)
    let_go(page, held)
    wait_for(page, "statement 2")
    page.wait_for_selector(".desk-notice >> text=Dismissed.")
    assert decided() == {"waiting": 1, "dismissed": 2}


def test_what_a_colleague_decided_meanwhile_comes_back_with_the_reason(page: Page) -> None:
    triage.dismiss(candidate=Candidate.objects.get(statement="statement 0"), actor=ben(), reason="fragment")
    page.keyboard.press("p")
    page.wait_for_selector(".desk-notice >> text=Ben has already dismissed this candidate.")
    assert "statement 0" in page.inner_text(HEADLINE)


def test_where_the_server_is_gone_nothing_is_decided_and_the_candidate_is_back(page: Page) -> None:
    page.route("**/decide/", lambda route: route.abort())
    page.keyboard.press("1")
    page.wait_for_selector(".desk-notice >> text=may not be decided")
    assert "statement 0" in page.inner_text(HEADLINE)
    assert decided() == {"waiting": 3}
    page.unroute("**/decide/")
    page.keyboard.press("1")
    page.wait_for_selector(".desk-notice >> text=Dismissed.")


def test_an_error_of_the_server_is_said(page: Page) -> None:
    page.route("**/decide/", lambda route: route.fulfill(status=500, body="<h1>Error</h1>"))
    page.keyboard.press("1")
    page.wait_for_selector(".desk-notice >> text=may not be decided")
    assert "statement 0" in page.inner_text(HEADLINE)


def test_words_typed_before_the_server_answers_stay(page: Page) -> None:
    held = slowly(page)
    page.keyboard.press("1")
    wait_for(page, "statement 1")
    page.keyboard.press("w")
    page.keyboard.type("it is so")
    let_go(page, held)
    page.wait_for_selector(".desk-notice >> text=Dismissed.")
    assert page.input_value("[name=wording]") == "it is so"
    assert "2 waiting" in page.inner_text(".desk-count")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    let_go(page, held)
    page.wait_for_selector(".desk-notice >> text=Back in the queue.")
    assert decided() == {"waiting": 3}


@pytest.mark.usefixtures("page")
def test_looking_ahead_locks_nothing() -> None:
    assert [c.statement for c in Candidate.objects.exclude(locked_by=None)] == ["statement 0"]


def test_a_session_that_ended_leads_to_the_sign_in_and_back(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("1")
    page.wait_for_url("**/admin/login/**")
    assert "next=/admin/triage/" in page.url
    assert decided() == {"waiting": 3}


def test_by_key_it_is_taken_given_and_its_speaker_changed(page: Page) -> None:
    ben()
    make_speaker("Tom Hale")
    page.keyboard.press("m")
    page.wait_for_selector(".desk-notice >> text=It is yours.")
    page.keyboard.press("s")
    page.keyboard.type("tom hale")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-notice >> text=Speaker: Tom Hale.")
    page.keyboard.press("g")
    page.keyboard.type("ben")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-notice >> text=Given to Ben.")
    candidate = Candidate.objects.get(statement="statement 0")
    assert (candidate.assigned_to, candidate.speaker) == (ben(), make_speaker("Tom Hale"))
    assert "statement 1" in page.inner_text(HEADLINE)


def test_every_key_stands_in_the_list_of_keys(page: Page) -> None:
    page.keyboard.press("?")
    told = page.inner_text("#desk-help").split()
    assert {"j", "k", "p", "a", "1", "s", "w", "m", "g", "u", "o", "/", "x", "Esc"} <= set(told)
