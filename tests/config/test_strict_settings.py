"""Settings are read strictly: a wrong value stops the program and names the remedy."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from config.production_check import SETTINGS


def check(**changes: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **SETTINGS, **changes}
    return subprocess.run(
        [sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("DEBUG", "1", "DEBUG is on"),
        ("SECRET_KEY", "", "SECRET_KEY is missing"),
        ("SECRET_KEY", "django-insecure-" + "x" * 60, "SECRET_KEY"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS"),
        ("DATABASE_URL", "", "DATABASE_URL is missing"),
        ("BROKER_URL", "", "BROKER_URL is missing"),
        ("DATABASE_URL", "mysql://x/y", "must look like postgresql://"),
        ("DATABASE_URL", "postgresql://x/y?prepare_threshold=often", "a whole number, or none"),
    ],
)
def test_production_refuses_what_is_unsafe(name: str, value: str, word: str) -> None:
    done = check(**{name: value})
    assert done.returncode != 0
    assert word in done.stderr


def test_a_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'maybe'; write one of"):
        env.flag("DEBUG")


def test_a_number_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTION_TRIES", "0")
    with pytest.raises(ImproperlyConfigured, match="between 1 and 20"):
        env.number("EXTRACTION_TRIES", 3, low=1, high=20)


def test_a_word_for_a_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTION_TRIES", "three")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        env.number("EXTRACTION_TRIES", 3)


@pytest.mark.parametrize("value", ["harbour", "javascript:alert(1)", "two words@harbour.example"])
def test_a_contact_that_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CONTACT", value)
    with pytest.raises(ImproperlyConfigured, match="CONTACT is"):
        env.address("CONTACT")
