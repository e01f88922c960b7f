"""Search compares its words with the claims that an index brings, not with every claim.

A table may be read whole to join rows by their keys, where the planner finds that cheaper; never to
compare texts, which costs a hundred times as much a row. So what is counted, in a large record, is how
many rows are compared in vain. (For longer questions the planner may still compare the letters of the
whole with every wording: a trigram index brings little then.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import published
from tests.management.run import run

pytestmark = pytest.mark.as_owner  # an administrator makes the record, and tells the planner of it

ASKED = (
    "unemployment",
    "unemploymnt",
    "wind farms",
    "school fees -rose",
    "zeppelin",
)
LARGE = {"claims_claim", "claims_appearance"}
TEXT = re.compile("wording|quote")
IN_VAIN = ("Rows Removed by Filter", "Rows Removed by Join Filter")


def parts(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from parts(part)


def settle() -> None:
    """What autovacuum does with the entries that wait beside a GIN index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gin_clean_pending_list(c.oid) FROM pg_class c JOIN pg_am a ON a.oid = c.relam"
            " WHERE a.amname = 'gin' AND c.relname LIKE ANY (ARRAY['claim%', 'appearance%', 'speaker%'])"
        )


def asked_for(words: str) -> list[str]:
    """The queries of a search."""
    with CaptureQueriesContext(connection) as queries:
        list(published.claims().search(words).order_by("-relevance", "-id").values_list("pk")[:20])
    return [query["sql"] or "" for query in queries.captured_queries]


def planned(query: str) -> dict[str, Any]:
    """What the database did to answer it."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query.replace("%", "%%"), [])
        [[told]] = cursor.fetchall()
    plan: dict[str, Any] = told[0]["Plan"]
    return plan


def test_few_claims_are_compared_in_vain() -> None:
    assert not run("make_sample", "--claims", 20_000).failed
    settle()
    for words in ASKED:
        plan = [part for query in asked_for(words) for part in parts(planned(query))]
        assert {"claim_public_words", "appearance_confirmed_words"} <= {
            part.get("Index Name") for part in plan
        }, words
        for part in plan:
            if part["Node Type"] == "Seq Scan" and part["Relation Name"] in LARGE:
                assert not TEXT.search(part.get("Filter", "")), words
        in_vain = sum(part["Actual Loops"] * part.get(name, 0) for part in plan for name in IN_VAIN)
        assert in_vain < 3_000, words  # of 20,000, of which 5,000 are public
