"""This machine may be told; tries follow each other at once, as far as a test waits for them."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def impatient(settings: Settings) -> None:
    """Three tries, a second and then two apart; the local server may be reached."""
    settings.INGEST_ALLOW_HOSTS = ["127.0.0.1"]
    settings.WEBHOOK_RETRY_SECONDS = [1, 2]
    settings.SITE_URL = "https://claims.example"
