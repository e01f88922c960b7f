"""/healthz says that the process lives; /readyz whether it can do its work, and if not, why."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from claims.models import ArticleRevision
from claims.public import health
from tests.factories import make_revision


@pytest.fixture(autouse=True)
def broker_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "broker_fault", lambda: "")
    health.see_migrated.cache_clear()


@pytest.fixture
def nobody_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*args: object) -> None:
        raise OperationalError("connection to server on socket failed")

    monkeypatch.setattr(health, "pending_migrations", ask)
    monkeypatch.setattr(health, "oldest_waiting", ask)


@pytest.mark.usefixtures("nobody_asked")
def test_a_living_process_says_so_without_asking_the_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"state": "alive"})


def test_ready_with_nothing_to_do(client: Client) -> None:
    answer = client.get("/readyz")
    said = {"state": "ready", "oldest_waiting_seconds": None, "matching": "by words and meaning"}
    assert (answer.status_code, answer.json()) == (200, said)


def test_the_age_of_the_oldest_waiting_article_is_told(client: Client) -> None:
    make_revision()
    ArticleRevision.objects.update(fetched_at=timezone.now() - timedelta(hours=1))
    assert client.get("/readyz").json()["oldest_waiting_seconds"] == pytest.approx(3600, abs=10)


@pytest.mark.usefixtures("nobody_asked")
def test_a_database_that_is_away_is_named_without_its_address(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["state"] == "not ready"
    assert "DATABASE_URL" in answer.json()["faults"]["database"]
    assert "socket" not in answer.content.decode()


def test_missing_migrations_are_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "pending_migrations", lambda: ["claims.0009_new"])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "manage.py migrate" in answer.json()["faults"]["migrations"]


def test_a_broker_that_is_away_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "broker_fault", lambda: "Connection refused")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "BROKER_URL" in answer.json()["faults"]["broker"]


def test_nothing_is_cached(client: Client) -> None:
    assert "no-store" in client.get("/readyz")["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz/", "/readyz/"])
def test_a_slash_at_the_end_is_accepted(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200
