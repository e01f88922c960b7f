"""Signing in takes a second step for those who set it up, and for the groups that must."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.admin.client import desk_of, text_of
from tests.factories import PASSWORD, ada, make_user, paula

SET_UP, VERIFY = "/admin/second-step/set-up/", "/admin/second-step/"


@pytest.fixture(autouse=True)
def required(settings: object) -> None:
    settings.SECOND_STEP_FOR = ("publisher",)  # type: ignore[attr-defined]


def code_of(device: TOTPDevice, later: int = 0) -> str:
    return f"{totp(device.bin_key, drift=later):06d}"


def set_up(client: Client) -> list[str]:
    """Scan the picture, type the code; the recovery codes."""
    client.get(SET_UP)
    device = TOTPDevice.objects.get(confirmed=False)
    page = client.post(SET_UP, {"code": code_of(device)}).content.decode()
    return re.findall(r"<code>(\w+)</code>", page)


def test_a_publisher_sets_it_up_before_anything_else() -> None:
    client = desk_of(paula())
    assert client.get("/admin/triage/").headers["Location"].startswith(SET_UP)
    assert client.post("/admin/claim/1/act/", {"action": "publish"}).headers["Location"] == SET_UP
    codes = set_up(client)
    assert len(set(codes)) == 10
    assert client.get("/admin/triage/").status_code == 200


def test_a_reporter_may_but_need_not() -> None:
    client = desk_of(ada())
    assert client.get("/admin/triage/").status_code == 200
    set_up(client)
    assert desk_of(ada()).get("/admin/triage/").headers["Location"].startswith(VERIFY)


def test_a_superuser_must_whatever_the_groups() -> None:
    chief = make_user("chief", is_superuser=True, is_staff=True)
    assert desk_of(chief).get("/admin/").headers["Location"].startswith(SET_UP)


def test_the_next_sign_in_asks_for_the_code() -> None:
    set_up(desk_of(paula()))
    client = desk_of(paula())
    assert client.get("/admin/triage/").headers["Location"] == f"{VERIFY}?next=/admin/triage/"
    later = code_of(TOTPDevice.objects.get(), later=1)
    response = client.post(VERIFY, {"code": f"{later[:3]} {later[3:]}", "next": "/admin/triage/"})
    assert response.headers["Location"] == "/admin/triage/"
    assert client.get("/admin/triage/").status_code == 200


def test_a_code_works_once() -> None:
    client = desk_of(paula())
    client.get(SET_UP)
    code = code_of(TOTPDevice.objects.get())
    client.post(SET_UP, {"code": code})
    assert "not right" in text_of(desk_of(paula()).post(VERIFY, {"code": code}))


def test_a_recovery_code_works_once() -> None:
    code = set_up(desk_of(paula()))[0]
    client = desk_of(paula())
    assert client.post(VERIFY, {"code": code}).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert "not right" in text_of(desk_of(paula()).post(VERIFY, {"code": code}))


def test_a_stolen_password_does_not_set_up_another_device() -> None:
    set_up(desk_of(paula()))
    thief = desk_of(paula())
    assert thief.get(SET_UP).headers["Location"] == VERIFY
    assert thief.post(SET_UP, {"code": "000000"}).headers["Location"] == VERIFY
    assert TOTPDevice.objects.count() == 1


def test_guessing_is_slowed_down() -> None:
    code = set_up(desk_of(paula()))[0]
    client = desk_of(paula())
    for _ in range(5):
        client.post(VERIFY, {"code": "000000"})
    assert "not right" in text_of(client.post(VERIFY, {"code": code}))


def test_it_leads_to_no_foreign_site() -> None:
    code = set_up(desk_of(paula()))[0]
    response = desk_of(paula()).post(VERIFY, {"code": code, "next": "https://evil.example/admin/"})
    assert response.headers["Location"] == "/admin/"


def test_ten_wrong_passwords_lock_the_account_for_this_address(settings: object) -> None:
    ada()
    client = Client()
    for _ in range(10):
        client.post("/admin/login/", {"username": "ada", "password": "wrong"})
    response = client.post("/admin/login/", {"username": "ada", "password": PASSWORD})
    assert response.status_code == 429
    assert client.get("/admin/triage/").status_code == 302
