"""What was learnt from the desk's decisions, each attempt a row; at most one is in use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class RankingQuerySet(models.QuerySet["Ranking"]):
    """Ways to pick rankings."""

    def in_use(self) -> RankingQuerySet:
        """The one that scores new candidates, if any."""
        return self.filter(in_use=True)


class Ranking(models.Model):
    """A correction of the trained model, with the measurement that decided on it. Never changed, only retired."""

    created_at = models.DateTimeField(auto_now_add=True)
    weights = models.BinaryField(help_text="As written by the program; read by nothing else.")
    learnt_from = models.PositiveIntegerField(help_text="Decisions it was trained on.")
    learnt_until = models.DateTimeField(help_text="The newest of them.")
    held_back = models.PositiveIntegerField(help_text="Later decisions it was measured on.")
    rival = models.CharField(max_length=60, help_text="Version in use before it.")
    rival_precision = models.FloatField(help_text="Average precision of the version before, on the same.")
    precision = models.FloatField(help_text="Its own average precision on the decisions held back.")
    in_use = models.BooleanField(default=False)

    objects = RankingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["in_use"], condition=Q(in_use=True), name="ranking_one_in_use"),
            models.CheckConstraint(
                condition=Q(in_use=False) | Q(precision__gt=models.F("rival_precision")),
                name="ranking_in_use_is_better",
            ),
        ]

    def __str__(self) -> str:
        return f"desk-{self.pk}"
