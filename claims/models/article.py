"""Articles and their immutable texts. A revision is also the row that says how far extraction got."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Upper
from django.utils.formats import date_format

from claims.models.days import day
from claims.models.outlet import Outlet

models.TextField.register_lookup(Length)


class ArticleQuerySet(models.QuerySet["Article"]):
    """Ways to pick articles."""

    def shown(self) -> ArticleQuerySet:
        """Those in which readers see a claim. The database keeps `shown` so that this holds."""
        return self.filter(shown=True)


IS_SHOWN = Q(shown=True)


class Article(models.Model):
    """One address, or one file: whatever stays the same while its text changes."""

    key = models.CharField(
        max_length=1000,
        unique=True,
        help_text="The canonical address; for a file without one, 'sha256:' and the hash of its text.",
    )
    url = models.URLField(max_length=1000, blank=True)
    outlet = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    title = models.CharField(max_length=500, blank=True)
    byline = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_in = models.CharField(
        max_length=7,
        blank=True,
        default="",
        db_default="",
        help_text="The month or year, 2024-11 or 2024, where no day is stated.",
    )
    language = models.CharField(max_length=8, blank=True, help_text="As detected: en, de, …")
    origin = models.CharField(max_length=1000, blank=True, help_text="File or address it was read from.")
    first_seen_at = models.DateTimeField(auto_now_add=True)
    shown = models.BooleanField(
        default=False, editable=False, help_text="Do readers see a claim in it? The database knows."
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="article_has_key"),
            models.CheckConstraint(
                condition=Q(published_in="")
                | Q(published_on__isnull=True, published_in__regex=r"^\d{4}(-(0[1-9]|1[0-2]))?$"),
                name="article_day_or_period",
            ),
        ]
        indexes = [
            models.Index(fields=["-published_on", "-id"], name="article_newest"),
            GinIndex(SearchVector("title", config="english"), name="article_title_words"),
            models.Index(fields=["outlet", "-published_on", "-id"], name="article_of_outlet"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="article_title_letters"),
            # Readers' lists.
            models.Index(fields=["id"], name="article_shown", condition=IS_SHOWN),
            models.Index(day("published_on"), "id", name="article_by_day", condition=IS_SHOWN),
            models.Index(
                "outlet", day("published_on"), "id", name="article_of_outlet_by_day", condition=IS_SHOWN
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="what_readers_see",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("shown"),
                when=pgtrigger.Before,
                func="NEW.shown := EXISTS (SELECT 1 FROM claims_appearance a JOIN claims_articlerevision r"
                " ON r.id = a.revision_id WHERE r.article_id = NEW.id AND a.shown); RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="where_claims_appear",
                operation=pgtrigger.UpdateOf("outlet_id"),
                when=pgtrigger.After,
                condition=pgtrigger.Q(old__outlet_id__df=pgtrigger.F("new__outlet_id")),
                func="UPDATE claims_appearance SET shown = shown WHERE revision_id IN"
                " (SELECT id FROM claims_articlerevision WHERE article_id = NEW.id); RETURN NULL;",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    @property
    def published(self) -> str:
        """When, as exactly as it is known: "18 November 2024", "November 2024", "2024", or ""."""
        if self.published_on:
            return date_format(self.published_on, "j F Y")
        year, _, month = self.published_in.partition("-")
        return date_format(date(int(year), int(month), 1), "F Y") if month else year

    @property
    def latest(self) -> ArticleRevision | None:
        """The newest text of this article."""
        return self.revisions.order_by("-number").first()


class RevisionQuerySet(models.QuerySet["ArticleRevision"]):
    """Ways to pick revisions."""

    def waiting(self, now: datetime) -> RevisionQuerySet:
        """Not yet extracted: never begun, or begun by a worker whose lease ran out."""
        return self.filter(
            Q(state=ArticleRevision.State.PENDING)
            | Q(state=ArticleRevision.State.EXTRACTING, lease_until__lt=now)
        )

    def stuck(self, now: datetime, patience: timedelta) -> RevisionQuerySet:
        """Waiting for longer than a message should need."""
        return self.waiting(now).filter(Q(rung_at__isnull=True) | Q(rung_at__lt=now - patience))


class ArticleRevision(models.Model):
    """One immutable text of an article, with its SHA-256. A changed text is a new revision."""

    class State(models.TextChoices):
        PENDING = "pending", "Waiting for extraction"
        EXTRACTING = "extracting", "Being extracted"
        EXTRACTED = "extracted", "Extracted"
        SKIPPED = "skipped", "Stored, not extracted"
        FAILED = "failed", "Set aside after repeated failure"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(default=1)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    fetched_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=State, default=State.PENDING)
    state_note = models.TextField(blank=True, help_text="Why it was skipped or set aside.")
    tries = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True, help_text="When a worker was last called.")
    twin_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="twins",
        help_text="The revision of another article in which this text already stands.",
    )
    bands = ArrayField(models.BigIntegerField(), default=list, blank=True)  # of its MinHash signature
    extracted_at = models.DateTimeField(null=True, blank=True)
    to_compare = models.BooleanField(default=False, help_text="Extracted, not yet held against the others.")
    extractor_version = models.CharField(max_length=60, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["article", "sha256"], name="revision_text_once"),
            models.CheckConstraint(condition=~Q(text=""), name="revision_has_text"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_from_one"),
            models.CheckConstraint(
                condition=~Q(state="extracted") | Q(extracted_at__isnull=False),
                name="revision_extracted_has_time",
            ),
            models.CheckConstraint(
                condition=Q(twin_of__isnull=True) | Q(state="skipped"), name="revision_twin_is_not_extracted"
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "id"],
                name="revision_waiting",
                condition=Q(state__in=["pending", "extracting"]),
            ),
            models.Index(
                fields=["lease_until"], name="revision_leased", condition=Q(lease_until__isnull=False)
            ),
            models.Index(fields=["extracted_at"], name="revision_to_compare", condition=Q(to_compare=True)),
            models.Index(fields=["-id"], name="revision_failed", condition=Q(state="failed")),
            models.Index(fields=["extracted_at"], name="revision_extracted"),
            models.Index(fields=["sha256"], name="revision_by_hash"),
            GinIndex(fields=["bands"], name="revision_by_band", fastupdate=False),
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="text_immutable",
                operation=pgtrigger.UpdateOf("text", "sha256", "article_id", "number"),
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                | pgtrigger.Q(old__sha256__df=pgtrigger.F("new__sha256"))
                | pgtrigger.Q(old__article_id__df=pgtrigger.F("new__article_id"))
                | pgtrigger.Q(old__number__df=pgtrigger.F("new__number")),
                func="RAISE EXCEPTION 'a revision''s text is immutable; store a new revision'"
                " USING ERRCODE = 'check_violation', CONSTRAINT = 'revision_text_immutable';",
            ),
            pgtrigger.Trigger(
                name="text_hashed",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="IF NEW.sha256 <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN"
                " RAISE EXCEPTION 'sha256 does not match the text'"
                " USING ERRCODE = 'check_violation', CONSTRAINT = 'revision_hash_matches'; END IF;"
                " RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} (revision {self.number})"
