"""claims:search answers as Google's contract says, parameter by parameter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Claim
from tests.factories import make_claim, make_published_review

SEARCH = "/factchecktools/v1alpha1/claims:search"


def get(**asked: Any) -> Any:
    return Client().get(SEARCH, asked)


def texts(**asked: Any) -> list[str]:
    answer = get(**asked)
    assert answer.status_code == 200, answer.content
    return [claim["text"] for claim in answer.json().get("claims", [])]


def refused(**asked: Any) -> Any:
    answer = get(**asked)
    assert answer.status_code == 400, answer.content
    error = answer.json()["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    return error


@pytest.fixture
def three() -> list[Claim]:
    """Unemployment claims, published one after another."""
    claims = [make_claim(f"unemployment fell in {place}") for place in ("the port", "town", "the valley")]
    for claim in claims:
        make_published_review(claim)
    return claims


def test_nothing_found_is_an_empty_object() -> None:
    assert get(query="locomotive").json() == {}


def test_a_site_alone_lists_its_reviews_newest_first(three: list[Claim]) -> None:
    newest = [claim.wording for claim in reversed(three)]
    assert texts(reviewPublisherSiteFilter="localhost") == newest
    assert texts(reviewPublisherSiteFilter="https://www.localhost/") == newest
    assert texts(reviewPublisherSiteFilter="nytimes.com") == []


def test_the_language_counts_without_its_region(three: list[Claim]) -> None:
    assert len(texts(query="unemployment", languageCode="en-US")) == 3
    assert texts(query="unemployment", languageCode="de") == []


def test_age_is_that_of_the_claim_or_the_review_whichever_is_newer(monkeypatch: pytest.MonkeyPatch) -> None:
    make_published_review(make_claim("unemployment fell long ago", said_on=date(2020, 1, 1)))
    made = timezone.now()
    make_published_review(make_claim("unemployment falls", said_on=made.date() + timedelta(days=9)))
    assert len(texts(query="unemployment", maxAgeDays=5)) == 2
    monkeypatch.setattr(timezone, "now", lambda: made + timedelta(days=10))
    assert texts(query="unemployment", maxAgeDays=5) == ["unemployment falls"]


def test_offset_skips_and_a_page_token_takes_precedence(three: list[Claim]) -> None:
    site = {"reviewPublisherSiteFilter": "localhost"}
    everything = texts(**site)
    assert texts(**site, offset=1) == everything[1:]
    token = get(**site, pageSize=1).json()["nextPageToken"]
    assert texts(**site, pageSize=1, pageToken=token, offset=2) == everything[1:2]


def test_the_last_page_has_no_token(three: list[Claim]) -> None:
    assert "nextPageToken" not in get(query="unemployment", pageSize=3).json()
    assert "nextPageToken" in get(query="unemployment", pageSize=2).json()


def test_a_token_of_another_question_is_refused(three: list[Claim]) -> None:
    token = get(query="unemployment", pageSize=1).json()["nextPageToken"]
    assert refused(query="port", pageToken=token)["details"][0]["fieldViolations"][0]["field"] == "pageToken"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pageSize", "ten"),
        ("pageSize", "-1"),
        ("pageSize", "2147483648"),
        ("offset", "-1"),
        ("offset", "99999"),
        ("maxAgeDays", "1.5"),
        ("languageCode", "<en>"),
        ("pageToken", "%%%"),
        ("alt", "proto"),
        ("colour", "red"),
        ("query", "x" * 10_000),
        ("query", "a\0b"),
    ],
)
def test_what_cannot_be_is_named_in_google_s_words(name: str, value: str) -> None:
    error = refused(**{"query": "port", name: value})
    assert error["details"][0]["@type"] == "type.googleapis.com/google.rpc.BadRequest"
    assert [violation["field"] for violation in error["details"][0]["fieldViolations"]] == [name]


def test_common_parameters_of_google_s_clients_are_accepted(three: list[Claim]) -> None:
    common = {"key": "k", "alt": "json", "prettyPrint": "false", "quotaUser": "me", "fields": "claims"}
    assert len(texts(query="unemployment", **common)) == 3
    assert len(texts(query="unemployment", page_size=2)) == 2


@pytest.mark.parametrize("value", ["2147483647", "1000000"])
def test_any_age_is_an_age(three: list[Claim], value: str) -> None:
    assert len(texts(query="unemployment", maxAgeDays=value)) == 3


def test_an_address_that_leads_nowhere_is_not_found_in_google_s_words() -> None:
    answer = Client().get("/factchecktools/v1alpha1/claims:imageSearch")
    assert (answer.status_code, answer.json()["error"]["status"]) == (404, "NOT_FOUND")


def test_nothing_can_be_written() -> None:
    answer = Client(enforce_csrf_checks=True).post(SEARCH, {"query": "port"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, 405)


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ("claims(text,claimReview/url)", {"text", "claimReview"}),
        ("claims/text,nextPageToken", {"text"}),
        ("claims/*", {"text", "claimant", "claimDate", "claimReview"}),
    ],
)
def test_fields_selects_members_as_google_does(fields: str, left: set[str]) -> None:
    make_published_review(make_claim("the port is full"))
    [claim] = Client().get(SEARCH, {"query": "port", "fields": fields}).json()["claims"]
    assert set(claim) <= left
    assert "text" in claim
    for review in claim.get("claimReview", ()):
        assert fields == "claims/*" or set(review) == {"url"}


@pytest.mark.parametrize(
    "fields", ["claims(", "claims)", "claims(text", ",", "claims/", "claims text;", "a" + "(b" * 99]
)
def test_a_selection_that_cannot_be_read_is_refused(fields: str) -> None:
    answer = Client().get(SEARCH, {"query": "port", "fields": fields})
    assert answer.status_code == 400
    assert "Invalid field selection" in answer.json()["error"]["message"]
