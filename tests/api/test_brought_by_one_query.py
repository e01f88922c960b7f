"""What is brought by one query says the same as what Django brings row by row, which `as_of` today does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.editorial import workflow
from claims.models import Claim, Evidence, act_as
from tests.api.ask import ask, results
from tests.factories import (
    ada,
    ben,
    make_appearance,
    make_article,
    make_claim,
    make_draft,
    make_evidence,
    make_outlet,
    make_published_review,
    make_rating,
    make_revision,
    make_speaker,
    make_topic,
    paula,
    published,
)

DAY = date(2024, 11, 18)


@pytest.fixture
def full() -> Claim:
    """A promise with all that a claim can have, corrected once."""
    speaker = make_speaker("Linda Marsh", short_name="Mayor Marsh")
    for role, body, start in (("Mayor", "Harbour", date(2020, 1, 1)), ("Councillor", "", None)):
        speaker.affiliations.create(role=role, body=body, start=start)
    claim = make_claim("pensions will be doubled", slug="pensions", due_on=DAY, said_on=DAY, speaker=speaker)
    claim.topics.add(make_topic("Pensions"), make_topic("Economy"))
    first = make_draft(claim, rating=make_rating("Half", value=2.5))
    make_evidence(first, dated_on=DAY)
    file = make_evidence(first, title="The table")
    with act_as(ada()):
        named = {
            "file_name": "t.pdf",
            "file_type": "application/pdf",
            "file_size": 9,
            "file_sha256": "a" * 64,
        }
        Evidence.objects.filter(pk=file.pk).update(**named, archived_at=timezone.now())
    published(first)
    second = workflow.correct(review=first.review, actor=ada(), change_note="The table was misread.")
    workflow.edit(version=second, actor=ada(), rating=make_rating("Broken", scale="promise"))
    workflow.submit(version=second, actor=ada())
    workflow.approve(version=second, actor=ben())
    workflow.publish(version=second, actor=paula())
    for outlet in (make_outlet(), None):
        revision = make_revision(article=make_article(outlet=outlet))
        make_appearance(claim, revision=revision, said_on=DAY, confirmed_by=ben())
    claim.review.replies.create(
        asked_whom="Her office",
        asked_how="By mail",
        asked_on=DAY,
        recorded_by=paula(),
        answer="No.",
        answered_on=DAY,
    )
    make_published_review(make_claim("the port is big", slug="port"))
    return claim


@pytest.mark.django_db(transaction=True)  # the record of a day is read from the trail
@pytest.mark.parametrize(
    "path", ["claims/", "claims/pensions/", "claims/port/", "promises/", "promises/pensions/"]
)
def test_both_ways_say_the_same(full: Claim, path: str) -> None:
    assert ask(path) == ask(path, as_of=timezone.localdate().isoformat())


def test_the_order_is_that_of_the_list(full: Claim) -> None:
    assert [row["slug"] for row in results("claims/", ordering="said_on")] == ["port", "pensions"]
    assert [row["slug"] for row in results("claims/", ordering="-said_on")] == ["pensions", "port"]


def test_a_claim_that_is_no_promise_is_none_of_the_promises(full: Claim) -> None:
    assert Client().get("/api/v1/promises/port/").status_code == 404
    assert Client().get("/api/v1/promises/pensions/").status_code == 200


@pytest.mark.parametrize(
    ("path", "most"), [("claims/", 2), ("claims/pensions/", 2), ("claims/?speaker=linda-marsh", 3)]
)
def test_it_takes_few_queries(full: Claim, settings: Any, path: str, most: int) -> None:
    settings.API_CACHE = False
    ask(path)
    with CaptureQueriesContext(connection) as asked:
        ask(path)
    assert len(asked) <= most
