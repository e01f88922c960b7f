"""When anything of what the public sees changed last, read from the audit trail."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Max, Model
from django.utils import timezone

from claims.models.appearance import Appearance
from claims.models.claim import Claim, ClaimTopic, Topic
from claims.models.evidence import Evidence
from claims.models.history import events
from claims.models.outlet import Outlet
from claims.models.prepared import prepared
from claims.models.rating import Methodology, Rating, RatingScale
from claims.models.reply import RightOfReply
from claims.models.review import PUBLIC_STATES, ReviewVersion
from claims.models.speaker import Affiliation, Alias, Speaker

SHOWN: list[type[Model]] = [Claim, ClaimTopic, Topic, Speaker, Alias, Affiliation, Appearance, Outlet]
SHOWN += [ReviewVersion, Evidence, Rating, RatingScale, Methodology, RightOfReply]


def changed_at(claim: Claim) -> datetime:
    """When the public item of a claim changed last: itself, who said it, its review, where it appeared.

    Takes claims of `published.claims()`. A deadline that passes changes a promise without any edit.
    """
    versions: list[ReviewVersion] = claim.review.public_versions  # type: ignore[attr-defined]
    asked: dict[str, Any] = {
        "claim": claim.pk,
        "speaker": claim.speaker_id,
        "review": claim.review.pk,
        "states": list(PUBLIC_STATES),
        "versions": [version.pk for version in versions],
        "ratings": [version.rating_id for version in versions],
    }
    [(newest,)] = prepared(_newest_event(), asked)
    # Rows that were put back without their trail have no newest.
    moment: datetime = newest or versions[0].published_at  # type: ignore[assignment]
    if claim.due_on and claim.due_on < timezone.localdate():
        passed = datetime.combine(claim.due_on + timedelta(days=1), time(), tzinfo=UTC)
        return max(moment, passed)
    return moment


@cache
def _newest_event() -> str:
    """SQL by hand: the union that it asks for takes longer to be put together than to be answered."""
    wanted: dict[type[Model], str] = {
        Claim: "pgh_obj_id = %(claim)s",
        ClaimTopic: "claim_id = %(claim)s",
        Speaker: "pgh_obj_id = %(speaker)s",
        Affiliation: "speaker_id = %(speaker)s",
        Appearance: "claim_id = %(claim)s",
        ReviewVersion: "review_id = %(review)s AND state = ANY(%(states)s)",
        Evidence: "version_id = ANY(%(versions)s)",
        Rating: "pgh_obj_id = ANY(%(ratings)s)",
    }
    each = [
        f"SELECT max(pgh_created_at) AS moment FROM {events(model).model._meta.db_table} WHERE {where}"
        for model, where in wanted.items()
    ]
    return f"SELECT max(moment) FROM ({' UNION ALL '.join(each)}) trails"


def stamp() -> str:
    """Names the state of the whole record: any change of any public noun changes it.

    Articles keep no trail; their number and that of their texts stand for them.
    """
    return _marks()[0]


def settled_stamp() -> str:
    """The stamp, or "" while anybody writes.

    A change with a lower number may be committed after one with a higher, and leave the stamp as it is. But its
    writer was at work all that time: what is read while nobody writes belongs to the stamp for good.
    """
    named, is_settled = _marks()
    return named if is_settled else ""


def _marks() -> tuple[str, bool]:
    tables = [events(model).model._meta for model in SHOWN]
    marks = [f"(SELECT max(pgh_id) FROM {table.db_table})" for table in tables]
    marks += ["(SELECT max(id) FROM claims_article)", "(SELECT max(id) FROM claims_articlerevision)"]
    nobody_writes = "NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'transactionid')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(marks)}, {nobody_writes}")
        *numbers, is_settled = cursor.fetchone()
    return "-".join(str(mark or 0) for mark in numbers), bool(is_settled)


def verdicts_changed_at() -> datetime:
    """When a review was published, corrected or withdrawn last; drafts do not count. 1970 where none was."""
    public = ReviewVersion.objects.filter(state__in=PUBLIC_STATES)
    moments = public.aggregate(published=Max("published_at"), closed=Max("closed_at")).values()
    return max((moment for moment in moments if moment), default=datetime(1970, 1, 1, tzinfo=UTC))
