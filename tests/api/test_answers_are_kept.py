"""An answer is kept in memory for as long as nothing public changes, and not a second longer than that."""

from __future__ import annotations

import time
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from claims.api import answers
from claims.models import Claim
from tests.factories import make_claim, make_published_review, make_speaker, make_topic

PLACE = {"dbname", "user", "password", "host", "port"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The state of the record is looked up every twentieth of a second."""
    monkeypatch.setattr(answers, "FRESH", 0.05)


def ask(path: str = "claims/", **headers: str) -> Any:
    return Client().get(f"/api/v1/{path}", headers=headers)


def queries_of(path: str, **headers: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        ask(path, **headers)
    return [query["sql"] for query in asked.captured_queries]


def later() -> None:
    time.sleep(0.06)


def test_the_same_question_reads_no_rows_again_and_gets_the_same_answer() -> None:
    make_published_review()
    first = ask()
    assert not [sql for sql in queries_of("claims/") if "claims_claim" in sql and "event" not in sql]
    again = ask()
    assert again.content == first.content
    for name in ("ETag", "Content-Type", "Cache-Control", "Access-Control-Allow-Origin", "Vary"):
        assert again[name] == first[name]


def test_who_has_it_gets_a_304_and_every_request_is_counted() -> None:
    make_published_review()
    first = ask()
    again = ask(**{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert int(first["RateLimit-Remaining"]) - int(again["RateLimit-Remaining"]) == 1


def test_an_item_says_again_when_it_changed() -> None:
    version = make_published_review()
    path = f"claims/{version.review.claim.slug}/"
    first = ask(path)
    assert ask(path)["Last-Modified"] == first["Last-Modified"]
    assert ask(path, **{"If-Modified-Since": first["Last-Modified"]}).status_code == 304


def test_what_changes_shows() -> None:
    version = make_published_review()
    path = f"claims/{version.review.claim.slug}/"
    assert ask(path).json()["speaker"]["name"] == "Linda Marsh"
    speaker = make_speaker()
    speaker.name = "Linda Marsh-Hale"
    speaker.save()
    later()
    assert ask(path).json()["speaker"]["name"] == "Linda Marsh-Hale"
    version.review.claim.topics.add(make_topic())
    later()
    assert ask(path).json()["topics"]


def test_a_withdrawn_claim_is_gone() -> None:
    version = make_published_review()
    path = f"claims/{version.review.claim.slug}/"
    assert ask(path).status_code == 200
    Claim.objects.filter(pk=version.review.claim_id).update(merged_into=make_claim("another"))
    later()
    assert ask(path).status_code == 404


def test_questions_are_told_apart() -> None:
    make_published_review()
    asked = [ask(), ask("claims/?fields=slug"), ask("claims/?format=csv"), ask(Accept="text/csv")]
    assert len({(answer.content, answer["Content-Type"]) for answer in asked[:3]}) == 3
    assert asked[3].content == asked[2].content
    assert ask("claims/", Host="127.0.0.1").status_code == 200


def test_nothing_is_kept_while_somebody_writes() -> None:
    make_published_review()
    place = {name: value for name, value in connection.get_connection_params().items() if name in PLACE}
    with psycopg.connect(**place) as other:
        other.execute("SELECT pg_current_xact_id()")  # a writer that has not committed yet
        ask()
        assert [sql for sql in queries_of("claims/") if "claims_claim" in sql]
    later()
    ask()
    assert not [sql for sql in queries_of("claims/") if "claims_claim" in sql and "event" not in sql]


def test_nothing_is_kept_of_what_only_this_transaction_sees() -> None:
    with transaction.atomic():
        make_published_review()
        assert answers.key_of(RequestFactory().get("/api/v1/claims/")) is None


def test_a_refusal_is_not_kept(settings: Settings) -> None:
    make_published_review()
    settings.API_RATE = "2/minute"
    assert [ask().status_code for _ in range(3)] == [200, 200, 429]
    assert ask("claims/?nothing=1").status_code == 429


def test_it_can_be_switched_off(settings: Settings) -> None:
    settings.API_CACHE = False
    make_published_review()
    ask()
    assert [sql for sql in queries_of("claims/") if "claims_claim" in sql]
