"""Claims, the topics they belong to, and whether readers see them."""

from __future__ import annotations

from datetime import date, timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from claims.models import claim_search
from claims.models.addresses import number_of
from claims.models.days import UNDATED_PROMISE, day
from claims.models.history import tracked
from claims.models.rating import Rating
from claims.models.speaker import Speaker
from claims.models.vocabulary import learns


class StatementKind(models.TextChoices):
    """What sort of statement it is. The same values as extraction's."""

    STATISTIC = "statistic", "Statistic"
    PROMISE = "promise", "Promise"
    PREDICTION = "prediction", "Prediction"
    FACT = "fact", "Statement of fact"
    QUOTATION = "quotation", "Quotation of another"
    OPINION = "opinion", "Opinion or none"


class DuePrecision(models.TextChoices):
    """How exactly a deadline is known."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"
    OPEN = "open", "No date can be named"


@tracked(exclude=["shown"])
class Topic(models.Model):
    """A subject: war in Ukraine, Taiwan, economy."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120, unique=True)
    description = models.TextField(blank=True)
    words = models.CharField(
        max_length=1000,
        blank=True,
        help_text="By which the triage desk finds candidates on it: words and phrases, with commas between: "
        "Ukraine, Kyiv, peace talks. Empty: its name.",
    )
    shown = models.BooleanField(
        default=False, editable=False, help_text="Is a public claim on it? The database knows."
    )

    class Meta:
        ordering = ["name"]
        triggers = [
            pgtrigger.Trigger(
                name="what_readers_see",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("shown"),
                when=pgtrigger.Before,
                func="NEW.shown := EXISTS (SELECT 1 FROM claims_claim_topics t JOIN claims_claim c"
                " ON c.id = t.claim_id WHERE t.topic_id = NEW.id AND c.public_since IS NOT NULL); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> str:
        """Any of its words, as a web search is written."""
        words = [" ".join(part.replace('"', " ").split()) for part in self.words.split(",")]
        return " or ".join(f'"{word}"' for word in words if word) or f'"{self.name}"'


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Ways to pick claims; every face uses these."""

    def published(self) -> ClaimQuerySet:
        """Claims the public may see: those with a published version of their review, not merged away.

        The database keeps `public_since` so that this holds (trigger `what_is_public`).
        """
        return self.filter(public_since__isnull=False)

    def of_speaker(self, slug: str) -> ClaimQuerySet:
        """Those of the speaker at that address."""
        return self.filter(speaker=number_of(Speaker, slug))

    def on_topic(self, slug: str) -> ClaimQuerySet:
        """Those on the topic at that address."""
        return self.filter(topics=number_of(Topic, slug))

    def search(self, text: str) -> ClaimQuerySet:
        """Claims that match in wording, confirmed quote or speaker, typing errors forgiven.

        Annotates `relevance`: a whole number, the larger the better.
        """
        return claim_search.search(self, text)

    def without_vector(self, model: str, version: str) -> ClaimQuerySet:
        """Those whose meaning is not known, or only to another model."""
        return self.filter(Q(vector__isnull=True) | ~Q(vector__model=model, vector__version=version))

    def promises(self) -> ClaimQuerySet:
        """Promises only."""
        return self.filter(kind=StatementKind.PROMISE)

    def overdue(self, today: date | None = None) -> ClaimQuerySet:
        """Promises whose deadline has passed."""
        return self.promises().filter(due_on__lt=today or timezone.localdate())

    def due_within(self, days: int, today: date | None = None) -> ClaimQuerySet:
        """Promises due from today to that many days ahead."""
        first = today or timezone.localdate()
        return self.promises().filter(due_on__range=(first, first + timedelta(days=days)))


# What readers see of a claim's review. Asked by every list of theirs, so it stands in the claim, and lists are
# read by its indexes. Whoever writes these columns writes what the versions say, and nothing else.
IS_PUBLIC = Q(public_since__isnull=False)
IS_PROMISE = Q(kind=StatementKind.PROMISE)
SAID = (F("said_on").desc(nulls_last=True), F("id").desc())
PUBLIC = ("public_since", "public_rating")


@tracked(exclude=PUBLIC)
class Claim(models.Model):
    """The editor-owned canonical statement of one speaker: Trump: end war in 24 hours."""

    slug = models.SlugField(unique=True, max_length=120)
    wording = models.CharField(max_length=500, help_text="Without the speaker: “end war in 24 hours”.")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=12, choices=StatementKind, default=StatementKind.FACT)
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    said_on = models.DateField(null=True, blank=True, help_text="When it was first said, as far as known.")
    due_on = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=8, blank=True, choices=DuePrecision)
    due_basis = models.CharField(
        max_length=300, blank=True, help_text="The words and the day counted from: “in 24 hours” from …"
    )
    due_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="Until then a date read from the text is a proposal."
    )
    speaker_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    speaker_confirmed_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    public_since = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When the version that readers see was published; empty while they see none.",
    )
    public_rating = models.ForeignKey(
        Rating, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(wording=""), name="claim_has_wording"),
            models.CheckConstraint(condition=Q(kind__in=StatementKind.values), name="claim_kind_known"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | (~Q(due_precision="") & ~Q(due_basis="")),
                name="claim_due_date_has_precision_and_basis",
            ),
            models.CheckConstraint(
                condition=(Q(due_on__isnull=True) & Q(due_precision="") & Q(due_basis=""))
                | Q(kind=StatementKind.PROMISE),
                name="claim_only_promises_fall_due",
            ),
            models.CheckConstraint(
                condition=Q(speaker_confirmed_by__isnull=True, speaker_confirmed_at__isnull=True)
                | Q(speaker_confirmed_by__isnull=False, speaker_confirmed_at__isnull=False),
                name="claim_speaker_confirmation_whole",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="claim_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(due_confirmed_by__isnull=True, due_confirmed_at__isnull=True)
                | Q(due_confirmed_by__isnull=False, due_confirmed_at__isnull=False, due_on__isnull=False),
                name="claim_due_confirmation_whole",
            ),
            models.CheckConstraint(
                condition=Q(public_since__isnull=True, public_rating__isnull=True)
                | Q(public_since__isnull=False, public_rating__isnull=False, merged_into__isnull=True),
                name="claim_public_whole",
            ),
        ]
        indexes = [
            GinIndex(SearchVector("wording", config="english"), name="claim_words"),
            models.Index(fields=["speaker", "-id"], name="claim_of_speaker"),
            models.Index(fields=["due_on", "id"], name="claim_due_first"),
            GinIndex(
                SearchVector("wording", config="english"), name="claim_public_words", condition=IS_PUBLIC
            ),
            # Readers' lists. As the API sorts days: rows without one stand as if on the first of all days; as pages
            # sort them: last.
            models.Index(fields=["-public_since", "-id"], name="claim_newest_public", condition=IS_PUBLIC),
            models.Index(
                fields=["speaker", "-public_since", "-id"],
                name="claim_public_of_speaker",
                condition=IS_PUBLIC,
            ),
            models.Index(
                fields=["kind", "-public_since", "-id"], name="claim_public_of_kind", condition=IS_PUBLIC
            ),
            models.Index(
                fields=["public_rating", "-public_since", "-id"],
                name="claim_public_of_rating",
                condition=IS_PUBLIC,
            ),
            models.Index(day("said_on"), "id", name="claim_by_day", condition=IS_PUBLIC),
            models.Index(day("due_on"), "id", name="claim_by_due_day", condition=IS_PUBLIC),
            models.Index(*SAID, name="claim_newest_said", condition=IS_PUBLIC),
            models.Index("speaker", *SAID, name="claim_of_speaker_said", condition=IS_PUBLIC),
            models.Index(fields=["due_on", "id"], name="promise_due_first", condition=IS_PUBLIC & IS_PROMISE),
            models.Index(
                day("due_on", UNDATED_PROMISE),
                "id",
                name="promise_by_due_day",
                condition=IS_PUBLIC & IS_PROMISE,
            ),
        ]
        triggers = [
            learns("wording"),
            pgtrigger.Trigger(
                name="what_is_public",
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("public_since", "public_rating_id", "merged_into_id"),
                when=pgtrigger.Before,
                declare=[("seen", "record")],
                func="""
                    SELECT v.published_at, v.rating_id INTO seen FROM claims_reviewversion v
                        JOIN claims_review r ON r.id = v.review_id
                        WHERE r.claim_id = NEW.id AND v.state = 'published' AND NEW.merged_into_id IS NULL;
                    NEW.public_since := seen.published_at;
                    NEW.public_rating_id := seen.rating_id;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="where_it_appears",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Condition("((OLD.public_since IS NULL) <> (NEW.public_since IS NULL))"),
                func="UPDATE claims_appearance SET shown = shown WHERE claim_id = NEW.id;"
                " UPDATE claims_topic SET shown = shown WHERE id IN"
                " (SELECT topic_id FROM claims_claim_topics WHERE claim_id = NEW.id); RETURN NULL;",
            ),
            pgtrigger.Trigger(
                name="forget_vector",
                operation=pgtrigger.UpdateOf("wording"),
                when=pgtrigger.After,
                condition=pgtrigger.Q(old__wording__df=pgtrigger.F("new__wording")),
                func="DELETE FROM claims_claimvector WHERE claim_id = NEW.id; RETURN NULL;",
            ),
            # What a review says it says of this wording and speaker, so they are part of what is approved.
            pgtrigger.Trigger(
                name="said_as_reviewed",
                operation=pgtrigger.UpdateOf("wording", "speaker_id"),
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__wording__df=pgtrigger.F("new__wording"))
                | pgtrigger.Q(old__speaker_id__df=pgtrigger.F("new__speaker_id")),
                declare=[("actor", "int"), ("version", "record")],
                func="""
                    IF OLD.wording = NEW.wording AND EXISTS (SELECT 1 FROM claims_speakermerge
                        WHERE former_id = OLD.speaker_id AND into_id = NEW.speaker_id
                        AND confirmed_by_id <> asked_by_id) THEN
                        RETURN NEW;  -- two people say that the two speakers are one
                    END IF;
                    actor := NULLIF(current_setting('claims.actor', true), '')::int;
                    FOR version IN SELECT v.id, v.state, v.claim_wording FROM claims_reviewversion v
                        JOIN claims_review r ON r.id = v.review_id
                        WHERE r.claim_id = NEW.id AND v.state NOT IN ('corrected', 'withdrawn') FOR UPDATE OF v
                    LOOP
                        IF version.state IN ('submitted', 'approved', 'published') AND NOT (
                            version.state = 'published' AND OLD.speaker_id = NEW.speaker_id
                            AND version.claim_wording = NEW.wording
                        ) THEN
                            RAISE EXCEPTION 'the wording and speaker of a claim under a % review are frozen',
                                version.state
                                USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_said_as_reviewed';
                        END IF;
                        IF actor IS NULL THEN
                            RAISE EXCEPTION 'a claim under review is changed by a named person'
                                USING ERRCODE = 'check_violation', CONSTRAINT = 'review_change_has_actor';
                        END IF;
                        IF version.state IN ('draft', 'returned') THEN
                            UPDATE claims_reviewversion SET authors = array_append(authors, actor)
                            WHERE id = version.id AND NOT (authors @> ARRAY[actor]);
                        END IF;
                    END LOOP;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def review_versions_exist(self) -> bool:
        """Has anybody begun a review?"""
        return ClaimQuerySet(type(self)).filter(pk=self.pk, review__versions__isnull=False).exists()

    @property
    def headline(self) -> str:
        """As people say it: "Trump: end war in 24 hours"."""
        return f"{self.speaker.headline_name}: {self.wording}"


@tracked(obj_field=None)
class ClaimTopic(Claim.topics.through):  # type: ignore[name-defined, misc]
    """Which topics a claim has, tracked as well."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="what_readers_see",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                func="UPDATE claims_topic SET shown = shown WHERE id IN (OLD.topic_id, NEW.topic_id); RETURN NULL;",
            ),
        ]
