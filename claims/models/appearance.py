"""Where a claim was said, and whether readers see it there."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from claims.models.article import ArticleRevision
from claims.models.claim import Claim
from claims.models.days import day
from claims.models.history import tracked
from claims.models.outlet import Outlet
from claims.models.speaker import Speaker


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    """Ways to pick appearances."""

    def seen_by_two(self) -> AppearanceQuerySet:
        """Confirmed by one person, looked at by another."""
        return self.filter(state="confirmed", seconded_by__isnull=False)

    def shown(self) -> AppearanceQuerySet:
        """What readers see: seen by two, and of a public claim. The database keeps `shown` so that this holds."""
        return self.filter(shown=True)

    def awaited(self) -> AppearanceQuerySet:
        """Of a public claim, and confirmed by one person alone."""
        return self.filter(awaited=True)

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


# Of the claim and the article, and kept here by the database: readers' lists are read by indexes of these.
KEPT = ("shown", "awaited", "outlet")
IS_SHOWN = Q(shown=True)


@tracked(exclude=KEPT)
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

    shown = models.BooleanField(default=False, editable=False, help_text="Do readers see it?")
    awaited = models.BooleanField(
        default=False, editable=False, help_text="Would readers see it after a second look?"
    )
    outlet = models.ForeignKey(
        Outlet, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
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
            models.Index(
                fields=["-confirmed_at", "-id"], name="appearance_awaited", condition=Q(awaited=True)
            ),
            # Readers' lists, by day as the API sorts them.
            models.Index(day("said_on"), "id", name="appearance_by_day", condition=IS_SHOWN),
            models.Index(fields=["outlet", "-id"], name="appearance_shown_in", condition=IS_SHOWN),
            models.Index(
                "outlet", day("said_on"), "id", name="appearance_shown_in_by_day", condition=IS_SHOWN
            ),
            models.Index(fields=["speaker", "-id"], name="appearance_shown_of", condition=IS_SHOWN),
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
            # After the one above, which may take a second look back: triggers fire in the order of their names.
            pgtrigger.Trigger(
                name="what_readers_see",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("told", "boolean")],
                func="""
                    told := NEW.state = 'confirmed' AND EXISTS (
                        SELECT 1 FROM claims_claim WHERE id = NEW.claim_id AND public_since IS NOT NULL);
                    NEW.shown := told AND NEW.seconded_by_id IS NOT NULL;
                    NEW.awaited := told AND NEW.seconded_by_id IS NULL;
                    NEW.outlet_id := (SELECT a.outlet_id FROM claims_article a
                        JOIN claims_articlerevision r ON r.article_id = a.id WHERE r.id = NEW.revision_id);
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="where_readers_see_it",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                func="""
                    IF (OLD.shown IS TRUE OR NEW.shown IS TRUE)
                            AND (OLD.shown, OLD.revision_id) IS DISTINCT FROM (NEW.shown, NEW.revision_id) THEN
                        UPDATE claims_article SET shown = shown WHERE id IN (SELECT article_id
                            FROM claims_articlerevision WHERE id IN (OLD.revision_id, NEW.revision_id));
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.revision_id} at {self.start}"

    @property
    def waits_for_second_look(self) -> bool:
        """Confirmed by one person alone: readers do not see it."""
        return self.state == self.State.CONFIRMED and self.seconded_by_id is None
