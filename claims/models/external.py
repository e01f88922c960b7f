"""Reviews by other publishers, as they published them: kept apart from ours, never mixed into our ratings."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from claims.models.vocabulary import learns


class ExternalReview(models.Model):
    """One review of one claim by another publisher, read from their ClaimReview."""

    key = models.CharField(max_length=64, unique=True, help_text="SHA-256 of address and claim.")
    publisher = models.CharField(max_length=300)
    site = models.CharField(max_length=255, blank=True, help_text="Host, without www.")
    url = models.URLField(max_length=1000)
    title = models.CharField(max_length=500, blank=True)
    claim_text = models.TextField()
    claimant = models.CharField(max_length=300, blank=True)
    claimed_on = models.DateField(null=True, blank=True)
    rating_text = models.CharField(max_length=300, help_text="In their words.")
    reviewed_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=20, blank=True)
    read_from = models.CharField(max_length=1000, help_text="The file or address it was read from.")
    first_read_at = models.DateTimeField(auto_now_add=True)
    last_read_at = models.DateTimeField()

    class Meta:
        ordering = ["-reviewed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(publisher="") & ~Q(url="") & ~Q(claim_text="") & ~Q(rating_text=""),
                name="external_review_says_who_what_and_how",
            ),
        ]
        indexes = [
            GinIndex(SearchVector("claim_text", config="english"), name="external_claim_words"),
        ]
        triggers = [learns("claim_text")]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.claim_text[:60]}"
