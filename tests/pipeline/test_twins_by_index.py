"""However many texts are stored, the few that may be alike are found by the index of bands."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import pipeline
from tests.ingest.samples import TEXT
from tests.pipeline.drafts import draft


def test_the_planner_is_left_nothing_but_the_index() -> None:
    pipeline.store_draft(draft(TEXT * 2, url="https://one.example/a"))
    with CaptureQueriesContext(connection) as queries:
        stored = pipeline.store_draft(draft(TEXT * 2 + "x", url="https://two.example/a"))
    assert stored.note
    [asked] = [q["sql"] for q in queries if "&&" in q["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(f"EXPLAIN {asked}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Bitmap Index Scan on revision_by_band" in plan
    settings = [q["sql"] for q in queries if "enable_seqscan" in q["sql"]]
    assert ["'off'" in settings[0], "'on'" in settings[1]] == [True, True]


def test_other_questions_are_planned_as_ever_afterwards() -> None:
    pipeline.store_draft(draft(TEXT * 2, url="https://one.example/a"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_seqscan'), current_setting('enable_indexscan')")
        assert cursor.fetchone() == ("on", "on")
