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


def verdicts_changed_at() -> datetime:
    """When a review was published, corrected or withdrawn last; drafts do not count. 1970 where none was."""
    public = ReviewVersion.objects.filter(state__in=PUBLIC_STATES)
    moments = public.aggregate(published=Max("published_at"), closed=Max("closed_at")).values()
    return max((moment for moment in moments if moment), default=datetime(1970, 1, 1, tzinfo=UTC))
