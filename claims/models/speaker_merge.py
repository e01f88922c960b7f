"""Speakers that turned out to be one: who said so, who agreed, and where the old address leads."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.history import tracked
from claims.models.speaker import Speaker


class SpeakerMergeQuerySet(models.QuerySet["SpeakerMerge"]):
    """Ways to pick merges."""

    def waiting(self) -> SpeakerMergeQuerySet:
        """Asked for, and not yet confirmed by a second person."""
        return self.filter(confirmed_at=None).select_related("into", "asked_by")

    def done(self) -> SpeakerMergeQuerySet:
        """The speaker that went is part of the other; its address leads there."""
        return self.exclude(confirmed_at=None)


@tracked()
class SpeakerMerge(models.Model):
    """One speaker becomes part of another. The row of the one that went is gone, so its number, address and
    name stand here; `into` is the one that stays."""

    former_id = models.BigIntegerField(unique=True, help_text="Number of the speaker that goes.")
    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=200)
    into = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="merged_from")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SpeakerMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(former_id=models.F("into")), name="merge_of_two_speakers"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="merge_confirmation_whole",
            ),
        ]
        triggers = [
            # The claim's trigger lets a merge of two people change who said what readers see.
            pgtrigger.Trigger(
                name="in_ones_own_name",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("actor", "int")],
                func="""
                    actor := NULLIF(current_setting('claims.actor', true), '')::int;
                    IF TG_OP = 'INSERT' AND NEW.asked_by_id IS DISTINCT FROM actor
                        OR TG_OP = 'UPDATE' AND NEW.asked_by_id <> OLD.asked_by_id
                        OR NEW.confirmed_by_id IS NOT NULL AND NEW.confirmed_by_id IS DISTINCT FROM actor
                            AND (TG_OP = 'INSERT' OR NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id)
                    THEN
                        RAISE EXCEPTION 'a merge is asked for and confirmed in one''s own name'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'merge_in_ones_own_name';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} into {self.into}"
