"""axe-core on the pages of the public, light, dark and narrow: no violation of WCAG 2.2 AA; nothing too wide."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page

from claims.models import Affiliation
from tests.browser import Seat
from tests.factories import (
    ben,
    make_appearance,
    make_article,
    make_claim,
    make_outlet,
    make_published_review,
    make_revision,
    make_topic,
)

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PAGES = ["/", "/claims/", "/claims/?q=port", "/claims/port/", "/claims/port/embed/", "/speakers/"]
PAGES += [
    "/speakers/linda-marsh/",
    "/topics/economy/",
    "/outlets/the-harbour-post/",
    "/promises/",
    "/ratings/",
]
PAGES += ["/methodology/", "/corrections/", "/about/", "/claims/nowhere/"]


def lay_out() -> None:
    """One of everything a page can show."""
    claim = make_claim("the port is full", slug="port", said_on=date(2024, 11, 18))
    Affiliation.objects.create(speaker=claim.speaker, role="Mayor", body="Harbour")
    claim.topics.add(make_topic())
    article = make_article(outlet=make_outlet())
    make_appearance(claim, revision=make_revision(article=article), confirmed_by=ben())
    make_published_review(claim)
    make_published_review(make_claim("build homes", due_on=timezone.localdate() - timedelta(days=3)))


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['help']}: {node['target']}" for v in found for node in v["nodes"][:5]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_no_page_has_a_violation(live_server: object, chromium: Browser, scheme: str, width: int) -> None:
    lay_out()
    seat = Seat(chromium, str(live_server), width=width, scheme=scheme)
    found = {}
    for path in PAGES:
        seat.page.goto(path)
        wide = seat.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[path] = violations(seat.page) + (["wider than the screen"] if wide else [])
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert [words for words in seat.complaints if "404" not in words] == []
