"""What somebody has typed survives a session that ended, a stray click and an impatient one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Dialog, Page

from claims.models import Candidate, ReviewVersion
from tests.browser import Seat
from tests.factories import ada, make_candidate, make_draft

LONG = "The labour office counted 6.1 percent in October. " * 40


@pytest.fixture
def version(transactional_db: None) -> ReviewVersion:
    ada()
    return make_draft()


def desk_of(version: ReviewVersion) -> str:
    return f"/admin/claim/{version.review.claim_id}/"


def at_the_desk(version: ReviewVersion, live_server: object, chromium: Browser) -> tuple[Seat, Page]:
    """Ada, signed in, with the claim's desk before her."""
    seat = Seat(chromium, str(live_server)).sign_in("ada")
    seat.page.goto(desk_of(version))
    return seat, seat.page


def test_a_session_that_ended_in_the_middle_of_a_long_text(
    version: ReviewVersion, live_server: object, chromium: Browser
) -> None:
    seat, page = at_the_desk(version, live_server, chromium)
    page.fill(".desk-editor", LONG)
    seat.context.clear_cookies(name="sessionid")
    seat.button("Save the draft")
    assert "/login/" in page.url
    seat.sign_in("ada")
    page.goto(desk_of(version))
    assert page.input_value("[name=body]") == "The labour office publishes the rate every month."
    page.get_by_role("button", name="Put them back").click()
    assert page.input_value("[name=body]") == page.inner_text(".desk-editor").strip() == LONG.strip()
    seat.button("Save the draft")
    version.refresh_from_db()
    assert version.body == LONG.strip()


def test_a_tab_of_an_earlier_sign_in_gives_the_words_back(
    version: ReviewVersion, live_server: object, chromium: Browser
) -> None:
    seat, page = at_the_desk(version, live_server, chromium)
    page.fill(".desk-editor", LONG)
    seat.context.clear_cookies(name="csrftoken")  # as signing in again in another tab replaces it
    seat.button("Save the draft")
    assert "Nothing was saved" in page.inner_text("body")
    page.goto(desk_of(version))
    page.get_by_role("button", name="Put them back").click()
    seat.button("Save the draft")
    version.refresh_from_db()
    assert version.body == LONG.strip()


def test_such_a_tab_with_words_in_two_forms_is_loaded_again_and_offers_both(
    version: ReviewVersion, live_server: object, chromium: Browser
) -> None:
    seat, page = at_the_desk(version, live_server, chromium)
    page.fill(".desk-editor", LONG)
    page.locator("[name=text]").fill("A question.")
    seat.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_role("button", name="Put them back").nth(1).wait_for()
    assert page.url.endswith(desk_of(version))


@pytest.mark.usefixtures("transactional_db")
def test_at_triage_such_a_tab_says_that_nothing_was_decided(live_server: object, chromium: Browser) -> None:
    ada(), make_candidate()
    seat = Seat(chromium, str(live_server)).sign_in("ada")
    page = seat.page
    page.goto("/admin/triage/")
    seat.context.clear_cookies(name="csrftoken")
    page.locator(".desk-dismiss [data-number='1']").click()
    page.get_by_text("Nothing was decided: most likely you signed in again").wait_for()
    assert Candidate.objects.get().state == "waiting"


def test_a_stray_click_asks_first(version: ReviewVersion, live_server: object, chromium: Browser) -> None:
    _, page = at_the_desk(version, live_server, chromium)
    page.locator(".desk-editor").press_sequentially("Unsaved. ")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="history").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert page.url.endswith(desk_of(version))


def test_an_impatient_double_click_decides_once(
    version: ReviewVersion, live_server: object, chromium: Browser
) -> None:
    _, page = at_the_desk(version, live_server, chromium)
    page.locator("[name=text]").fill("Once.")
    with page.expect_navigation():
        page.get_by_role("button", name="Comment", exact=True).dblclick()
    page.wait_for_load_state("networkidle")
    assert version.review.comments.count() == 1


def test_what_was_saved_is_not_offered_again(
    version: ReviewVersion, live_server: object, chromium: Browser
) -> None:
    seat, page = at_the_desk(version, live_server, chromium)
    page.locator("[name=text]").fill("Said once.")
    seat.button("Comment")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("button", name="Put them back").count() == 0
    assert page.url.endswith(desk_of(version))


def test_attaching_evidence_leaves_an_unsaved_summary_where_it_is(
    version: ReviewVersion, live_server: object, chromium: Browser
) -> None:
    seat, page = at_the_desk(version, live_server, chromium)
    page.locator("[name=summary]").first.fill("An unsaved summary.")
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    attach(page, "Census")
    page.get_by_text("The evidence is attached.").first.wait_for()
    assert page.get_by_text("Census").first.is_visible()
    assert page.locator("[name=summary]").first.input_value() == "An unsaved summary."
    assert version.evidence.filter(title="Census").exists()
    seat.button("Save the draft")
    version.refresh_from_db()
    assert version.summary == "An unsaved summary."
    assert asked == []
    assert seat.complaints == []


def test_evidence_that_is_refused_stands_there_with_what_was_typed_and_so_does_the_summary(
    version: ReviewVersion, live_server: object, chromium: Browser
) -> None:
    page = Seat(chromium, str(live_server)).sign_in("ada").page
    page.goto(desk_of(version))
    page.locator("[name=summary]").first.fill("An unsaved summary.")
    attach(page, "Census")
    page.get_by_text("The evidence is attached.").first.wait_for()
    attach(page, "Census")
    page.get_by_text("This document is attached already.").first.wait_for()
    assert page.locator("form:has([value=attach]) [name=title]").input_value() == "Census"
    assert page.locator("[name=summary]").first.input_value() == "An unsaved summary."
    assert version.evidence.filter(title="Census").count() == 1


def test_a_comment_beside_an_unsaved_summary_is_sent_and_the_summary_stays(
    version: ReviewVersion, live_server: object, chromium: Browser
) -> None:
    page = Seat(chromium, str(live_server)).sign_in("ada").page
    page.goto(desk_of(version))
    page.locator("[name=summary]").first.fill("An unsaved summary.")
    page.locator("[name=text]").fill("Said beside it.")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_text("Your comment stands.").first.wait_for()
    assert version.review.comments.get().text == "Said beside it."
    assert page.locator("[name=text]").input_value() == ""
    assert page.locator("[name=summary]").first.input_value() == "An unsaved summary."


def test_what_was_said_of_the_step_before_goes_when_the_next_is_said(
    version: ReviewVersion, live_server: object, chromium: Browser
) -> None:
    seat, page = at_the_desk(version, live_server, chromium)
    seat.button("Save the draft")
    assert page.get_by_text("The draft is saved.", exact=True).filter(visible=True).count() == 1
    page.fill("[name=summary]", "It was 6.1 percent.")
    page.fill("[name=text]", "Please look at this.")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_text("Your comment stands.", exact=True).filter(visible=True).wait_for()
    assert page.get_by_text("The draft is saved.", exact=True).filter(visible=True).count() == 0


def test_a_server_that_does_not_answer_loses_neither(
    version: ReviewVersion, live_server: object, chromium: Browser
) -> None:
    page = Seat(chromium, str(live_server)).listened_to().sign_in("ada").page
    page.goto(desk_of(version))
    page.locator("[name=summary]").first.fill("An unsaved summary.")
    page.route("**/act/", lambda route: route.abort())
    attach(page, "Census")
    page.get_by_text("The server does not answer").wait_for()
    assert page.locator("form:has([value=attach]) [name=title]").input_value() == "Census"
    page.unroute("**/act/")
    page.get_by_role("button", name="Attach", exact=True).click()
    page.get_by_text("The evidence is attached.").first.wait_for()
    assert page.locator("[name=summary]").first.input_value() == "An unsaved summary."


def attach(page: Page, title: str) -> None:
    """Fill the form of a further document, open or not, and send it."""
    form = page.locator("form:has([value=attach])")
    if not form.is_visible():
        page.get_by_text("Attach evidence").click()
    form.locator("[name=title]").fill(title)
    form.get_by_role("button", name="Attach", exact=True).click()
