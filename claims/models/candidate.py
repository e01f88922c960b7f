"""Machine-suggested spans, waiting for an editor."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Upper

from claims.models.article import Article, ArticleRevision
from claims.models.claim import Claim, DuePrecision, StatementKind, Topic
from claims.models.history import no_truncate
from claims.models.speaker import Speaker

if TYPE_CHECKING:
    from datetime import datetime


class QuoteType(models.TextChoices):
    """How much of the content stands inside quotation marks."""

    DIRECT = "direct", "Direct"
    MIXED = "mixed", "Mixed"
    INDIRECT = "indirect", "Indirect"


class DismissReason(models.TextChoices):
    """Why an editor put a candidate aside; kept, since the ranking learns from it."""

    NOT_CHECKABLE = "not_checkable", "Opinion or not checkable"
    NOT_A_CLAIM = "not_a_claim", "Not a claim (narrative, ceremony, procedure)"
    FRAGMENT = "fragment", "Fragment or unclear"
    WRONG_SPEAKER = "wrong_speaker", "Wrong speaker"
    UNIMPORTANT = "unimportant", "Checkable, but unimportant"
    DUPLICATE = "duplicate", "Already in the queue"


class Spread(NamedTuple):
    """How often a group's statement stands in articles, since when, and with whom."""

    times: int
    first_on: date | None
    outlets: list[str]


LOOKED_THROUGH, AT_ONCE, AT_FIRST = 4_000, 400, 100


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Ways to pick candidates."""

    def awaiting_triage(self) -> CandidateQuerySet:
        """Not yet decided."""
        return self.filter(state=Candidate.State.WAITING)

    def first_of_groups(self) -> CandidateQuerySet:
        """One for all that say the same: those that are alone, and the first of each group."""
        return self.filter(group__isnull=True)

    def groups(self, most: int) -> list[int]:
        """The first candidates of the groups that these belong to, in the order of these, at most so many.

        Read in pieces until there are enough, and no more than LOOKED_THROUGH rows: a filter may leave
        millions, and each group may have many of them.
        """
        found: dict[int, None] = {}
        ends = [0, AT_FIRST, *range(AT_ONCE, LOOKED_THROUGH + 1, AT_ONCE)]
        for start, end in pairwise(ends):
            rows = self.values_list(Coalesce("group_id", "pk"), flat=True)[start:end]
            found |= dict.fromkeys(rows)
            if len(found) >= most or len(rows) < end - start:
                break
        return list(found)[:most]

    def with_repetitions(self) -> CandidateQuerySet:
        """Each with the others of its group in `repetitions`: where and when, without the texts."""
        others = (
            CandidateQuerySet(self.model)
            .select_related("revision__article__outlet")
            .only("group", "revision__article__published_on", "revision__article__outlet__name")
        )
        return self.prefetch_related(models.Prefetch("members", others.order_by("id"), "repetitions"))

    def said_like(self, candidate: Candidate) -> CandidateQuerySet:
        """Of the same speaker; a name that is not resolved counts as one person, in any letters."""
        if candidate.speaker_id:
            return self.filter(speaker_id=candidate.speaker_id)
        return self.filter(speaker__isnull=True, speaker_name__iexact=candidate.speaker_name)

    def about(self, topic: Topic) -> CandidateQuerySet:
        """Those in whose statement or article's title a word of the topic stands, and those of its claims."""
        asked = SearchQuery(topic.asked, search_type="websearch", config="english")
        said = self.first_of_groups().annotate(words=SearchVector("statement", config="english"))
        titles = Article.objects.annotate(words=SearchVector("title", config="english")).filter(words=asked)
        texts = ArticleRevision.objects.filter(article__in=titles.values("pk"))
        return self.filter(
            Q(pk__in=said.filter(words=asked).values("pk"))
            | Q(revision__in=texts.values("pk"))
            | Q(claim__in=topic.claims.values("pk"))
        )

    def by_worth(self) -> CandidateQuerySet:
        """The most check-worthy first, newest first among equals."""
        return self.order_by("-checkworthiness", "-id")

    def by_worth_few(self) -> CandidateQuerySet:
        """The same where few match: all are found and sorted.

        On the way of the index of the order the planner would read many that do not match.
        """
        return self.order_by((F("checkworthiness") + Value(0.0)).desc(), "-id")

    def free_for(self, user_id: int, now: datetime) -> CandidateQuerySet:
        """Not locked by a colleague."""
        return self.exclude(Q(locked_until__gt=now) & ~Q(locked_by_id=user_id))


@pghistory.track(
    pghistory.UpdateEvent(
        condition=pghistory.AnyChange("state", "claim", "speaker", "dismiss_reason", "assigned_to")
    ),
    pghistory.DeleteEvent(),
    fields=[
        "state",
        "claim",
        "speaker",
        "dismiss_reason",
        "dismiss_note",
        "decided_by",
        "decided_at",
        "assigned_to",
    ],
    append_only=True,
    model_name="CandidateEvent",
    meta={"triggers": [no_truncate()]},
)
class Candidate(models.Model):
    """A machine-suggested span with who said it, how it scores and why. A person decides."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        PROMOTED = "promoted", "Promoted"
        DISMISSED = "dismissed", "Dismissed"

    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="candidates")
    start = models.PositiveIntegerField(help_text="First character of the quote in the revision's text.")
    end = models.PositiveIntegerField(help_text="One past the last character.")
    spans = models.JSONField(default=list, help_text="The parts of the content: [[start, end], …].")
    cue_spans = models.JSONField(default=list, blank=True)
    source_spans = models.JSONField(default=list, blank=True)
    quote = models.TextField(help_text="Exactly text[start:end].")
    quote_type = models.CharField(max_length=8, choices=QuoteType)
    statement = models.CharField(max_length=500, blank=True)
    speaker = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates"
    )
    speaker_name = models.CharField(max_length=200, blank=True, help_text="As resolved in the article.")
    speaker_confidence = models.FloatField(default=0)
    speaker_how = models.CharField(max_length=300, blank=True)
    speaker_alternatives = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    reporter_name = models.CharField(
        max_length=200, blank=True, help_text="Who reports it, if not the outlet."
    )
    kind = models.CharField(max_length=12, choices=StatementKind)
    checkworthiness = models.FloatField()
    checkworthy = models.BooleanField()
    trained_score = models.FloatField(
        null=True, blank=True, help_text="The score before the desk's own ranking; empty where they are one."
    )
    score_version = models.CharField(max_length=60, blank=True, help_text="Who scored it: model, ranking.")
    reasons = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=8, blank=True, choices=DuePrecision)
    due_basis = models.CharField(max_length=300, blank=True)
    extractor = models.CharField(max_length=60)
    extractor_version = models.CharField(max_length=60)
    rule = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        default="",
        help_text="Which rule of the extractor found it.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates"
    )
    dismiss_reason = models.CharField(max_length=20, blank=True, choices=DismissReason)
    dismiss_note = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    group = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="members",
        help_text="The first candidate of its speaker that said the same; empty for that one itself.",
    )
    taken_out = models.BooleanField(default=False, help_text="An editor said that it stands for itself.")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_candidates",
        help_text="Whose it is to decide; empty: whoever comes first.",
    )
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    locked_until = models.DateTimeField(null=True, blank=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["-checkworthiness", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "start", "end", "extractor"], name="candidate_span_once_an_extractor"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="candidate_span_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=StatementKind.values), name="candidate_kind_known"),
            models.CheckConstraint(
                condition=Q(checkworthiness__gte=0, checkworthiness__lte=1), name="candidate_score_0_to_1"
            ),
            models.CheckConstraint(
                condition=~Q(state="promoted") | Q(claim__isnull=False), name="candidate_promoted_has_claim"
            ),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(dismiss_reason=""), name="candidate_dismissed_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="candidate_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(group=F("id")), name="candidate_not_its_own_group"),
            models.CheckConstraint(
                condition=Q(taken_out=False) | Q(group__isnull=True), name="candidate_taken_out_has_no_group"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-checkworthiness", "-id"],
                name="candidate_queue",
                condition=Q(state="waiting", group__isnull=True),
            ),
            GinIndex(
                SearchVector("statement", config="english"),
                name="candidate_words",
                condition=Q(state="waiting", group__isnull=True),
            ),
            models.Index(fields=["revision", "start"], name="candidate_in_text"),
            # An outlet's queue looks at thousands of articles: what it sorts and narrows by stands in the index.
            models.Index(
                fields=["revision"],
                include=["checkworthiness", "id", "group", "kind"],
                name="candidate_waits_in",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["state", "-checkworthiness", "-id"], name="candidate_by_worth"),
            models.Index(fields=["state", "kind", "-checkworthiness", "-id"], name="candidate_of_kind"),
            models.Index(
                Upper("speaker_name"), name="candidate_nobody_known", condition=Q(speaker__isnull=True)
            ),
            GinIndex(
                OpClass(Upper("quote"), name="gin_trgm_ops"),
                name="candidate_letters",
                condition=Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_name or 'Nobody named'}: {self.statement or self.quote[:80]}"

    def all_of_group(self) -> CandidateQuerySet:
        """This candidate and all that say the same, decided or not, the first one first."""
        first = self.group_id or self.pk
        return CandidateQuerySet(type(self)).filter(Q(pk=first) | Q(group_id=first)).order_by("id")

    def is_free_for(self, user_id: int, now: datetime) -> bool:
        """Does no colleague look at it, and is it no colleague's to decide?"""
        is_looked_at = self.locked_until is not None and self.locked_until > now
        return self.assigned_to_id in {None, user_id} and not (is_looked_at and self.locked_by_id != user_id)

    def spread(self) -> Spread:
        """How far it got; of candidates that were picked `with_repetitions`."""
        articles = [row.revision.article for row in (self, *getattr(self, "repetitions", ()))]
        days = [article.published_on for article in articles if article.published_on]
        outlets = {article.outlet.name for article in articles if article.outlet}
        return Spread(len(articles), min(days, default=None), sorted(outlets))
