"""Matching goes by indexes: where one can serve, no plan reads a whole table.

The planner is told to avoid whole tables, since it prefers them while they are small, as here; where it
reads one all the same, there is no index that could serve.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.editorial import grouping, matching
from claims.models import Candidate, Claim
from tests.management.run import run

pytestmark = pytest.mark.as_owner  # an administrator makes the record, and tells the planner of it

LARGE = ("claims_claim", "claims_candidate", "claims_claimvector", "claims_appearance", "claims_claimmatch")


def scans(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from scans(part)


def whole_tables_read(queries: CaptureQueriesContext) -> set[str]:
    found: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for query in [q["sql"] for q in queries.captured_queries if q["sql"].startswith("SELECT")]:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (FORMAT JSON) " + query.replace("%", "%%"), [])
            plan = cursor.fetchone()[0]
        plan = plan if isinstance(plan, list) else json.loads(plan)
        found |= {table for table in scans(plan[0]["Plan"]) if table in LARGE}
    return found


def test_every_query_has_its_index_and_the_sample_is_sound() -> None:
    assert not run("make_sample", "--claims", 1000).failed
    assert run("make_sample", "--claims", 1).failed  # made-up claims are for an empty record
    claim = Claim.objects.select_related("speaker").order_by("pk")[400]
    waiting = Candidate.objects.awaiting_triage().first_of_groups()
    candidate = waiting.get(statement=claim.wording)
    assert candidate.revision.text[candidate.start : candidate.end] == candidate.quote
    assert candidate.members.count() == 2
    with CaptureQueriesContext(connection) as queries:
        matches = matching.similar_claims(statement=claim.wording, speaker=claim.speaker, candidate=candidate)
        grouping.group_candidates(revision_id=candidate.revision_id)
        list(waiting.with_repetitions().by_worth()[:40])
    assert matches[0].claim == claim
    assert len(queries) > 5
    assert whole_tables_read(queries) == set()
