"""How many promises stand in each state is one question to the database, and the numbers are those of the lists."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.editorial.promises import STATES, in_promise_state, promise_counts
from claims.models import published
from tests.factories import make_claim, make_published_review, make_rating

DUE: dict[str, Any] = {"kind": "promise", "due_precision": "day", "due_basis": "by then"}


def test_each_state_has_its_number() -> None:
    broken = make_rating("Promise broken")
    make_published_review(make_claim("end the war in a day", due_on=date(2025, 1, 21), **DUE))
    make_published_review(make_claim("end it in two days", due_on=date(2025, 1, 22), **DUE))
    make_published_review(make_claim("build ten houses", due_on=date(2099, 1, 1), **DUE))
    make_published_review(make_claim("be kind", kind="promise"))
    make_published_review(make_claim("cut taxes", due_on=date(2025, 3, 1), **DUE), rating=broken)
    promises = published.claims().promises()
    with CaptureQueriesContext(connection) as asked:
        counts = promise_counts(promises)
    assert counts == {"overdue": 2, "pending": 1, "undated": 1, "settled": 1}
    assert counts == {state: in_promise_state(promises, state).count() for state in STATES}
    assert len([query for query in asked if "COUNT" in query["sql"]]) == 1
