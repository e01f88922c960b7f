"""Reviews by other publishers: stored as theirs, refreshed when read again, matched like our own claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from claims.editorial import matching, retrieval
from claims.editorial.likeness.pool import Known
from claims.ingest.claimreview import ReviewDraft
from claims.models import ExternalReview, Speaker

REFRESHED = ("publisher", "title", "claimant", "claimed_on", "rating_text", "reviewed_on", "language")
AT_ONCE = 500
READ, LOOKED_AT = 1_000, 60  # reviews that share words with the question, and those of them that are compared
ANOTHER_CLAIMANT = -2.0
"""Log-odds. Less than for our own claims: "social media users" is a claimant, too, and may be anybody."""


@dataclass(frozen=True, slots=True)
class ReviewMatch:
    """Another publisher's review of a claim like the one in hand. `score` as in `matching.Match`."""

    review: ExternalReview
    score: float

    @property
    def is_same(self) -> bool:
        """Alike enough to be shown as the same claim."""
        return self.score >= matching.SAME


def similar_reviews(
    *, statement: str, quote: str = "", speaker: Speaker | None = None, limit: int = 5
) -> list[ReviewMatch]:
    """Reviews of other publishers whose claim is like this statement, the likest first; by words alone."""
    asked = matching.texts_of(statement, quote)
    if not asked:
        return []
    rows = ExternalReview.objects.all()
    found = retrieval.sharing_words(rows, "claim_text", " ".join(asked), LOOKED_AT, read=READ)
    if len(found) < matching.SUGGESTED:
        close = retrieval.sharing_letters(rows, "claim_text", asked[0], LOOKED_AT)
        found += [review for review in close if review not in found]
    known = [Known(review.claim_text[: matching.QUOTE_READ], review.title) for review in found]
    odds = matching.odds_by_words(asked, known, retrieval.frequency_among(rows, "claim_text", asked))
    if speaker is not None and found:
        odds += [_by_claimant(review, speaker) for review in found]
    matches = [
        ReviewMatch(review, round(float(p), 3))
        for review, p in zip(found, matching.probable(odds), strict=True)
    ]
    likely = [match for match in matches if match.score >= matching.SIMILAR]
    return sorted(likely, key=lambda match: (-match.score, -match.review.pk))[:limit]


def _by_claimant(review: ExternalReview, speaker: Speaker) -> float:
    """The claimant is a name as they wrote it: a word in common with the speaker's makes it the same."""
    named = set(review.claimant.casefold().split())
    if not named:
        return 0.0
    own = set(f"{speaker.name} {speaker.short_name}".casefold().split())
    return matching.SAME_SPEAKER if named & own else ANOTHER_CLAIMANT


@transaction.atomic
def store_external_reviews(*, drafts: Sequence[ReviewDraft], read_from: str) -> int:
    """Keep them, each once by its address and claim; what was known is brought up to date. How many are new."""
    now, before = timezone.now(), ExternalReview.objects.count()
    rows = {
        (key := key_of(draft)): ExternalReview(
            key=key, read_from=read_from[:1000], last_read_at=now, **asdict(draft)
        )
        for draft in drafts
    }
    ExternalReview.objects.bulk_create(
        list(rows.values()),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[*REFRESHED, "read_from", "last_read_at"],
    )
    return ExternalReview.objects.count() - before


def key_of(draft: ReviewDraft) -> str:
    """A review has no number of its own: address and claim together name it."""
    return sha256(f"{draft.url}\n{draft.claim_text}".encode()).hexdigest()
