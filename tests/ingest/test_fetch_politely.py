"""What lets us come again politely: validators, waiting times, moves."""

from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest

from claims.ingest.fetch import FetchError, Known, fetch, max_age, retry_after
from claims.ingest.types import Limits
from tests.ingest.server import page, redirect, serving, status

LIMITS = Limits(allow_hosts=frozenset({"127.0.0.1"}), connect=1, read=1, whole=2)


def test_the_validators_of_a_page_are_kept_and_shown_on_the_next_visit() -> None:
    asked: list[tuple[str | None, str | None]] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append((handler.headers["If-None-Match"], handler.headers["If-Modified-Since"]))
        if handler.headers["If-None-Match"] == '"v1"':
            status(304, ETag='"v1"')(handler)
        else:
            page("news", ETag='"v1"', Last_Modified="Mon, 18 Nov 2024 10:00:00 GMT")(handler)

    with serving({"/": answer}) as site:
        first = fetch(site, LIMITS)
        again = fetch(site, LIMITS, Known(first.etag, first.last_modified))
    assert asked == [(None, None), ('"v1"', "Mon, 18 Nov 2024 10:00:00 GMT")]
    assert not first.unchanged
    assert again.unchanged
    assert again.body == b""


def test_not_modified_without_having_asked_is_no_answer() -> None:
    with serving({"/": status(304)}) as site, pytest.raises(FetchError):
        fetch(site, LIMITS)


def test_a_site_that_is_too_busy_says_when_to_come_again() -> None:
    with serving({"/": status(503, Retry_After="120")}) as site, pytest.raises(FetchError) as caught:
        fetch(site, LIMITS)
    assert caught.value.status == 503
    assert caught.value.retry_after == 120


def test_waiting_times_are_seconds_or_dates_within_a_week() -> None:
    now = datetime(2024, 11, 18, 10, tzinfo=UTC)
    assert retry_after("Mon, 18 Nov 2024 10:02:00 GMT", now) == 120
    assert retry_after("Mon, 18 Nov 2024 09:00:00 GMT", now) == 0
    assert retry_after("99999999999999") == retry_after("Mon, 18 Nov 2999 10:02:00 GMT") == 7 * 86_400
    assert retry_after("soon") is retry_after("") is retry_after("-5") is None


def test_the_age_that_a_page_may_reach_is_read() -> None:
    assert max_age("public, max-age=600") == 600
    assert max_age("max-age=99999999999") == 7 * 86_400
    assert max_age("no-store") is max_age("s-maxage=600") is max_age("") is None


def test_a_page_that_moved_for_good_tells_its_new_address() -> None:
    answers = {
        "/a": status(301, Location="/b"),
        "/b": status(308, Location="/c"),
        "/c": page("here"),
        "/d": status(301, Location="/e"),
        "/e": redirect("/c"),
    }
    with serving(answers) as site:
        assert fetch(site + "/a", LIMITS).moved_to == site + "/c"
        assert fetch(site + "/d", LIMITS).moved_to == site + "/e"
        assert fetch(site + "/e", LIMITS).moved_to == ""
