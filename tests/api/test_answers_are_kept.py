"""An answer is kept in memory for as long as nothing public changes, and not a second longer than that."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from claims.api import answers
from claims.editorial import workflow
from claims.models import Article, Claim, PublicChange, Speaker
from claims.models.public_change import forget_old_changes, public_state
from tests.factories import (
    make_appearance,
    make_candidate,
    make_claim,
    make_draft,
    make_evidence,
    make_published_review,
    make_revision,
    make_speaker,
    make_topic,
    paula,
)

PLACE = {"dbname", "user", "password", "host", "port"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The state of the record is looked up every twentieth of a second."""
    monkeypatch.setattr(answers, "FRESH", 0.05)


def ask(path: str = "claims/", **headers: str) -> Any:
    return Client().get(f"/api/v1/{path}", headers=headers)


def queries_of(path: str, **headers: str) -> list[str | None]:
    with CaptureQueriesContext(connection) as asked:
        ask(path, **headers)
    return [query["sql"] for query in asked.captured_queries]


def rows_read_by(path: str) -> list[str]:
    """The queries that read claims to answer; of a prepared one the log has no text."""
    return [sql or "prepared" for sql in queries_of(path) if sql is None or '"claims_claim"' in sql]


def later() -> None:
    time.sleep(0.06)


def test_the_same_question_reads_no_rows_again_and_gets_the_same_answer() -> None:
    make_published_review()
    first = ask()
    assert not rows_read_by("claims/")
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


def test_a_busy_newsroom_leaves_the_answers_where_they_are() -> None:
    make_published_review()
    ask()
    draft = make_draft(make_claim("the pier is closed", slug="pier"))
    make_evidence(draft)
    appearance = make_appearance(draft.review.claim, revision=make_revision())
    make_candidate()
    Claim.objects.filter(slug="pier").update(said_on=date(2024, 11, 17))
    Article.objects.filter(pk=appearance.revision.article_id).update(title="Anew")
    later()
    assert not rows_read_by("claims/")


def test_a_withdrawn_review_is_gone_from_every_list() -> None:
    version = make_published_review()
    claim = version.review.claim
    paths = [
        f"claims/{claim.slug}/",
        "claims/",
        "search/?q=port",
        "statistics/",
        f"reviews/{version.review_id}/",
    ]
    before = [ask(path).content for path in paths]
    workflow.withdraw(version=version, actor=paula(), reason="The office withdrew its table.")
    later()
    for path, told in zip(paths, before, strict=True):
        answer = ask(path)
        assert answer.content != told, path
        assert answer.status_code == 404 or claim.slug not in answer.content.decode(), path


def test_a_slow_writer_is_seen_when_it_is_done_whoever_wrote_meanwhile() -> None:
    first, second = (
        make_published_review(make_claim(slug=slug)).review.claim for slug in ("harbour", "pier")
    )
    place = {name: value for name, value in connection.get_connection_params().items() if name in PLACE}
    with psycopg.connect(**place) as slow:
        slow.execute("UPDATE claims_claim SET merged_into_id = %s WHERE id = %s", [second.pk, first.pk])
        Claim.objects.filter(pk=second.pk).update(said_on=date(2024, 11, 17))  # committed before the other
        later()
        assert ask("claims/harbour/").status_code == 200
        assert not rows_read_by("claims/harbour/")  # kept beside a writer
    later()
    assert ask("claims/harbour/").status_code == 301


def test_changes_of_days_gone_by_are_forgotten_and_the_state_never_comes_again() -> None:
    make_published_review()
    states = {public_state()}
    PublicChange.objects.update(changed_at=timezone.now() - timedelta(days=2))
    make_speaker(short_name="Marsh")
    Speaker.objects.update(short_name="Mayor Marsh")
    states.add(public_state())
    assert forget_old_changes() >= 1
    states.add(public_state())
    assert (len(states), PublicChange.objects.count()) == (3, 1)


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
    assert rows_read_by("claims/")
