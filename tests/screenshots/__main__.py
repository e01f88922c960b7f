"""Start the program on a data folder of its own, do a morning's work there, and take a picture of each page."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tests.config.running.desk import ROOT, Running

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PUBLIC = {"home": "/", "speaker": "/speakers/donald-trump/"}
WIDTH, HEIGHT = 1280, 860


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
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        for scheme, pages in (
            ("light", desks | PUBLIC),
            ("dark", {f"{name}-dark": desks[name] for name in ("triage", "claim-desk")}),
        ):
            context = browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT},
                color_scheme=scheme,  # type: ignore[arg-type]
                base_url=base,
            )
            page = context.new_page()
            page.goto("/admin/login/")
            page.fill("[name=username]", "ben")
            page.fill("[name=password]", logins["ben"])
            page.click("[type=submit]")
            page.wait_for_url("**/admin/")
            for name, address in pages.items():
                page.goto(address)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}.png")
        browser.close()


main()
