"""When anything of what the public sees changed last, read from the audit trail."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any

from django.db.models import Max, Model
from django.utils import timezone

from claims.models.appearance import Appearance
from claims.models.claim import Claim, ClaimTopic
from claims.models.evidence import Evidence
from claims.models.history import events
from claims.models.prepared import prepared
from claims.models.rating import Rating
from claims.models.review import PUBLIC_STATES, ReviewVersion
from claims.models.speaker import Affiliation, Speaker


def changed_at(claim: Claim) -> datetime:
    """When the public item of a claim changed last: itself, who said it, its review, where it appeared.

    Takes claims of `published.claims()`. A deadline that passes changes a promise without any edit.
    """
    versions: list[ReviewVersion] = claim.review.public_versions  # type: ignore[attr-defined]
    asked: list[Any] = [claim.pk, claim.speaker_id, claim.review.pk, list(PUBLIC_STATES)]
    asked += [[version.pk for version in versions], [version.rating_id for version in versions]]
    [(newest,)] = prepared(_newest_event(), asked)
    # Rows that were put back without their trail have no newest.
    moment: datetime = newest or versions[0].published_at  # type: ignore[assignment]
    if claim.due_on and claim.due_on < timezone.localdate():
        passed = datetime.combine(claim.due_on + timedelta(days=1), time(), tzinfo=UTC)
        return max(moment, passed)
    return moment


@cache
def _newest_event() -> str:
    """SQL by hand: the union that it asks for takes longer to be put together than to be answered.

    $1 is the claim, $2 its speaker, $3 its review, $4 the public states, $5 the versions and $6 their ratings.
    """
    wanted: dict[type[Model], str] = {
        Claim: "pgh_obj_id = $1",
        ClaimTopic: "claim_id = $1",
        Speaker: "pgh_obj_id = $2",
        Affiliation: "speaker_id = $2",
        Appearance: "claim_id = $1",
        ReviewVersion: "review_id = $3 AND state = ANY($4)",
        Evidence: "version_id = ANY($5)",
        Rating: "pgh_obj_id = ANY($6)",
    }
    each = [
        f"SELECT max(pgh_created_at) AS moment FROM {events(model).model._meta.db_table} WHERE {where}"
        for model, where in wanted.items()
    ]
    return f"SELECT max(moment) FROM ({' UNION ALL '.join(each)}) trails"


def verdicts_changed_at() -> datetime:
    """When a review was published, corrected or withdrawn last; drafts do not count. 1970 where none was."""
    public = ReviewVersion.objects.filter(state__in=PUBLIC_STATES)
    moments = public.aggregate(published=Max("published_at"), closed=Max("closed_at")).values()
    return max((moment for moment in moments if moment), default=datetime(1970, 1, 1, tzinfo=UTC))
