"""This machine may be asked, as often as a test likes, unless it says otherwise."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def impatient(settings: Settings) -> None:
    """No pauses between requests; the local server may be reached."""
    settings.INGEST_ALLOW_HOSTS = ["127.0.0.1"]
    settings.HOST_PAUSE_SECONDS = 0
