"""The record as it stood: a claim with the wording, the deadline and the verdict of that moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from claims.editorial.promises import promise_state
from claims.models import Claim, ReviewVersion, StatementKind
from claims.models.history import events

CHANGING = ("wording", "kind", "said_on", "due_on", "due_precision", "due_basis", "due_confirmed_at")


def end_of(day: date) -> datetime:
    """The moment at which the day is over, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)


def dress(claims: Sequence[Claim], day: date | None = None) -> None:
    """Give claims of `published.claims()` what readers see: `public_version`, `shown_versions`, `due`.

    Those of `brought.lines()` have no `shown_versions`. With a day, all of it, and the claim's own words
    and dates, as they stood when that day was over.
    """
    if day is not None:
        _back(claims, end_of(day))
    for claim in claims:
        if (verdict := vars(claim).get("verdict")) is not None:
            vars(claim).update(public_version=verdict, due=_due(claim, verdict, None))
            continue
        versions: list[ReviewVersion] = claim.review.public_versions  # type: ignore[attr-defined]
        if day is not None:
            versions = [then for version in versions if (then := _then(version, end_of(day)))]
        public = next(version for version in versions if version.state == ReviewVersion.State.PUBLISHED)
        dressed: dict[str, object] = {"shown_versions": versions, "public_version": public}
        dressed["due"] = _due(claim, public, day)
        vars(claim).update(dressed)


def _back(claims: Sequence[Claim], moment: datetime) -> None:
    trail = events(Claim).filter(pgh_obj_id__in=[claim.pk for claim in claims], pgh_created_at__lt=moment)
    newest = trail.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    then = {event.pgh_obj_id: event for event in newest}
    for claim in claims:
        for name in CHANGING if claim.pk in then else ():
            setattr(claim, name, getattr(then[claim.pk], name))


def _then(version: ReviewVersion, moment: datetime) -> ReviewVersion | None:
    """The version as it stood; None when it was not public yet. In memory alone."""
    if version.published_at is None or version.published_at >= moment:
        return None
    if version.closed_at is not None and version.closed_at >= moment:
        version.state, version.closed_at = ReviewVersion.State.PUBLISHED, None
    return version


def _due(claim: Claim, public: ReviewVersion, day: date | None) -> dict[str, object] | None:
    """When a promise falls due and where it stands; None for what is no promise."""
    if claim.kind != StatementKind.PROMISE:
        return None
    return {
        "on": claim.due_on,
        "precision": claim.due_precision,
        "basis": claim.due_basis,
        "confirmed": claim.due_confirmed_at is not None,
        "state": promise_state(claim, public.rating, day),
    }
