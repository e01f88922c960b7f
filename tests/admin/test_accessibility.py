"""axe-core on every desk, light and dark: no violation of WCAG 2.2 AA, nothing the console complains of."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.admin.scene import addresses, set_scene
from tests.browser import Seat

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['help']}: {node['target']}" for v in found for node in v["nodes"][:5]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1600)])
def test_no_desk_has_a_violation(live_server: object, chromium: Browser, scheme: str, width: int) -> None:
    scene = set_scene()
    seat = Seat(chromium, str(live_server), width=width, scheme=scheme)
    seat.page.goto("/admin/login/")
    found = {"sign-in": violations(seat.page)}
    seat.sign_in("paula")
    for name, address in addresses(scene).items():
        seat.page.goto(address)
        seat.page.wait_for_load_state("networkidle")
        seat.looked_ahead()
        found[name] = violations(seat.page)
    assert {name: list_ for name, list_ in found.items() if list_} == {}
    assert [c for c in seat.complaints if "404" not in c] == []
