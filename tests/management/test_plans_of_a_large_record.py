"""No list, page or search reads a large table from end to end: the planner, left to itself, takes an index.

It is told that each table holds so many times the rows and pages that it has, as if the record were a large
one, and chooses for itself. Figures over the whole record are remembered (claims/models/remembered.py), so each
address is asked for twice, and the second time counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.editorial.grouping import group_candidates
from claims.management.addresses import addresses
from claims.models import User, remembered
from tests.factories import make_candidate
from tests.management.run import run

pytestmark = pytest.mark.as_owner  # an administrator makes the record, and tells the planner of it

CLAIMS = 2_000
TIMES = 500  # a million
LARGE = 100_000  # rows, of the million's record
GROWN = """
    SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', relname::text, 'relpages', relpages,
        'reltuples', reltuples * %s::real, 'relallvisible', relallvisible)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND reltuples > 0
"""


def test_no_list_reads_a_large_table(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.API_RATE = "100000/second"
    monkeypatch.setattr(remembered, "is_large", lambda: True)
    assert not run("make_sample", "--claims", CLAIMS, "--vectors").failed
    large = grown()
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    found: dict[str, set[str]] = {}
    for name, ways in addresses().items():
        client.get(ways[0])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ways[0]).status_code == 200, ways[0]
        for query in {query["sql"] or "" for query in queries.captured_queries}:
            if query.lstrip("(").startswith("SELECT") and (tables := read_whole(query) & large):
                found.setdefault(name, set()).update(tables)
    assert found == {}


def test_grouping_finds_what_somebody_said_whom_nobody_knows_by_their_name() -> None:
    assert not run("make_sample", "--claims", CLAIMS).failed
    candidate = make_candidate("end the war in a day", speaker=None, speaker_name="Linda Marsh")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_candidate")
    grown()
    with CaptureQueriesContext(connection) as queries:
        group_candidates(revision_id=candidate.revision_id)
    told = [query["sql"] or "" for query in queries.captured_queries]
    [asked] = [query for query in told if query.startswith("SELECT") and "marsh" in query.lower()]
    assert "candidate_nobody_known" in indexes_used(asked)


def grown() -> set[str]:
    """Tell the planner of a record of a million claims; the names of the tables that are large in it."""
    with connection.cursor() as cursor:
        cursor.execute(GROWN, [TIMES])
        cursor.execute(
            "SET LOCAL seq_page_cost = %s", [TIMES]
        )  # of pages it sees for itself how many there are
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s", [LARGE])
        return {row[0] for row in cursor.fetchall()}


def read_whole(query: str) -> set[str]:
    """The tables that the plan of a query reads from end to end."""
    return {step["Relation Name"] for step in steps(query) if step["Node Type"] == "Seq Scan"}


def indexes_used(query: str) -> set[str]:
    """The indexes by which a query is answered."""
    return {step["Index Name"] for step in steps(query) if "Index Name" in step}


def steps(query: str) -> Iterator[dict[str, Any]]:
    """What the planner would do."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + query.replace("%", "%%"), [])
        [[plan]] = cursor.fetchall()
    return parts(plan[0]["Plan"])


def parts(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from parts(part)
