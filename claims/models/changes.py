"""When anything of what the public sees changed last, read from the audit trail."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.db import connection
from django.db.models import Max, Model
from django.utils import timezone

from claims.models.claim import Appearance, Claim, ClaimTopic, Topic
from claims.models.evidence import Evidence
from claims.models.history import events
from claims.models.outlet import Outlet
from claims.models.rating import Methodology, Rating, RatingScale
from claims.models.review import PUBLIC_STATES, ReviewVersion
from claims.models.speaker import Affiliation, Alias, Speaker

SHOWN: list[type[Model]] = [Claim, ClaimTopic, Topic, Speaker, Alias, Affiliation, Appearance, Outlet]
SHOWN += [ReviewVersion, Evidence, Rating, RatingScale, Methodology]


def changed_at(claim: Claim) -> datetime:
    """When the public item of a claim changed last: itself, who said it, its review, where it appeared.

    Takes claims of `published.claims()`. A deadline that passes changes a promise without any edit.
    """
    versions: list[ReviewVersion] = claim.review.public_versions  # type: ignore[attr-defined]
    trails = [
        events(Claim).filter(pgh_obj_id=claim.pk),
        events(ClaimTopic).filter(claim_id=claim.pk),
        events(Speaker).filter(pgh_obj_id=claim.speaker_id),
        events(Affiliation).filter(speaker_id=claim.speaker_id),
        events(Appearance).filter(claim_id=claim.pk),
        events(ReviewVersion).filter(review_id=claim.review.pk, state__in=PUBLIC_STATES),
        events(Evidence).filter(version_id__in=[version.pk for version in versions]),
        events(Rating).filter(pgh_obj_id__in=[version.rating_id for version in versions]),
    ]
    moments = [trail.order_by().values_list("pgh_created_at", flat=True) for trail in trails]
    changed: datetime = moments[0].union(*moments[1:]).order_by("-pgh_created_at")[0]
    if claim.due_on and claim.due_on < timezone.localdate():
        passed = datetime.combine(claim.due_on + timedelta(days=1), time(), tzinfo=UTC)
        return max(changed, passed)
    return changed


def stamp() -> str:
    """Names the state of the whole record: any change of any public noun changes it.

    Articles keep no trail; their number and that of their texts stand for them.
    """
    tables = [events(model).model._meta for model in SHOWN]
    marks = [f"(SELECT max(pgh_id) FROM {table.db_table})" for table in tables]
    marks += ["(SELECT max(id) FROM claims_article)", "(SELECT max(id) FROM claims_articlerevision)"]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(marks)}")
        return "-".join(str(mark or 0) for mark in cursor.fetchone())


def verdicts_changed_at() -> datetime:
    """When a review was published, corrected or withdrawn last; drafts do not count. 1970 where none was."""
    public = ReviewVersion.objects.filter(state__in=PUBLIC_STATES)
    moments = public.aggregate(published=Max("published_at"), closed=Max("closed_at")).values()
    return max((moment for moment in moments if moment), default=datetime(1970, 1, 1, tzinfo=UTC))
