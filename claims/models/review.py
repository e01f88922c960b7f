"""Reviews and their versions. Four eyes are kept by the database, on every path.

Every write of a version says who writes: verbs set `claims.actor` for the transaction
(`models.actor.act_as`). The triggers below add that person to the authors on every change of
content, refuse an approval in anybody else's name, and freeze what was approved.
"""

from __future__ import annotations

from hashlib import sha256

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims.models.claim import Claim
from claims.models.history import tracked
from claims.models.rating import Methodology, Rating

OPEN_STATES = ("draft", "submitted", "returned", "approved")
APPROVED_STATES = ("approved", "published", "corrected", "withdrawn")
PUBLIC_STATES = ("published", "corrected", "withdrawn")


class ReviewQuerySet(models.QuerySet["Review"]):
    """Ways to pick reviews."""

    def published(self) -> ReviewQuerySet:
        """Reviews with a version the public may read now."""
        return self.filter(claim__public_since__isnull=False)


@tracked()
class Review(models.Model):
    """Our assessment of a claim. What it says stands in its versions."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="review")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        triggers = [
            pgtrigger.Trigger(
                name="what_readers_see",
                operation=pgtrigger.UpdateOf("claim_id"),
                when=pgtrigger.After,
                func="UPDATE claims_claim SET public_since = public_since"
                " WHERE id IN (OLD.claim_id, NEW.claim_id); RETURN NULL;",
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.claim}"

    @property
    def current(self) -> ReviewVersion | None:
        """The newest version that was not discarded, whatever its state otherwise."""
        return self.versions.exclude(state=ReviewVersion.State.DISCARDED).order_by("-number").first()

    @property
    def public(self) -> ReviewVersion | None:
        """The version the public reads."""
        return self.versions.filter(state=ReviewVersion.State.PUBLISHED).first()


class VersionQuerySet(models.QuerySet["ReviewVersion"]):
    """Ways to pick versions."""

    def published(self) -> VersionQuerySet:
        """What the public reads now."""
        return self.filter(state="published", review__claim__merged_into=None)

    def open(self) -> VersionQuerySet:
        """Still being worked on."""
        return self.filter(state__in=OPEN_STATES)


CONTENT = ("rating_id", "headline", "summary", "body", "methodology_id", "change_note", "claim_wording")
CONTENT_CHANGED = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in CONTENT)

ACTOR = "NULLIF(current_setting('claims.actor', true), '')::int"
REFUSE = "USING ERRCODE = 'check_violation', CONSTRAINT = "


@tracked()
class ReviewVersion(models.Model):
    """One version of a review. Never overwritten once it was approved."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        RETURNED = "returned", "Returned"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        CORRECTED = "corrected", "Corrected"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DISCARDED = "discarded", "Discarded"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    rating = models.ForeignKey(
        Rating, null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )
    headline = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True, help_text="Two or three sentences: what is true, and how we know.")
    body = models.TextField(blank=True, help_text="The full review.")
    methodology = models.ForeignKey(
        Methodology, null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )
    change_note = models.TextField(
        blank=True, help_text="For a correction: what was wrong and what changed. Shown in public."
    )
    claim_wording = models.CharField(
        max_length=500,
        blank=True,
        help_text="For a correction: the claim's new wording, in force from publication on. Empty: as it is.",
    )
    authors = ArrayField(models.IntegerField(), default=list, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When corrected or withdrawn.")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["review_id", "-number"]
        permissions = [
            ("submit_review", "Can submit a review"),
            ("return_review", "Can return a review with a comment"),
            ("approve_review", "Can approve a review"),
            ("publish_review", "Can publish and correct a review"),
            ("withdraw_review", "Can withdraw a published review"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_version_number_once"),
            models.UniqueConstraint(
                fields=["review"], condition=Q(state="published"), name="review_one_published_version"
            ),
            models.UniqueConstraint(
                fields=["review"], condition=Q(state__in=OPEN_STATES), name="review_one_open_version"
            ),
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(authors__contains=[F("approver")]),
                name="review_approver_is_no_author",
            ),
            models.CheckConstraint(
                condition=Q(state__in=APPROVED_STATES, approver__isnull=False, approved_at__isnull=False)
                | Q(
                    state__in=("draft", "submitted", "returned", "discarded"),
                    approver__isnull=True,
                    approved_at__isnull=True,
                ),
                name="review_approved_has_approver",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC_STATES)
                | (
                    Q(rating__isnull=False, approver__isnull=False, published_at__isnull=False)
                    & Q(methodology__isnull=False, published_by__isnull=False)
                    & ~Q(summary="")
                ),
                name="review_published_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""), name="review_withdrawn_has_reason"
            ),
            models.CheckConstraint(condition=Q(authors__len__gte=1), name="review_version_has_author"),
        ]
        indexes = [
            models.Index(
                fields=["-closed_at", "-id"],
                name="review_newest_closed",
                condition=Q(state__in=("corrected", "withdrawn")),
            ),
            models.Index(
                fields=["id"], name="review_closed", condition=Q(state__in=("corrected", "withdrawn"))
            ),
            models.Index(
                fields=["-published_at", "-id"],
                name="review_newest_public",
                condition=Q(state__in=PUBLIC_STATES),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="what_readers_see",
                operation=pgtrigger.UpdateOf("state", "published_at", "rating_id"),
                when=pgtrigger.After,
                condition=pgtrigger.Condition("('published' IN (OLD.state, NEW.state))"),
                func="UPDATE claims_claim SET public_since = public_since"
                " WHERE id = (SELECT claim_id FROM claims_review WHERE id = NEW.review_id); RETURN NULL;",
            ),
            pgtrigger.Trigger(
                name="a_author_recorded",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("actor", "int")],
                func=f"""
                    actor := {ACTOR};
                    IF TG_OP = 'INSERT' THEN
                        IF NEW.state <> 'draft' THEN
                            RAISE EXCEPTION 'a version begins as a draft' {REFUSE} 'review_begins_as_draft';
                        END IF;
                    ELSIF NOT (OLD.authors <@ NEW.authors) OR OLD.review_id <> NEW.review_id
                            OR OLD.number <> NEW.number THEN
                        RAISE EXCEPTION 'nobody is taken off the authors of a version'
                            {REFUSE} 'review_authors_only_grow';
                    END IF;
                    IF TG_OP = 'INSERT' OR {CONTENT_CHANGED} THEN
                        IF actor IS NULL THEN
                            RAISE EXCEPTION 'a review is changed by a named person: use the editorial verbs'
                                {REFUSE} 'review_change_has_actor';
                        END IF;
                        IF NOT (NEW.authors @> ARRAY[actor]) THEN
                            NEW.authors := array_append(NEW.authors, actor);
                        END IF;
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="b_content_frozen",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=f"""
                    IF ({CONTENT_CHANGED}) AND NEW.state NOT IN ('draft', 'returned') THEN
                        RAISE EXCEPTION 'the content of a % version is frozen: take it back to draft first',
                            OLD.state
                            {REFUSE} 'review_content_frozen';
                    END IF;
                    IF OLD.approver_id IS NOT NULL AND NEW.approver_id IS DISTINCT FROM OLD.approver_id
                            AND NEW.state <> 'draft' THEN
                        RAISE EXCEPTION 'an approval stays in the name of who gave it'
                            {REFUSE} 'review_approver_stays';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="c_transition",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state")),
                declare=[("actor", "int")],
                func=f"""
                    actor := {ACTOR};
                    IF NOT ((OLD.state, NEW.state) IN (
                        ('draft', 'submitted'), ('submitted', 'draft'), ('submitted', 'returned'),
                        ('submitted', 'approved'), ('returned', 'draft'), ('returned', 'submitted'),
                        ('approved', 'draft'), ('approved', 'returned'), ('approved', 'published'),
                        ('published', 'corrected'), ('published', 'withdrawn'),
                        ('draft', 'discarded'), ('returned', 'discarded')
                    )) THEN
                        RAISE EXCEPTION 'a review cannot go from % to %', OLD.state, NEW.state
                            {REFUSE} 'review_transition';
                    END IF;
                    IF actor IS NULL THEN
                        RAISE EXCEPTION 'a review is moved by a named person: use the editorial verbs'
                            {REFUSE} 'review_change_has_actor';
                    END IF;
                    IF NEW.state = 'approved' AND NEW.approver_id IS DISTINCT FROM actor THEN
                        RAISE EXCEPTION 'nobody approves in another person''s name'
                            {REFUSE} 'review_approver_is_actor';
                    END IF;
                    IF NEW.state = 'published' AND NOT EXISTS (
                        SELECT 1 FROM claims_evidence WHERE version_id = NEW.id
                    ) THEN
                        RAISE EXCEPTION 'nothing is published without evidence'
                            {REFUSE} 'review_has_evidence';
                    END IF;
                    IF NEW.state = 'published' AND NOT EXISTS (
                        SELECT 1 FROM claims_review r JOIN claims_claim c ON c.id = r.claim_id
                        WHERE r.id = NEW.review_id AND c.speaker_confirmed_by_id IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'the speaker of the claim is not confirmed'
                            {REFUSE} 'review_speaker_confirmed';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review} (version {self.number}, {self.state})"

    @property
    def content_mark(self) -> str:
        """A short hash of the content: two forms made from the same content carry the same mark."""
        content = "\x1f".join(str(getattr(self, name) or "") for name in CONTENT)
        return sha256(content.encode()).hexdigest()[:16]

    @property
    def submission_mark(self) -> str:
        """What somebody who approves has read: this content, as submitted at this moment."""
        return f"{self.content_mark}-{self.submitted_at.isoformat() if self.submitted_at else ''}"

    @property
    def is_editable(self) -> bool:
        """May its content be changed as it stands?"""
        return self.state in {self.State.DRAFT, self.State.RETURNED}


@tracked()
class Comment(models.Model):
    """What editors tell each other about a review. Never public."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="comments")
    version_number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_has_text")]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"
