"""Readers and the sites that are asked find the newsroom at the address of one setting."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.admin.client import text_of


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("desk@harbour.example", 'href="mailto:desk@harbour.example"'),
        ("https://harbour.example/contact", 'href="https://harbour.example/contact"'),
    ],
)
def test_the_about_page_names_it(settings: Settings, address: str, link: str) -> None:
    settings.CONTACT = address
    assert link in Client().get("/about/").content.decode()


def test_without_one_nothing_is_promised(settings: Settings) -> None:
    settings.CONTACT = ""
    assert "Write to us" not in text_of(Client().get("/about/"))


def test_assistants_are_pointed_to_their_address_where_there_is_one(settings: Settings) -> None:
    settings.SITE_URL = "https://claims.example"
    assert "/mcp" not in text_of(Client().get("/about/"))
    settings.MCP = True
    assert "https://claims.example/mcp" in text_of(Client().get("/about/"))
