"""A day in the browser: Ada finds and writes, Ben returns and approves, Paula publishes, Cleo reads."""

from __future__ import annotations

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from claims.models import Candidate, Claim
from tests.browser import Seat
from tests.factories import ada, ben, cleo, paula
from tests.management.run import run

DECISIONS = 20


@pytest.mark.django_db(transaction=True)
def test_a_day_at_the_desks(live_server: object, chromium: Browser) -> None:
    for person in (ada, ben, paula, cleo):
        person()
    assert not run("load_seeds").failed
    assert not run("ingest", "--now", settings.SEEDS_DIR / "articles").failed
    base = str(live_server)

    ada_sits = Seat(chromium, base).sign_in("ada")
    claim = triage_by_keyboard(ada_sits.page)
    assert Candidate.objects.exclude(state="waiting").filter(group=None).count() == DECISIONS

    ada_sits.looked_ahead()
    write_and_submit(ada_sits, claim)
    ben_sits = Seat(chromium, base).sign_in("ben")
    desk = f"/admin/claim/{claim.pk}/"
    ben_sits.page.goto("/admin/")
    ben_sits.page.get_by_role("link", name=claim.headline).first.click()
    ben_sits.page.fill("[name=note]", "Which institute counted this?")
    ben_sits.button("Return with a comment")

    ada_sits.page.goto("/admin/")
    ada_sits.page.get_by_role("link", name=claim.headline).first.click()
    assert "Which institute counted this?" in ada_sits.page.inner_text(".claim-desk")
    ada_sits.page.fill("[name=summary]", "The Kiel Institute counted 28 billion. He was right.")
    ada_sits.button("Save the draft")
    ada_sits.button("Submit for approval")

    # Nobody may read it yet, and Ada cannot approve her own words.
    cleo_reads = Seat(chromium, base)
    assert cleo_reads.page.goto(f"/claims/{claim.slug}/").status == 404  # type: ignore[union-attr]
    assert ada_sits.page.get_by_role("button", name="Approve").count() == 0

    ben_sits.page.goto(desk)
    ben_sits.button("Approve")
    paula_sits = Seat(chromium, base).sign_in("paula")
    paula_sits.page.goto(desk)
    paula_sits.button("Publish")
    assert "Readers see it now" in paula_sits.page.inner_text("body")

    public_page = cleo_reads.page.goto(f"/claims/{claim.slug}/")
    assert public_page is not None
    assert public_page.status == 200
    shown = cleo_reads.page.inner_text("body")
    assert "The Kiel Institute counted 28 billion. He was right." in shown
    assert "Which institute counted this?" not in shown
    cleo_reads.page.goto(desk)
    assert "/admin/login/" in cleo_reads.page.url
    for seat in (ada_sits, ben_sits, paula_sits):
        assert [c for c in seat.complaints if "404" not in c] == []


def triage_by_keyboard(page: Page) -> Claim:
    """Twenty decisions without the mouse; the first is promoted, one is taken back and decided anew."""
    page.goto("/admin/triage/")
    promote_key(page)
    for number in range(1, DECISIONS):
        decide(page, str(number % 6 + 1))
    decide(page, "u")
    decide(page, "3")
    return Claim.objects.get()


def promote_key(page: Page) -> None:
    page.keyboard.press("s")
    page.keyboard.type(page.locator("[name=speaker_name]").first.input_value() or "Olaf Scholz")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # enter as a new speaker
    page.keyboard.press("Escape")
    decide(page, "p")


def decide(page: Page, *keys: str) -> None:
    """Press the keys and wait for another candidate and the server's word, without a page load."""
    chosen = ".desk-decision form[data-key=p]"
    before = page.locator(chosen).get_attribute("action")
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_function(
        "before => { const form = document.querySelector('.desk-decision form[data-key=p]');"
        " const said = document.querySelector('.desk-decision .desk-notice[role=status]');"
        " return form && said && form.getAttribute('action') !== before }",
        arg=before,
    )


def write_and_submit(seat: Seat, claim: Claim) -> None:
    page = seat.page
    page.goto(f"/admin/claim/{claim.pk}/")
    seat.button("Start the review")
    page.select_option("[name=rating]", label="True")
    page.fill("[name=headline]", "Yes, that is what the figures say")
    page.fill("[name=summary]", "He was right.")
    seat.button("Save the draft")
    page.fill("[name=title]", "Ukraine Support Tracker")
    page.fill("[name=publisher]", "Kiel Institute")
    page.fill("[name=dated_on]", "2024-11-15")
    page.select_option("[name=stance]", label="Supports the claim")
    seat.button("Attach")
    seat.button("Submit for approval")
    assert "Submitted" in page.inner_text(".claim-desk")
