"""The editor of a review's full text: what is pasted is cleaned, plain words stay plain, formatting is kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from claims.models import ReviewVersion
from tests.browser import Seat
from tests.factories import ada, make_draft

PASTED = (
    "<html><head><style>p.MsoNormal {mso-x:1}</style></head><body><!--StartFragment-->"
    "<p class=MsoNormal style='mso-x:1'>It <b style='color:red'>rose</b><o:p></o:p>.</p>"
    "<ul><li>north</li><li>south</li></ul><script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'>"
    "<!--EndFragment--></body></html>"
)
PASTE = """([html, plain]) => {
  const given = new DataTransfer();
  given.setData("text/html", html); given.setData("text/plain", plain);
  document.querySelector(".desk-editor").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def version(transactional_db: None) -> ReviewVersion:
    ada()
    return make_draft()


@pytest.fixture
def seat(version: ReviewVersion, live_server: object, chromium: Browser) -> Seat:
    found = Seat(chromium, str(live_server)).listened_to().sign_in("ada")
    found.page.goto(f"/admin/claim/{version.review.claim_id}/")
    return found


def rewrite(page: Page) -> None:
    """Take the whole text away and stay in the editor."""
    page.locator(".desk-editor").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def saved(seat: Seat, version: ReviewVersion) -> str:
    seat.button("Save the draft")
    version.refresh_from_db()
    return version.body


def test_pasting_from_a_word_processor_keeps_only_what_is_allowed(seat: Seat, version: ReviewVersion) -> None:
    rewrite(seat.page)
    seat.page.evaluate(PASTE, [PASTED, "It rose."])
    seat.page.locator(".desk-editor li").first.wait_for()
    assert "mso" not in seat.page.locator(".desk-editor").inner_html()
    assert saved(seat, version) == "<p>It <strong>rose</strong>.</p><ul><li>north</li><li>south</li></ul>"
    assert seat.page.evaluate("window.hurt") is None
    assert seat.page.locator(".desk-editor strong").inner_text() == "rose"
    assert seat.complaints == []


def test_pasting_while_the_server_does_not_answer_takes_the_plain_words(
    seat: Seat, version: ReviewVersion
) -> None:
    rewrite(seat.page)
    seat.page.route("**/admin/clean/", lambda route: route.abort())
    seat.page.evaluate(PASTE, [PASTED, "It rose."])
    seat.page.locator(".desk-editor").get_by_text("It rose.").wait_for()
    assert saved(seat, version) == "It rose."


def test_typed_paragraphs_stay_plain_text(seat: Seat, version: ReviewVersion) -> None:
    rewrite(seat.page)
    seat.page.keyboard.type("It rose < 2.")
    seat.page.keyboard.press("Enter")
    seat.page.keyboard.type("Then it fell.")
    assert saved(seat, version) == "It rose < 2.\n\nThen it fell."


def test_the_buttons_format_and_the_keys_of_the_desk_do_not_answer_while_one_types(
    seat: Seat, version: ReviewVersion
) -> None:
    rewrite(seat.page)
    for label, words in (("Heading", "Why 2"), ("Quotation", "They said"), ("List", "one")):
        seat.page.get_by_role("button", name=label, exact=True).click()
        seat.page.keyboard.type(words)
        seat.page.keyboard.press("Enter")
        seat.page.keyboard.press("Enter")
        seat.page.get_by_role("button", name="Plain", exact=True).click()
    seat.page.keyboard.press("Control+b")
    seat.page.keyboard.type("bold")
    body = saved(seat, version)
    assert "<h3>Why 2</h3>" in body
    assert "<blockquote>They said</blockquote>" in body
    assert "<li>one</li>" in body
    assert "<strong>bold</strong>" in body
