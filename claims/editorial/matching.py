"""Seen before? Known claims, and other candidates of the queue, that say the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from claims.editorial.likeness.signs import likeness, signs
from claims.models import Candidate, Claim, Speaker

SAME = 0.6
"""From here on two statements of one speaker are shown as the same claim; a person decides."""
SIMILAR = 0.4
OTHER_SPEAKER = 0.5  # what a statement of somebody else counts
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Match:
    """A known claim like the one in hand. `score` is 0..1."""

    claim: Claim
    score: float

    @property
    def is_same(self) -> bool:
        """Alike enough to be proposed as the same claim."""
        return self.score >= SAME


def similar_claims(
    *, statement: str, quote: str = "", speaker: Speaker | None = None, limit: int = 5
) -> list[Match]:
    """Known claims like this statement, the likest first. One speaker's promise is not another's."""
    nearest = TrigramSimilarity("wording", statement[:500])
    claims = Claim.objects.filter(merged_into=None).select_related("speaker", "review")
    pool = list(claims.annotate(nearness=nearest).order_by("-nearness", "-id")[:LOOKED_AT])
    if speaker is not None:
        known = {claim.pk for claim in pool}
        pool += [c for c in claims.filter(speaker=speaker).order_by("-id")[:LOOKED_AT] if c.pk not in known]
    matches = []
    for claim in pool:
        score = max(likeness(statement, claim.wording), likeness(quote, claim.wording) if quote else 0.0)
        if speaker is not None and claim.speaker_id != speaker.pk:
            score *= OTHER_SPEAKER
        if score >= SIMILAR:
            matches.append(Match(claim, round(score, 3)))
    return sorted(matches, key=lambda match: (-match.score, -match.claim.pk))[:limit]


def same_in_queue(candidate: Candidate, limit: int = 10) -> list[Candidate]:
    """Other waiting candidates of the same speaker that say the same."""
    if candidate.speaker_id is None and not candidate.speaker_name:
        return []
    said_by = (
        Q(speaker_id=candidate.speaker_id) if candidate.speaker_id else Q(speaker_name=candidate.speaker_name)
    )
    others = (
        Candidate.objects.awaiting_triage()
        .filter(said_by)
        .exclude(pk=candidate.pk)
        .select_related("revision__article__outlet")
        .by_worth()[:LOOKED_AT]
    )
    return [other for other in others if alike(candidate, other) >= SAME][:limit]


def alike(one: Candidate, other: Candidate) -> float:
    """How alike two candidates are, by their statements and by their quotes."""
    return max(
        likeness(one.statement, other.statement),
        likeness(one.quote, other.quote) if len(signs(one.quote).words) < 40 else 0.0,
    )
