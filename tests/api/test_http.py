"""Caching, other sites' browsers, methods, throttles."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import make_claim, make_published_review

CLAIMS = "/api/v1/claims/"


def test_who_has_the_answer_already_gets_304() -> None:
    first = Client().get(CLAIMS)
    again = Client().get(CLAIMS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_a_new_claim_changes_the_etag() -> None:
    before = Client().get(CLAIMS)["ETag"]
    make_published_review()
    assert Client().get(CLAIMS, headers={"If-None-Match": before}).status_code == 200


def test_conditions_gone_wrong_are_ignored() -> None:
    for headers in ({"If-None-Match": '"'}, {"If-Modified-Since": "yesterday"}, {"Range": "bytes=9-1"}):
        assert Client().get(CLAIMS, headers=headers).status_code == 200


def test_answers_may_be_kept_for_a_minute_and_errors_never() -> None:
    assert Client().get(CLAIMS)["Cache-Control"] == "public, max-age=60"
    assert Client().get(CLAIMS, {"x": 1})["Cache-Control"] == "no-store"


def test_head_answers_as_get_without_the_body() -> None:
    got, head = Client().get(CLAIMS), Client().head(CLAIMS)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == got["ETag"]


def test_any_site_may_read() -> None:
    answer = Client().get(CLAIMS, headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]


def test_a_preflight_is_answered() -> None:
    answer = Client().options(CLAIMS)
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize("path", [CLAIMS, f"{CLAIMS}1/", "/api/v1/", "/api/v1/search/"])
def test_nothing_can_be_written(method: str, path: str) -> None:
    answer = Client(enforce_csrf_checks=True).generic(method, path, b"{}", content_type="application/json")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Content-Type"] == "application/problem+json"


def test_a_type_that_nobody_speaks_is_a_406() -> None:
    answer = Client().get(CLAIMS, headers={"Accept": "application/xml"})
    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"


def test_an_address_that_leads_nowhere_says_where_to_look() -> None:
    answer = Client().get("/api/v1/clams/")
    assert answer.status_code == 404
    assert "/api/v1/docs/" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["claims", "claims/some-slug", "search", "schema"])
def test_an_address_without_its_slash_is_led_on(path: str) -> None:
    answer = Client().get(f"/api/v1/{path}?q=port")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/{path}/?q=port")


def test_an_address_that_leads_nowhere_is_not_led_on() -> None:
    assert Client().get("/api/v1/clams").status_code == 404
    assert Client().post("/api/v1/claims").status_code == 404


def test_every_answer_says_what_is_left(settings: Settings) -> None:
    settings.API_RATE = "3/minute"
    left = [Client().get(CLAIMS)["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]


def test_too_many_requests_are_told_when_to_come_back(settings: Settings) -> None:
    settings.API_RATE = "1/minute"
    Client().get(CLAIMS)
    answer = Client().get(CLAIMS, headers={"X-Forwarded-For": "203.0.113.9"})  # no way around by claiming
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert answer["Content-Type"] == "application/problem+json"


def test_an_item_says_when_it_changed_last() -> None:
    claim = make_claim()
    make_published_review(claim)
    address = f"{CLAIMS}{claim.slug}/"
    stamp = Client().get(address)["Last-Modified"]
    assert Client().get(address, headers={"If-Modified-Since": stamp}).status_code == 304


def test_the_lists_are_listed_and_the_schema_explained() -> None:
    root = Client().get("/api/v1/").json()
    for name, address in root.items():
        path = address.removeprefix("http://testserver")
        answer = Client().get(
            path, {"q": "port"} if name == "search" else {"text": "port"} if name == "match" else {}
        )
        assert answer.status_code == 200, name
    assert Client().get("/api/v1/schema/").json()["openapi"].startswith("3.1")
