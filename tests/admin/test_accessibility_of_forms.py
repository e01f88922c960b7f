"""axe-core on what the desks lead to: every form of the admin, the account, the second step, previews, errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Browser, Page

from claims.editorial import webhooks
from claims.models import Topic, Webhook
from tests.admin.scene import set_scene
from tests.admin.test_accessibility import violations
from tests.browser import Seat
from tests.factories import PASSWORD, make_topic, make_user

TABLE = "speaker,wording,kind\nLinda Marsh,it fell,statistic\n"
WRONG = TABLE + "Nobody Known,it rose,statistic\n"
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def both(page: Page) -> list[str]:
    """All rules in the light; in the dark, where only the colours differ, the contrasts."""
    page.wait_for_load_state("networkidle")
    found = violations(page)
    page.evaluate("document.documentElement.classList.add('dark')")
    dark = Axe().run(page, options=CONTRAST).response["violations"]
    page.evaluate("document.documentElement.classList.remove('dark')")
    return found + [f"dark: {v['help']}: {node['target']}" for v in dark for node in v["nodes"][:5]]


@pytest.fixture
def seat(transactional_db: None, live_server: object, chromium: Browser) -> Seat:
    """The administrator, at a record with one of everything."""
    set_scene(1)
    make_topic()
    Group.objects.get_or_create(name="reporter")
    webhook = Webhook.objects.create(name="Archive", url="https://archive.example/hook")
    webhooks.send_test(webhook=webhook)
    make_user("chief", is_superuser=True, is_staff=True)
    return Seat(chromium, str(live_server)).sign_in("chief")


def forms_of_the_admin() -> dict[str, str]:
    """Add and change, of every model that stands in the admin; delete and history, which are alike, of one."""
    found = {}
    for model, of in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        first = of.model._default_manager.first()
        for way in ("add", "change", "delete", "history") if model is Topic else ("add", "change"):
            arguments = [] if way == "add" else [first.pk if first else 0]
            try:
                found[f"{way} {model._meta.verbose_name}"] = reverse(f"admin:{name}_{way}", args=arguments)
            except NoReverseMatch:
                continue
    return found


def test_no_form_of_the_admin_has_a_violation(seat: Seat) -> None:
    found = {}
    for name, address in forms_of_the_admin().items():
        answer = seat.page.goto(address)
        assert answer is not None
        if answer.status == 200:  # what nobody may add or delete answers 403
            found[name] = both(seat.page)
    assert len(found) > 20
    assert {name: list_ for name, list_ in found.items() if list_} == {}


def test_nor_has_the_account_or_a_refused_form(seat: Seat) -> None:
    page, found = seat.page, {}
    page.goto("/admin/password_change/")
    found["password"] = both(page)
    page.locator("form:has([name=new_password1]) [type=submit]").click()
    found["refused password"] = both(page)
    page.goto("/admin/claims/topic/add/")
    page.locator("[name=_save]").click()
    found["refused form"] = both(page)
    page.goto("/admin/nothing/of/the/kind/")
    found["not found"] = violations(page)
    assert {name: list_ for name, list_ in found.items() if list_} == {}


def test_nor_has_the_way_of_a_table(seat: Seat, tmp_path: Path) -> None:
    page, found = seat.page, {}
    for name, table in (("preview", TABLE), ("refused preview", WRONG), ("no table", "x\n")):
        file = tmp_path / f"{name}.csv"
        file.write_text(table)
        page.goto("/admin/claims/claim/import/")
        page.set_input_files("[name=import_file]", file)
        page.select_option("[name=format]", label="csv")
        page.locator("form:has([name=import_file]) [type=submit]").click()
        found[name] = both(page)
    assert {name: list_ for name, list_ in found.items() if list_} == {}


def test_nor_has_the_second_step(seat: Seat) -> None:
    page, found = seat.page, {}
    page.goto("/admin/second-step/set-up/")
    found["set up"] = both(page)
    page.fill("[name=code]", "000000")
    seat.button("Set it up")
    found["wrong code"] = both(page)
    page.wait_for_timeout(1_500)  # after a wrong code the next one is not looked at for a second
    page.fill("[name=code]", f"{totp(TOTPDevice.objects.get().bin_key):06d}")
    seat.button("Set it up")
    found["recovery codes"] = both(page)
    seat.context.clear_cookies()
    page.goto("/admin/login/")
    found["sign in"] = both(page)
    page.fill("[name=username]", "chief")
    page.fill("[name=password]", "wrong")
    page.click("[type=submit]")
    found["wrong password"] = both(page)
    page.fill("[name=username]", "chief")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/second-step/**")
    found["ask for the code"] = both(page)
    assert {name: list_ for name, list_ in found.items() if list_} == {}
