"""The desks work without JavaScript, with page loads: signing in, deciding, writing, signing out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from claims.models import Candidate
from tests.factories import PASSWORD, ada, make_candidate, make_draft, make_speaker


@pytest.fixture
def page(transactional_db: None, live_server: object, chromium: Browser) -> Page:
    """Ada, signed in, in a browser that runs no scripts."""
    ada()
    context = chromium.new_context(java_script_enabled=False, base_url=str(live_server))
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/admin/login/")
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    return page


def test_a_candidate_is_decided_and_the_next_one_shown(page: Page) -> None:
    for n in range(3):
        make_candidate(statement=f"statement {n}", speaker=make_speaker(), checkworthiness=0.9 - n / 10)
    page.goto("/admin/triage/")
    page.get_by_role("button", name="Promote to a claim").click()
    assert "Promoted" in page.inner_text(".desk-notice")
    page.get_by_role("button", name="Fragment or unclear").click()
    assert "statement 2" in page.inner_text(".desk-decision .desk-headline")
    assert list(Candidate.objects.order_by("id").values_list("state", flat=True)) == [
        "promoted",
        "dismissed",
        "waiting",
    ]


def test_a_review_is_written_in_plain_text(page: Page) -> None:
    version = make_draft()
    page.goto(f"/admin/claim/{version.review.claim_id}/")
    page.fill("[name=body]", "It rose.\n\nThen <b> fell.")
    page.get_by_role("button", name="Save the draft").click()
    version.refresh_from_db()
    assert version.body == "It rose.\n\nThen <b> fell."


def test_one_signs_out(page: Page) -> None:
    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/triage/")
    assert "/login/" in page.url
