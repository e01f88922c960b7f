"""Known claims like the one in hand, each with the rating that readers see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.editorial.matching import Match
from claims.models import Claim, Rating, ReviewVersion


@dataclass(frozen=True, slots=True)
class Seen:
    """A known claim, whether it looks like the same one, and its public rating if it has one."""

    claim: Claim
    score: float
    is_same: bool
    rating: Rating | None


def with_ratings(matches: Iterable[Match]) -> list[Seen]:
    """One query for all ratings."""
    found = list(matches)
    versions = ReviewVersion.objects.published().filter(review__claim__in=[match.claim.pk for match in found])
    ratings = {
        version.review.claim_id: version.rating for version in versions.select_related("rating", "review")
    }
    return [Seen(match.claim, match.score, match.is_same, ratings.get(match.claim.pk)) for match in found]
