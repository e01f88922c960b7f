"""Start the program on a data folder of its own, do a morning's work there, and take a picture of each page."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import BrowserContext, Page, sync_playwright

from claims.management import chromium
from tests.config.running.desk import ROOT, Running

PUBLIC = {"home": "/", "speaker": "/speakers/donald-trump/"}
WIDTH, HEIGHT = 1280, 860
DESKTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


def main() -> None:
    """Take them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    with tempfile.TemporaryDirectory(prefix="claims-") as place:
        running = Running(Path(place) / "data")
        running.start()
        try:
            os.environ["CLAIMS_DATA"] = str(running.data)
            os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
            django.setup()
            from tests.screenshots.morning import work  # noqa: PLC0415 - needs django.setup()

            take(f"http://localhost:{running.port}", running.logins(), work(), folder)
        finally:
            running.stop()


def take(base: str, logins: dict[str, str], desks: dict[str, str], folder: Path) -> None:
    """The desks as Ben sees them, the public pages as everybody does, two of the desks in the dark too."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium.find(), args=chromium.QUIET)
        sign_in(browser.new_context(base_url=base, user_agent=PHONE), logins["ben"])
        for scheme, pages in (
            ("light", desks | PUBLIC),
            ("dark", {f"{name}-dark": desks[name] for name in ("triage", "claim-desk")}),
        ):
            context = browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT},
                color_scheme=scheme,  # type: ignore[arg-type]
                base_url=base,
                user_agent=DESKTOP,
            )
            page = sign_in(context, logins["ben"])
            for name, address in pages.items():
                page.goto(address)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}.png")
        browser.close()


def sign_in(context: BrowserContext, password: str) -> Page:
    """Ben's window."""
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("[name=username]", "ben")
    page.fill("[name=password]", password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    return page


if __name__ == "__main__":
    main()
