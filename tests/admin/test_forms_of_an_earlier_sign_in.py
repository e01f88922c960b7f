"""A form that was opened before somebody signed in again is not taken, and a page of ours says what to do."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.admin.client import text_of
from tests.factories import PASSWORD, ada

LOGIN = "/admin/login/"


def token_on(client: Client, address: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def sign_in(client: Client) -> None:
    given = {"username": ada().username, "password": PASSWORD, "csrfmiddlewaretoken": token_on(client, LOGIN)}
    assert client.post(LOGIN, given).status_code == 302


@pytest.mark.django_db
def test_an_old_tab_is_told_to_reload_and_that_its_words_are_kept() -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client)
    old = token_on(client, "/admin/")
    client.post("/admin/logout/", {"csrfmiddlewaretoken": old})
    sign_in(client)
    answer = client.post("/admin/operations/act/", {"csrfmiddlewaretoken": old})
    page = text_of(answer)
    assert answer.status_code == 403
    assert "admin/desk/form_expired.html" in [template.name for template in answer.templates]
    assert "Nothing was saved" in page
    assert "signed in again" in page
    assert "kept what you typed" in page
    assert "reload" in page
    assert "CSRF verification failed" not in page


@pytest.mark.django_db
def test_a_sign_in_without_cookies_is_told_as_well() -> None:
    answer = Client(enforce_csrf_checks=True).post(LOGIN, {"username": "ada"})
    assert answer.status_code == 403
    assert "keep cookies from this site" in text_of(answer)


@pytest.mark.django_db
def test_elsewhere_it_looks_as_the_pages_for_readers_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/healthz")
    assert answer.status_code == 403
    assert "claims/error.html" in [template.name for template in answer.templates]
    assert "Reload the page" in text_of(answer)
