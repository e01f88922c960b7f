"""Claims, where they appeared, and the topics they belong to."""

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
from claims.models.article import Article, ArticleRevision
from claims.models.days import day
from claims.models.history import tracked
from claims.models.outlet import Outlet
from claims.models.speaker import Speaker


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


@tracked()
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

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> str:
        """Any of its words, as a web search is written."""
        words = [" ".join(part.replace('"', " ").split()) for part in self.words.split(",")]
        return " or ".join(f'"{word}"' for word in words if word) or f'"{self.name}"'


NEWEST_ARTICLES = 5_000


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Ways to pick claims; every face uses these."""

    def published(self) -> ClaimQuerySet:
        """Claims the public may see: those with a published version of their review."""
        return self.filter(review__versions__state="published", merged_into=None)

    def search(self, text: str) -> ClaimQuerySet:
        """Claims that match in wording, confirmed quote or speaker, typing errors forgiven.

        Annotates `relevance`: a whole number, the larger the better.
        """
        return claim_search.search(self, text)

    def without_vector(self, model: str, version: str) -> ClaimQuerySet:
        """Those whose meaning is not known, or only to another model."""
        return self.filter(Q(vector__isnull=True) | ~Q(vector__model=model, vector__version=version))

    def said_in(self, slug: str) -> ClaimQuerySet:
        """Confirmed by two to appear in the outlet of that slug; of a large one, in its newest articles."""
        outlet = Outlet.objects.filter(slug=slug).values_list("pk", flat=True).first()
        articles = Article.objects.filter(outlet=outlet).order_by("-published_on", "-id").values("pk")
        said = Appearance.objects.seen_by_two().filter(revision__article__in=articles[:NEWEST_ARTICLES])
        return self.filter(pk__in=said.values("claim"))

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


@tracked()
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
        ]
        indexes = [
            GinIndex(fields=["wording"], opclasses=["gin_trgm_ops"], name="claim_wording_trigrams"),
            GinIndex(SearchVector("wording", config="english"), name="claim_words"),
            models.Index(fields=["speaker", "-id"], name="claim_of_speaker"),
            models.Index(fields=["due_on", "id"], name="claim_due_first"),
            # As the API sorts them: rows without a day stand as if on the first of all days.
            models.Index(day("said_on"), "id", name="claim_by_day"),
            models.Index(day("due_on"), "id", name="claim_by_due_day"),
            # As readers sort them: last those without a day.
            models.Index(F("said_on").desc(nulls_last=True), F("id").desc(), name="claim_newest_said"),
            models.Index(
                "speaker", F("said_on").desc(nulls_last=True), F("id").desc(), name="claim_of_speaker_said"
            ),
        ]
        triggers = [
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


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    """Ways to pick appearances."""

    def seen_by_two(self) -> AppearanceQuerySet:
        """What readers of a public claim may see: confirmed by one person, looked at by another."""
        return self.filter(state="confirmed", seconded_by__isnull=False)

    def awaiting_second_look(self) -> AppearanceQuerySet:
        """Confirmed by one person alone."""
        return self.filter(state="confirmed", seconded_by__isnull=True)


# What an appearance tells readers: a change of it is a new confirmation. The same words in another text
# of the same article are the same appearance. A speaker who was merged is the same speaker; where one person
# alone says so, the second look is void.
APPEARANCE_CHANGED = """(
    (NEW.claim_id, NEW.quote, NEW.said_on) IS DISTINCT FROM (OLD.claim_id, OLD.quote, OLD.said_on)
    OR (NEW.speaker_id <> OLD.speaker_id AND NOT EXISTS (
        SELECT 1 FROM claims_speakermerge WHERE former_id = OLD.speaker_id AND into_id = NEW.speaker_id
            AND confirmed_by_id IS NOT NULL))
    OR (NEW.revision_id <> OLD.revision_id AND
        (SELECT article_id FROM claims_articlerevision WHERE id = NEW.revision_id)
        <> (SELECT article_id FROM claims_articlerevision WHERE id = OLD.revision_id))
)"""
SPEAKERS_MERGED_ALONE = """(NEW.speaker_id <> OLD.speaker_id AND NOT EXISTS (
    SELECT 1 FROM claims_speakermerge WHERE former_id = OLD.speaker_id AND into_id = NEW.speaker_id
        AND confirmed_by_id <> asked_by_id))"""
# The program lets what an editor confirmed appear in copies of the same text, in the editor's name.
APPEARANCE_IS_COPY = """EXISTS (
    SELECT 1 FROM claims_appearance told
    JOIN claims_articlerevision stood ON stood.id = told.revision_id
    JOIN claims_articlerevision twin ON twin.article_id = stood.article_id
    JOIN claims_articlerevision copy ON copy.twin_of_id = twin.id
    WHERE copy.id = NEW.revision_id AND told.claim_id = NEW.claim_id AND told.quote = NEW.quote
        AND told.state = 'confirmed' AND told.confirmed_by_id = NEW.confirmed_by_id
)"""


@tracked()
class Appearance(models.Model):
    """One utterance of a claim: where it stands in which text, said when and by whom.

    Readers see it once two people have: who confirmed it, and a second one.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", "Suggested"
        CONFIRMED = "confirmed", "Confirmed"
        REJECTED = "rejected", "Rejected"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="appearances")
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="appearances")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="appearances")
    said_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seconded_at = models.DateTimeField(
        null=True, blank=True, help_text="When a second person looked at it. Readers see it from then on."
    )

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        ordering = ["said_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="appearance_span_not_empty"),
            models.UniqueConstraint(fields=["claim", "revision", "start", "end"], name="appearance_once"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="appearance_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(seconded_by__isnull=True, seconded_at__isnull=True)
                | Q(seconded_by__isnull=False, seconded_at__isnull=False, state="confirmed"),
                name="appearance_second_look_whole",
            ),
            models.CheckConstraint(
                condition=Q(seconded_by__isnull=True) | ~Q(seconded_by=F("confirmed_by")),
                name="appearance_seen_by_two",
            ),
        ]
        indexes = [
            GinIndex(
                SearchVector("quote", config="english"),
                name="appearance_confirmed_words",
                condition=Q(state="confirmed"),
            ),
            models.Index(day("said_on"), "id", name="appearance_by_day"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="span_inside_text",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("revision_id", "start", "end", "quote"),
                when=pgtrigger.Before,
                declare=[("body", "text")],
                func="SELECT text INTO body FROM claims_articlerevision WHERE id = NEW.revision_id;"
                ' IF NEW."end" > char_length(body)'
                ' OR substr(body, NEW.start + 1, NEW."end" - NEW.start) <> NEW.quote THEN'
                " RAISE EXCEPTION 'the span does not lie inside its revision''s text, or is not the quote'"
                " USING ERRCODE = 'check_violation', CONSTRAINT = 'appearance_span_inside_text'; END IF;"
                " RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="two_people_look",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("actor", "int"), ("anew", "boolean"), ("named", "boolean")],
                func=f"""
                    actor := NULLIF(current_setting('claims.actor', true), '')::int;
                    IF TG_OP = 'INSERT' THEN
                        anew := NEW.state = 'confirmed' AND NOT {APPEARANCE_IS_COPY};
                        named := NEW.seconded_by_id IS NOT NULL;
                    ELSE
                        anew := NEW.state = 'confirmed' AND (OLD.state <> 'confirmed'
                            OR NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id
                            OR {APPEARANCE_CHANGED});
                        IF OLD.seconded_by_id IS NOT DISTINCT FROM NEW.seconded_by_id
                                AND (anew OR NEW.state <> 'confirmed' OR {SPEAKERS_MERGED_ALONE}) THEN
                            NEW.seconded_by_id := NULL;
                            NEW.seconded_at := NULL;
                        END IF;
                        named := NEW.seconded_by_id IS DISTINCT FROM OLD.seconded_by_id
                            AND NEW.seconded_by_id IS NOT NULL;
                    END IF;
                    IF anew AND NEW.confirmed_by_id IS DISTINCT FROM actor THEN
                        RAISE EXCEPTION 'an appearance is confirmed in one''s own name'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'appearance_confirmed_by_actor';
                    END IF;
                    IF named AND (anew OR NEW.seconded_by_id IS DISTINCT FROM actor) THEN
                        RAISE EXCEPTION 'a second look is taken in one''s own name, at what is confirmed already'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'appearance_seconded_by_actor';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.revision_id} at {self.start}"

    @property
    def waits_for_second_look(self) -> bool:
        """Confirmed by one person alone: readers do not see it."""
        return self.state == self.State.CONFIRMED and self.seconded_by_id is None
