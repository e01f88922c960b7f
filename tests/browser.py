"""A real Chromium against the real server; without one the tests say that they were skipped, and why."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from claims.management import chromium as chromium_here
from tests.factories import PASSWORD


@pytest.fixture(scope="session")
def launched() -> Iterator[Browser]:
    """One browser for the whole run."""
    found = chromium_here.find()
    if found is None:
        pytest.skip(f"{chromium_here.MISSING} `make test` says how to get one.")
    # Playwright runs an event loop in this thread; the tests' own queries here are ordinary ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=chromium_here.QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def chromium(launched: Browser) -> Iterator[Browser]:
    """The browser; its windows are closed after the test, and with them what the server keeps open for each."""
    yield launched
    for context in launched.contexts:
        context.close()


class Seat:
    """A person's own browser window. `complaints` holds what the console said against us."""

    def __init__(self, browser: Browser, base: str, width: int = 1280, scheme: str = "light") -> None:
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            base_url=base,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)  # a busy machine is no fault
        self.complaints: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self, name: str) -> Seat:
        """By the form, as people do."""
        self.page.goto("/admin/login/")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("[type=submit]")
        self.page.wait_for_url("**/admin/")
        return self

    def listened_to(self) -> Seat:
        """Before the first page: of one that stands already, Chromium shows what it sends only after a while."""
        self.page.route("**/*", lambda route: route.fallback())
        return self

    def looked_ahead(self) -> None:
        """Wait until the triage desk has fetched what comes next, so that nothing is asked of the server any more."""
        self.page.wait_for_function(
            "() => { const at = document.getElementById('desk');"
            " return !at?.dataset.onward || at.dataset.lookedAhead }"
        )

    def button(self, label: str) -> None:
        """Press the button of that name and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label, exact=True).click()
