"""From the key to the next candidate on the screen, against the plain Django admin's save and next.

Measured in Chromium, on the record at hand; an empty one is filled with made-up claims first. A decision on
the desk is one key (dismiss with a reason; every fourth promotes). In the plain admin the fields are filled
in before the clock runs: it runs from Enter on "Save" over the list, where the first row is opened without
any delay, to the next form. Before each key there is a second in which an editor would read; the desk fetches
the next candidate meanwhile. Both are served by the program's own web server and take turns, ten by ten. "On
the screen" is the second frame after the page shows another candidate. How long the desk's server takes to
confirm a decision stands beside it.
"""

from __future__ import annotations

import secrets
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import CommandError
from playwright.sync_api import Browser, Page, sync_playwright

from claims.management import chromium
from claims.management.database import ensure_tables
from claims.management.servers import free_port, our_server, serving
from claims.models import Candidate, Claim, User

TURN = 10
READING = 1_000  # milliseconds
PATIENCE = 60_000  # milliseconds
WATCH = """
() => {
  const chosen = () => document.querySelector(".desk-decision form[data-key=p]")?.getAttribute("action");
  const before = chosen();
  window.decided = new Promise((done) => {
    let pressed;
    addEventListener("keydown", () => { pressed = performance.now(); }, { capture: true, once: true });
    const look = () => {
      if (pressed && chosen() && chosen() !== before) requestAnimationFrame(() => done(performance.now() - pressed));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
"""
SAVE_AND_NEXT = """
(() => {
  const now = () => performance.timeOrigin + performance.now();
  addEventListener("keydown", (e) => { if (e.key === "Enter") sessionStorage.pressed = now(); }, true);
  addEventListener("DOMContentLoaded", () => {
    if (!sessionStorage.pressed) return;
    const first = document.querySelector("#result_list tbody th a");
    if (first) first.click();
    else if (document.querySelector("#candidate_form")) {
      requestAnimationFrame(() => requestAnimationFrame(() => {
        sessionStorage.took = now() - sessionStorage.pressed;
        sessionStorage.removeItem("pressed");
      }));
    }
  });
})();
"""


def run(arguments: list[str], write: Callable[[str], object]) -> None:
    """Print the table in milliseconds."""
    parser = ArgumentParser(prog="bench triage", description=__doc__)
    parser.add_argument("--claims", type=int, default=20_000, help="Five candidates each (default 20,000).")
    parser.add_argument("--decisions", type=int, default=100, help="On either side (default 100).")
    options = parser.parse_args(arguments)
    browser = chromium.find()
    if browser is None:
        raise CommandError(f"{chromium.MISSING} Try `make browser`.")
    password = _prepare(options.claims, write)
    with (
        _server("config.settings") as desk,
        _server("claims.management.plain_admin.settings") as plain,
        sync_playwright() as driver,
    ):
        launched = driver.chromium.launch(executable_path=browser, args=chromium.QUIET)
        sides = _Desk(launched, desk, password), _Plain(launched, plain, password)
        for begun in range(0, options.decisions, TURN):
            for side in sides:
                for number in range(begun, min(begun + TURN, options.decisions)):
                    side.decide(number)
        launched.close()
    _table(*sides, write)


def _prepare(claims: int, write: Callable[[str], object]) -> str:
    """The record, the static files and somebody who may decide; their password."""
    ensure_tables(sys.stdout)  # type: ignore[arg-type]
    made_up = User.objects.filter(username="sample-editor").exists()
    if Claim.objects.exists() and not made_up:
        raise CommandError(
            "There are claims that were not made up, and this benchmark decides on candidates. "
            "Give it a data folder of its own:  CLAIMS_DATA=/some/folder manage.py bench triage"
        )
    if not made_up:
        call_command("make_sample", claims=claims, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    user, _ = User.objects.get_or_create(username="sample-triage", is_staff=True)
    password = secrets.token_urlsafe(16)
    user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name="reporter"))
    waiting = Candidate.objects.awaiting_triage().count()
    write(f"{Claim.objects.count():,} claims, {Candidate.objects.count():,} candidates, {waiting:,} waiting")
    return password


def _server(module: str) -> AbstractContextManager[str]:
    """The program's web server with these settings; its address."""
    port, log = free_port(), Path(settings.DATA_DIR) / f"bench-{module.split('.', maxsplit=1)[0]}.log"
    return serving(our_server(port), port, log, DJANGO_SETTINGS_MODULE=module)


class _Side:
    """A browser window in which somebody is signed in; `took` holds milliseconds by kind of decision."""

    def __init__(self, browser: Browser, address: str, password: str, script: str = "") -> None:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
        if script:
            context.add_init_script(script)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.took: dict[str, list[float]] = {}
        self.page.goto("/admin/login/")
        self.page.fill("[name=username]", "sample-triage")
        self.page.fill("[name=password]", password)
        self.page.click("[type=submit]")
        self.page.wait_for_url("**/admin/")

    def all(self) -> list[float]:
        """Every decision."""
        return [took for kind in self.took.values() for took in kind]


class _Desk(_Side):
    """One key a decision."""

    def __init__(self, browser: Browser, address: str, password: str) -> None:
        super().__init__(browser, address, password)
        self.confirmed: list[float] = []
        self.page.goto("/admin/triage/")

    def decide(self, number: int) -> None:
        """Promote every fourth; dismiss the others, for each reason in turn."""
        kind, key = ("promote", "p") if number % 4 == 3 else ("dismiss", str(number % 6 + 1))
        self.page.wait_for_timeout(READING)
        self.page.evaluate(WATCH)
        with self.page.expect_response("**/decide/") as answer:
            self.page.keyboard.press(key)
        self.took.setdefault(kind, []).append(self.page.evaluate("window.decided"))
        answer.value.finished()
        self.confirmed.append(answer.value.request.timing["responseEnd"])


class _Plain(_Side):
    """The form, the list, the next form."""

    def __init__(self, browser: Browser, address: str, password: str) -> None:
        super().__init__(browser, address, password, SAVE_AND_NEXT)
        self.page.goto("/admin/claims/candidate/?state__exact=waiting")
        self.page.click("#result_list tbody th a")

    def decide(self, number: int) -> None:
        """Dismiss it."""
        self.page.wait_for_timeout(READING)
        self.page.select_option("[name=state]", "dismissed")
        self.page.select_option("[name=dismiss_reason]", index=number % 6 + 1)
        self.page.evaluate("sessionStorage.removeItem('took')")
        self.page.focus("[name=_save]")
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("sessionStorage.took")
        self.took.setdefault("save", []).append(float(self.page.evaluate("sessionStorage.took")))


def _table(desk: _Desk, plain: _Side, write: Callable[[str], object]) -> None:
    write(f"{'milliseconds':34}{'median':>8}{'95 %':>8}{'slowest':>9}{'decisions':>11}")
    rows = [("desk, one key", desk.all())]
    rows += [(f"  {kind}", took) for kind, took in sorted(desk.took.items())]
    rows.append(("  until the server has confirmed", desk.confirmed))
    rows.append(("plain admin, save and next", plain.all()))
    for name, took in rows:
        middle, high = np.percentile(took, [50, 95])
        write(f"{name:34}{middle:8.0f}{high:8.0f}{max(took):9.0f}{len(took):11}")
    write(f"plain admin to desk: {np.median(plain.all()) / np.median(desk.all()):.1f} to 1")
