"""Sentences with quotes that an outlet changed or took out after we had read them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.appearance import Appearance
from claims.models.article import ArticleRevision
from claims.models.candidate import Candidate


class SilentEditQuerySet(models.QuerySet["SilentEdit"]):
    """Ways to pick silent edits."""

    def unseen(self) -> SilentEditQuerySet:
        """Nobody looked at them so far; those of claims first."""
        return self.filter(seen_at__isnull=True).order_by(
            models.F("appearance").asc(nulls_last=True), "-found_at"
        )


class SilentEdit(models.Model):
    """A sentence with a quote in it that no longer stands as it did. One a sentence and revision."""

    class Kind(models.TextChoices):
        CHANGED = "changed", "Changed"
        VANISHED = "vanished", "Vanished"

    before = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="silent_edits")
    start = models.PositiveIntegerField(help_text="First character of the sentence in the text before.")
    kind = models.CharField(max_length=10, choices=Kind)
    sentence_before = models.TextField()
    sentence_after = models.TextField(blank=True)
    appearance = models.ForeignKey(
        Appearance, null=True, blank=True, on_delete=models.PROTECT, related_name="silent_edits"
    )
    candidate = models.ForeignKey(
        Candidate, null=True, blank=True, on_delete=models.SET_NULL, related_name="silent_edits"
    )
    found_at = models.DateTimeField(auto_now_add=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = SilentEditQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after", "start"], name="silent_edit_once"),
            models.CheckConstraint(
                condition=Q(kind="vanished", sentence_after="") | (Q(kind="changed") & ~Q(sentence_after="")),
                name="silent_edit_shows_what_it_became",
            ),
            models.CheckConstraint(
                condition=Q(seen_by__isnull=True, seen_at__isnull=True)
                | Q(seen_by__isnull=False, seen_at__isnull=False),
                name="silent_edit_seen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.sentence_before[:80]}"
