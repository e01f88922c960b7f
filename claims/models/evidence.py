"""What a review rests on. Evidence belongs to one version, so that a version is a whole."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from claims.models.history import tracked
from claims.models.review import ACTOR, REFUSE, ReviewVersion


class Stance(models.TextChoices):
    """What the evidence does to the claim."""

    SUPPORTS = "supports", "Supports the claim"
    REFUTES = "refutes", "Refutes the claim"
    CONTEXT = "context", "Gives context"


@tracked()
class Evidence(models.Model):
    """A dated document that supports, refutes or puts into context, with our own copy of its text."""

    version = models.ForeignKey(ReviewVersion, on_delete=models.PROTECT, related_name="evidence")
    url = models.URLField(max_length=1000, blank=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    dated_on = models.DateField(null=True, blank=True, help_text="The date of the document itself.")
    excerpt = models.TextField(blank=True)
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.CONTEXT)
    note = models.TextField(blank=True)
    archive_url = models.URLField(max_length=1000, blank=True)
    archived_text = models.TextField(blank=True)
    archived_sha256 = models.CharField(max_length=64, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["dated_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_title"),
            models.CheckConstraint(
                condition=Q(archived_text="", archived_sha256="")
                | (~Q(archived_text="") & Q(archived_sha256__regex=r"^[0-9a-f]{64}$")),
                name="evidence_archived_text_is_hashed",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="version_open",
                operation=pgtrigger.Insert
                | pgtrigger.Delete
                | pgtrigger.UpdateOf(
                    "version_id", "url", "title", "publisher", "dated_on", "excerpt", "stance", "note"
                ),
                when=pgtrigger.Before,
                declare=[("actor", "int"), ("held", "claims_reviewversion%ROWTYPE"), ("wanted", "bigint")],
                func=f"""
                    actor := {ACTOR};
                    wanted := CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
                    IF TG_OP = 'UPDATE' AND OLD.version_id <> NEW.version_id THEN
                        RAISE EXCEPTION 'evidence stays with its version' {REFUSE} 'evidence_stays';
                    END IF;
                    SELECT * INTO held FROM claims_reviewversion WHERE id = wanted FOR UPDATE;
                    IF held.state NOT IN ('draft', 'returned') THEN
                        RAISE EXCEPTION 'the evidence of a % version is frozen', held.state
                            {REFUSE} 'evidence_frozen';
                    END IF;
                    IF actor IS NULL THEN
                        RAISE EXCEPTION 'evidence is changed by a named person: use the editorial verbs'
                            {REFUSE} 'review_change_has_actor';
                    END IF;
                    IF NOT (held.authors @> ARRAY[actor]) THEN
                        UPDATE claims_reviewversion SET authors = array_append(authors, actor)
                        WHERE id = wanted;
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title
