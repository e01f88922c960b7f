"""Whatever is asked, the work is bounded: so many questions, and so many rows read and compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.editorial import matching, retrieval
from claims.editorial.external import similar_reviews
from claims.models import Claim, Speaker
from tests.factories import make_claim, make_speaker

COPIES = 10_000
QUESTIONS = 150  # of the database: one or two a word, and no more than so many words
LONG = {
    "one word again": "word " * 20_000,
    "words that nobody has": " ".join(f"w{n}x" for n in range(15_000)),
    "one endless word": "a" * 100_000,
    "figures": "1,000 " * 17_000,
    "another script": "語" * 100_000,
    "marks": "'a' & | ! \\ " * 8_000,
}


def rows_read(queries: CaptureQueriesContext) -> int:
    """The most rows that one part of a plan reads."""
    return max((rows for query in queries.captured_queries for rows in _read(query["sql"])), default=0)


def _read(query: str) -> Iterator[int]:
    if query.startswith("SELECT") and " WHERE " in query:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query.replace("%", "%%"), [])
            plan = cursor.fetchone()[0]
        yield from _parts((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"])


def _parts(plan: dict[str, Any]) -> Iterator[int]:
    if plan["Node Type"] != "Bitmap Index Scan":  # which names pages, and reads no row
        yield int(plan["Actual Rows"] * plan["Actual Loops"])
    for part in plan.get("Plans", ()):
        yield from _parts(part)


@pytest.mark.parametrize("text", ["", "the of and", "!!!", "\u2028"])
def test_a_text_that_says_nothing_costs_nothing(text: str) -> None:
    make_claim("end war in 24 hours")
    with CaptureQueriesContext(connection) as queries:
        assert matching.similar_claims(statement=text, quote=text, speaker=make_speaker()) == []
        assert similar_reviews(statement=text, quote=text) == []
    assert [query for query in queries.captured_queries if "claims_claim" in query["sql"]] == []


@pytest.mark.parametrize("name", LONG)
def test_a_hundred_thousand_characters_cost_no_more_than_a_paragraph(name: str) -> None:
    make_claim("end war in 24 hours")
    assert len(LONG[name]) > 90_000
    with CaptureQueriesContext(connection) as queries:
        assert (
            len(matching.similar_claims(statement=LONG[name], quote=LONG[name], speaker=make_speaker())) <= 5
        )
        similar_reviews(statement=LONG[name])
    assert len(queries) <= QUESTIONS


@pytest.mark.parametrize("text", ["война закончится за 24 часа", "戦争は一日で終わる"])
def test_another_script_finds_what_is_written_in_it(text: str) -> None:
    make_claim("end war in 24 hours")
    claim = make_claim(text)
    assert matching.similar_claims(statement=text)[0].claim == claim


def test_one_word_finds_the_claim_that_it_is() -> None:
    claim = make_claim("Denationalisation")
    make_claim("the mayor was born in Ireland")
    found = matching.similar_claims(statement="denationalisation")
    assert [match.claim for match in found] == [claim]


@pytest.mark.as_owner
def test_of_ten_thousand_equal_claims_some_are_read_and_all_are_the_same() -> None:
    speaker, wording = make_speaker(), "unemployment in the port fell to 4 percent"
    with pgtrigger.ignore():
        Claim.objects.bulk_create(
            Claim(slug=f"copy-{n}", wording=wording, speaker=speaker, kind="statistic") for n in range(COPIES)
        )
    make_claim("the mayor was born in Ireland")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_claim")
    for by in (speaker, None):
        assert [match.is_same for match in bounded(wording, by)] == [True] * 5
        assert [match.is_same for match in bounded("unemployment", by) if match.is_same] == []


def bounded(asked: str, speaker: Speaker | None) -> list[matching.Match]:
    with CaptureQueriesContext(connection) as queries:
        found = matching.similar_claims(statement=asked, speaker=speaker)
    assert rows_read(queries) <= retrieval.READ_AT_ONCE * 1.5
    return found
