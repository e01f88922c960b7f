"""What a review rests on. Evidence belongs to one version, so that a version is a whole."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q

from claims.models.history import tracked
from claims.models.review import ACTOR, REFUSE, ReviewVersion

# How the fetching stands; the audit trail keeps what people decide and what readers see.
FETCHED = [
    "file_text",
    "file_state",
    "file_note",
    "copy_state",
    "fetch_note",
    "tries",
    "due_at",
    "lease_until",
    "checked_at",
]


FILE_TYPES = [
    ("application/pdf", "PDF"),
    ("image/png", "PNG picture"),
    ("image/jpeg", "JPEG picture"),
    ("image/webp", "WebP picture"),
    ("image/gif", "GIF picture"),
]


class Stance(models.TextChoices):
    """What the evidence does to the claim."""

    SUPPORTS = "supports", "Supports the claim"
    REFUTES = "refutes", "Refutes the claim"
    CONTEXT = "context", "Gives context"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Ways to pick evidence."""

    def without_texts(self) -> EvidenceQuerySet:
        """Without the long texts that we keep of a document, until somebody asks for them."""
        return self.defer("archived_text", "file_text")

    def due(self, now: datetime) -> EvidenceQuerySet:
        """To be fetched or looked at again now, in nobody's hands. Superseded versions are left alone."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
        found = self.filter(free, due_at__lte=now).exclude(version__state="corrected")
        return found.without_texts()

    def awaiting_copy(self) -> EvidenceQuerySet:
        """Not fetched yet, or a file not read yet."""
        waiting = Q(copy_state=Evidence.CopyState.WAITING) | Q(file_state=Evidence.FileState.WAITING)
        return self.filter(waiting)


@tracked(exclude=FETCHED)
class Evidence(models.Model):
    """A dated document that supports, refutes or puts into context, with our own copy of its text."""

    class CopyState(models.TextChoices):
        NONE = "none", "None asked for"
        WAITING = "waiting", "Waiting to be fetched"
        STORED = "stored", "Stored"
        FAILED = "failed", "Could not be fetched"

    class FileState(models.TextChoices):
        NONE = "none", "No text to read"
        WAITING = "waiting", "Waiting to be read"
        READ = "read", "Read"
        FAILED = "failed", "Could not be read"

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
    gone_at = models.DateTimeField(null=True, blank=True, help_text="When its page was first found gone.")
    copy_state = models.CharField(max_length=10, choices=CopyState, default=CopyState.NONE)
    fetch_note = models.TextField(blank=True, help_text="What went wrong on the last visit.")
    tries = models.PositiveSmallIntegerField(default=0, help_text="Visits in a row that failed.")
    due_at = models.DateTimeField(null=True, blank=True, help_text="Next visit; empty when there is none.")
    lease_until = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When its page was last looked for.")

    file_name = models.CharField(max_length=120, blank=True)
    file_type = models.CharField(max_length=20, blank=True, choices=FILE_TYPES)
    file_size = models.PositiveIntegerField(default=0, help_text="Bytes.")
    file_sha256 = models.CharField(max_length=64, blank=True, help_text="It is stored under this name.")
    file_text = models.TextField(blank=True)
    file_state = models.CharField(max_length=10, choices=FileState, default=FileState.NONE)
    file_note = models.TextField(blank=True, help_text="Why it could not be read, or which part was.")

    objects = EvidenceQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=~Q(copy_state="stored") | (~Q(archived_text="") & Q(archived_at__isnull=False)),
                name="evidence_stored_copy_has_text",
            ),
            models.CheckConstraint(
                condition=~Q(copy_state="failed") | ~Q(fetch_note=""), name="evidence_failed_copy_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(copy_state="waiting") | (Q(due_at__isnull=False) & ~Q(url="")),
                name="evidence_waiting_copy_is_due",
            ),
            models.CheckConstraint(
                condition=Q(file_name="", file_type="", file_size=0, file_sha256="", file_state="none")
                | (
                    ~Q(file_name="")
                    & Q(file_type__in=dict(FILE_TYPES))
                    & Q(file_size__gt=0, file_sha256__regex=r"^[0-9a-f]{64}$")
                ),
                name="evidence_file_whole",
            ),
            models.CheckConstraint(
                condition=(~Q(file_state="waiting") | Q(due_at__isnull=False))
                & (~Q(file_state="failed") | ~Q(file_note=""))
                & ((Q(file_state="read") & ~Q(file_text="")) | (~Q(file_state="read") & Q(file_text=""))),
                name="evidence_file_text_as_state",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="evidence_due", condition=Q(due_at__isnull=False))]
        triggers = [
            pgtrigger.Trigger(
                name="version_open",
                operation=pgtrigger.Insert
                | pgtrigger.Delete
                | pgtrigger.UpdateOf(
                    "version_id",
                    "url",
                    "title",
                    "publisher",
                    "dated_on",
                    "excerpt",
                    "stance",
                    "note",
                    "archive_url",
                    "file_name",
                    "file_type",
                    "file_size",
                    "file_sha256",
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
            # The program stores a copy under a frozen version too: nobody becomes an author by that.
            pgtrigger.Trigger(
                name="copy_stays",
                operation=pgtrigger.UpdateOf("archived_text", "archived_sha256", "archived_at", "file_text"),
                when=pgtrigger.Before,
                func=f"""
                    IF OLD.archived_text <> '' AND NEW.url = OLD.url
                            AND (NEW.archived_text, NEW.archived_sha256, NEW.archived_at)
                            IS DISTINCT FROM (OLD.archived_text, OLD.archived_sha256, OLD.archived_at) THEN
                        RAISE EXCEPTION 'a stored copy stays as it was fetched' {REFUSE} 'evidence_copy_stays';
                    END IF;
                    IF NEW.archived_text <> '' AND NEW.archived_sha256
                            <> encode(sha256(convert_to(NEW.archived_text, 'UTF8')), 'hex') THEN
                        RAISE EXCEPTION 'not the hash of the stored copy' {REFUSE} 'evidence_copy_hash';
                    END IF;
                    IF OLD.file_text <> '' AND NEW.file_sha256 = OLD.file_sha256
                            AND NEW.file_text <> OLD.file_text THEN
                        RAISE EXCEPTION 'the text of a file stays as it was read' {REFUSE} 'evidence_copy_stays';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title
