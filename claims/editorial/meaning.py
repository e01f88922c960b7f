"""Vectors of claims: computed in workers, in batches, never while somebody saves."""

from __future__ import annotations

from collections.abc import Sequence

from claims.editorial.likeness import vectors
from claims.editorial.retrieval import vectors_indexed
from claims.models import Claim, ClaimVector

BATCH = 256


def compute_vectors(*, limit: int = BATCH) -> int:
    """Compute vectors that are missing or of another model, the oldest claims first; how many.

    May be called by any number of workers, and broken off at any time.
    """
    encoder = vectors.encoder()
    if encoder is None:
        return 0
    waiting = Claim.objects.without_vector(vectors.MODEL, vectors.VERSION).order_by("pk")
    claims = list(waiting.only("wording")[:limit])
    if claims:
        store_vectors(claims, encoder)
    return len(claims)


def store_vectors(claims: Sequence[Claim], encoder: vectors.Encoder) -> None:
    """Keep what the wordings mean; what was there is replaced."""
    numbers = encoder.encode(claim.wording for claim in claims)
    rows = [
        ClaimVector(claim=claim, model=vectors.MODEL, version=vectors.VERSION, numbers=row.tolist())
        for claim, row in zip(claims, numbers, strict=True)
    ]
    ClaimVector.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["claim"],
        update_fields=["model", "version", "numbers"],
    )


def what_is_missing() -> str:
    """Why matching goes by words alone; empty when it knows meanings, too."""
    if missing := vectors.missing():
        return f"By words alone: the model of sentence vectors is {missing}."
    if not vectors_indexed():
        return "By words alone: the database has no index of vectors. docs/matching.md says how to add it."
    return ""
