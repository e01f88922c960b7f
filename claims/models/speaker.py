"""People and bodies that say things; the names they go by; the roles they held."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, TrigramWordSimilarity
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from claims.models.history import tracked
from claims.models.vocabulary import learns


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Ways to pick speakers."""

    def named_like(self, text: str) -> SpeakerQuerySet:
        """Those whose name, or one of whose other names, is like the text; the likest first."""
        by_letters = (
            SpeakerQuerySet(self.model).order_by().filter(name__trigram_word_similar=text).values("pk")
        )
        by_alias = Alias.objects.filter(name__iexact=text).values("speaker")
        found = self.filter(pk__in=by_letters.union(by_alias))
        return found.annotate(likeness=TrigramWordSimilarity(text, "name")).order_by("-likeness", "name")


@tracked()
class Speaker(models.Model):
    """A person or body."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        ORGANISATION = "organisation", "Organisation"
        GOVERNMENT = "government", "Government"

    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(max_length=200)
    short_name = models.CharField(
        max_length=100, blank=True, help_text="As in a headline: “Trump”. Empty: the last word of the name."
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PERSON)
    gender = models.CharField(
        max_length=1, blank=True, choices=[("m", "he"), ("f", "she")], help_text="To read pronouns."
    )
    wikidata = models.CharField(max_length=20, blank=True, help_text="Such as Q7747.")
    description = models.CharField(max_length=300, blank=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="speaker_has_name"),
            models.UniqueConstraint(
                fields=["wikidata"], condition=~Q(wikidata=""), name="speaker_wikidata_once"
            ),
            models.CheckConstraint(
                condition=Q(wikidata="") | Q(wikidata__regex=r"^Q[0-9]+$"), name="speaker_wikidata_is_q_id"
            ),
        ]
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="speaker_name_trigrams"),
            GinIndex(SearchVector("name", "short_name", config="english"), name="speaker_words"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="speaker_letters_in_any_case"),
            models.Index(Upper("name"), name="speaker_in_any_case"),
            models.Index(fields=["name", "id"], name="speaker_by_name"),
        ]
        triggers = [learns("name")]

    def __str__(self) -> str:
        return self.name

    @property
    def headline_name(self) -> str:
        """How the speaker is called in a claim's headline: "Trump"."""
        if self.short_name:
            return self.short_name
        return self.name.rsplit(" ", 1)[-1] if self.kind == self.Kind.PERSON else self.name

    def role_on(self, day: date | None) -> str:
        """The role held that day, such as "President of Russia"; empty when none is known."""
        if day is None:
            return ""
        known: list[Affiliation] | None = getattr(self, "known_affiliations", None)
        return next(
            (str(held) for held in (self.affiliations.all() if known is None else known) if held.covers(day)),
            "",
        )


@tracked()
class Alias(models.Model):
    """A name a speaker goes by."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200, db_index=True)

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["speaker", "name"], name="alias_once_a_speaker"),
            models.CheckConstraint(condition=~Q(name=""), name="alias_has_name"),
        ]
        indexes = [models.Index(Upper("name"), name="alias_in_any_case")]

    def __str__(self) -> str:
        return self.name


# "President of the United States", as against "President of France".
WITH_ARTICLE = ("United ", "European ", "Netherlands", "Philippines", "Czech Republic")


@tracked()
class Affiliation(models.Model):
    """A body and role over a period: President, Russia, from 2012-05-07."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="affiliations")
    role = models.CharField(max_length=200)
    body = models.CharField(max_length=200)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [F("start").desc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="affiliation_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["speaker", "role", "body", "start"],
                nulls_distinct=False,
                name="affiliation_once",
            ),
        ]

    def __str__(self) -> str:
        article = "the " if self.body.startswith(WITH_ARTICLE) else ""
        return f"{self.role} of {article}{self.body}" if self.body else self.role

    def covers(self, day: date) -> bool:
        """Was it held on that day?"""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)
