"""The icon is named by public pages and the admin, and found by browsers that ask for /favicon.ico."""

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client

ICON = "claims/public/icon.svg"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/admin/login/"])
def test_pages_name_it(client: Client, path: str) -> None:
    assert f'href="{static(ICON)}"' in client.get(path).content.decode()


def test_the_usual_address_leads_to_it(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, static(ICON))
    assert finders.find(ICON)
