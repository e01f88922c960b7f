"""What matching remembers: which candidate repeats which claim, and the vectors of claims."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims.models.candidate import Candidate
from claims.models.claim import Claim
from claims.models.history import tracked


@tracked()
class ClaimMatch(models.Model):
    """That a candidate says the same as a known claim: suggested by the machine, decided by a person.

    A rejected one stays, so that it is never suggested again; a confirmed one is an appearance.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", "Suggested"
        CONFIRMED = "confirmed", "Confirmed"
        REJECTED = "rejected", "Rejected"

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="matches")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="matches")
    score = models.FloatField(null=True, blank=True, help_text="0 to 1; empty when a person found it.")
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "claim matches"
        constraints = [
            models.UniqueConstraint(fields=["candidate", "claim"], name="claim_match_once"),
            models.CheckConstraint(
                condition=Q(state="suggested") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="claim_match_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=1),
                name="claim_match_score_0_to_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} says claim {self.claim_id}: {self.state}"


class Real(models.FloatField):  # type: ignore[type-arg]
    """A number of four bytes: vectors need no more."""

    def db_type(self, connection: object) -> str:
        return "real"


class ClaimVector(models.Model):
    """What the wording of a claim means, as numbers.

    Derived: a new wording makes the database forget it, and workers compute it anew.

    Plain numbers, so that the table stands without pgvector; its index, where there is pgvector, casts
    them to half precision.
    """

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, primary_key=True, related_name="vector")
    model = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    numbers = ArrayField(Real(), size=384)

    class Meta:
        indexes = [models.Index(fields=["model", "version"], name="claim_vector_model")]

    def __str__(self) -> str:
        return f"Vector of claim {self.claim_id}"
