"""A real browser shows the small page of a claim in another site's frame, and refuses every other page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import Seat
from tests.factories import make_claim, make_published_review
from tests.ingest.server import page, serving


@pytest.mark.django_db(transaction=True)
def test_another_site_can_frame_the_small_page_and_no_other(live_server: object, chromium: Browser) -> None:
    make_published_review(make_claim("the port is full", slug="port"))
    paths = {"small": "/claims/port/embed/", "whole": "/claims/port/"}
    frames = "".join(f'<iframe name="{n}" src="{live_server}{path}"></iframe>' for n, path in paths.items())
    with serving({"/": page(frames)}) as other:
        seat = Seat(chromium, other)
        with seat.page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            seat.page.goto("/")
        small = seat.page.frame_locator("iframe[name=small]")
        whole = seat.page.frame_locator("iframe[name=whole]")
        assert "the port is full" in small.locator("h1").inner_text()
        assert whole.get_by_text("the port is full").count() == 0
