"""Known claims like the one in hand, each with the rating that readers see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.editorial.matching import Match
from claims.models import Claim, Rating


@dataclass(frozen=True, slots=True)
class Seen:
    """A known claim, whether it looks like the same one, and its public rating if it has one."""

    claim: Claim
    score: float
    is_same: bool
    rating: Rating | None


def with_ratings(matches: Iterable[Match]) -> list[Seen]:
    """One query for all ratings, and for who said the claims."""
    found = list(matches)
    claims = Claim.objects.select_related("speaker", "public_rating")
    rows = claims.in_bulk([match.claim.pk for match in found])  # one may be gone meanwhile
    return [
        Seen(row, match.score, match.is_same, row.public_rating)
        for match in found
        if (row := rows.get(match.claim.pk)) is not None
    ]
