"""Figures of the desk: how long things wait, what the extractors are worth, whom we check.

Every table is a list of plain rows, so that the page, the chart and the CSV show the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils import timezone

from claims.models import Candidate, Claim

SMALL = 20
"""Below so many cases a share says little, and the page says so."""
ROWS = 30

STATE_TIMES = """
    SELECT state, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY hours), max(hours) FROM (
        SELECT state, extract(epoch FROM coalesce(lead(pgh_created_at) OVER w, now()) - pgh_created_at) / 3600
            AS hours
        FROM (
            SELECT pgh_obj_id, pgh_id, pgh_created_at, state,
                lag(state) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS before
            FROM claims_reviewversionevent
        ) AS events
        WHERE before IS DISTINCT FROM state
        WINDOW w AS (PARTITION BY pgh_obj_id ORDER BY pgh_id)
    ) AS stays
    WHERE state IN ('draft', 'submitted', 'returned', 'approved')
    GROUP BY state ORDER BY array_position(ARRAY['draft', 'submitted', 'returned', 'approved'], state::text)
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures. `bar` names the column (0..100) that is drawn; `cases` the one it rests on."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    bar: int | None = None
    cases: int | None = None

    @property
    def is_small(self) -> bool:
        """Does a share in it rest on few cases?"""
        return self.cases is not None and any(row[self.cases] < SMALL for row in self.rows)


def tables() -> list[Table]:
    """All figures."""
    return [
        queue_age(),
        time_in_states(),
        promote_rate("version", "Promoted of what was decided, by extractor", _extractor()),
        promote_rate("rule", "Promoted of what was decided, by rule of the extractor", _rule()),
        promote_rate("outlet", "Promoted of what was decided, by outlet", _outlet()),
        promote_rate("kind", "Promoted of what was decided, by kind", F("kind")),
        balance(),
    ]


def queue_age() -> Table:
    """How long the waiting candidates have waited."""
    now = timezone.now()
    bounds = [("under a day", 0, 1), ("1 to 7 days", 1, 7), ("7 to 30 days", 7, 30), ("longer", 30, 36_500)]
    counts = Candidate.objects.awaiting_triage().aggregate(
        **{
            f"b{number}": Count(
                "id",
                filter=Q(
                    created_at__lte=now - timedelta(days=low), created_at__gt=now - timedelta(days=high)
                ),
            )
            for number, (_, low, high) in enumerate(bounds)
        }
    )
    total = sum(counts.values()) or 1
    rows = [
        (label, counts[f"b{number}"], round(100 * counts[f"b{number}"] / total, 1))
        for number, (label, _, _) in enumerate(bounds)
    ]
    return Table("queue", "How long the queue has waited", ("waiting for", "candidates", "percent"), rows, 2)


def time_in_states() -> Table:
    """Median and longest stay of review versions in each state, those that are still there included."""
    with connection.cursor() as cursor:
        cursor.execute(STATE_TIMES)
        rows = [
            (state, count, round(float(median), 1), round(float(longest), 1))
            for state, count, median, longest in cursor.fetchall()
        ]
    columns = ("state", "stays", "median hours", "longest, hours")
    return Table("states", "Time in each state of a review", columns, rows, cases=1)


def _extractor() -> Any:
    return Concat("extractor", Value(" "), "extractor_version")


def _rule() -> Any:
    return Coalesce(NullIf("rule", Value("")), Value("not recorded"))


def _outlet() -> Any:
    return Coalesce(NullIf("revision__article__outlet__name", Value("")), Value("no outlet"))


def promote_rate(name: str, title: str, group: Any) -> Table:
    """Of the decided candidates of each group, how many became claims or appearances."""
    decided = (
        Candidate.objects.exclude(state=Candidate.State.WAITING)
        .annotate(label=group)
        .values("label")
        .order_by()
        .annotate(decided=Count("id"), promoted=Count("id", filter=Q(state=Candidate.State.PROMOTED)))
        .order_by("-decided", "label")[:ROWS]
    )
    rows = [
        (row["label"], row["decided"], row["promoted"], round(100 * row["promoted"] / row["decided"], 1))
        for row in decided
    ]
    return Table(name, title, (name, "decided", "promoted", "percent"), rows, 3, 1)


def balance() -> Table:
    """Checked against seen, by speaker: whom we read about, and whom we publish reviews of."""
    seen = dict(
        Candidate.objects.exclude(speaker=None)
        .values_list("speaker__name")
        .order_by()
        .annotate(n=Count("id"))
        .order_by("-n")[:ROWS]
    )
    checked = dict(
        Claim.objects.published()
        .values_list("speaker__name")
        .order_by()
        .annotate(n=Count("id", distinct=True))
    )
    rows = [
        (name, count, checked.get(name, 0), round(100 * checked.get(name, 0) / count, 1))
        for name, count in seen.items()
    ]
    columns = ("speaker", "passages seen", "claims checked", "percent")
    return Table("balance", "Checked against seen, by speaker", columns, rows, 3, 1)
