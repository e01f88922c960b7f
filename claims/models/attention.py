"""What a person has seen: claims that they opened, and the daily message about the rest."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.claim import Claim


class Look(models.Model):
    """When somebody had a claim's desk before them last. What came later is unread."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="looks")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "claim"], name="look_once_a_claim")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.claim_id}"


class Digest(models.Model):
    """The message to one person about one day; the row stands before it is sent, so it is never sent twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    made_at = models.DateTimeField(help_text="What was new by then is told of.")
    items = models.PositiveIntegerField(default=0, help_text="None: nothing was new, nothing was sent.")
    sent_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="What went wrong while it was sent.")

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(items__gt=0), name="digest_sent_has_items"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.day}"
