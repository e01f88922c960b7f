"""Reviews by other publishers: stored as theirs, refreshed when read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from claims.ingest.claimreview import ReviewDraft
from claims.models import ExternalReview

REFRESHED = ("publisher", "title", "claimant", "claimed_on", "rating_text", "reviewed_on", "language")
AT_ONCE = 500


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
