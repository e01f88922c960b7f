"""No list and no search reads a large table from end to end: the planner, left to itself, takes an index.

The record is large enough for it to choose as it would at a million claims, where `bench lists` measures the
same addresses. Figures over the whole record are remembered (claims/models/remembered.py), so each address is
asked for twice, and the second time counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.management.addresses import addresses
from claims.models import User, remembered
from tests.management.run import run

LARGE = {"claims_candidate", "claims_articlerevision", "claims_claim", "claims_appearance", "claims_article"}


def parts(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from parts(part)


def whole_tables(query: str) -> set[str]:
    """The large tables that the query reads from end to end; a page of one, read until it is full, is none."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + query.replace("%", "%%"), [])
        plan = cursor.fetchone()[0]
    found = parts((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"])
    return {part["Relation Name"] for part in found if part["Node Type"] == "Seq Scan"} & LARGE


def settle() -> None:
    """What autovacuum does: entries that wait beside a GIN index go in, pages are known to be all visible."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gin_clean_pending_list(c.oid) FROM pg_class c JOIN pg_am a ON a.oid = c.relam"
            " WHERE a.amname = 'gin' AND c.relname ~ '^(claim|appearance|speaker|candidate|article|external)'"
        )


def test_no_list_reads_a_large_table(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.API_RATE = "100000/second"
    monkeypatch.setattr(remembered, "LARGE", 10_000)
    monkeypatch.setattr(remembered, "is_large", lambda: True)
    assert not run("make_sample", "--claims", 20_000).failed
    settle()
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    found: dict[str, set[str]] = {}
    for name, ways in addresses().items():
        client.get(ways[0])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ways[0]).status_code == 200, ways[0]
        for query in queries.captured_queries:
            if query["sql"].startswith("SELECT") and (tables := whole_tables(query["sql"])):
                found.setdefault(name, set()).update(tables)
    assert found == {}
