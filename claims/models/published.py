"""What the public may see, in one place: every face picks its rows here.

A claim is public while its review has a published version and it was not merged away: then it has a
`public_since`, which the database keeps. Everything else is public only as far as it is tied to such a claim.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Substr
from django.db.models.lookups import IsNull
from django.utils import timezone

from claims.models.addresses import number_of
from claims.models.appearance import Appearance
from claims.models.article import Article
from claims.models.claim import Claim, ClaimQuerySet, Topic
from claims.models.evidence import Evidence
from claims.models.feed import Feed
from claims.models.history import events
from claims.models.outlet import Outlet
from claims.models.rating import Methodology, RatingScale
from claims.models.reply import RightOfReply
from claims.models.review import PUBLIC_STATES, ReviewVersion
from claims.models.speaker import Speaker, SpeakerQuerySet
from claims.models.speaker_merge import SpeakerMerge

CONTEXT = 240  # characters shown on either side of a quote


def claims(as_of: datetime | None = None) -> ClaimQuerySet:
    """Public claims with everything a headline needs; `published_at` is that of the public version.

    With `as_of`, those of them that were public at that moment, `published_at` as it was then. What was
    withdrawn or merged away since is out of public view for the past as well.
    """
    if as_of is None:
        return _claims().all()
    stood = FilteredRelation("review__versions", condition=public_at(as_of, "review__versions__"))
    rows = _dressed(Claim.objects.published()).annotate(stood=stood).filter(public_at(as_of, "stood__"))
    return rows.annotate(published_at=F("stood__published_at")).prefetch_related(public_versions())


# Put together once, since that takes longer than many a query; whoever asks gets a copy.
@cache
def _claims() -> ClaimQuerySet:
    rows = Claim.objects.published().annotate(published_at=F("public_since"))
    return _dressed(rows).prefetch_related(public_versions())


def verdicts() -> ClaimQuerySet:
    """Public claims, bare, with the version that is public now as `verdict` for lookups."""
    return _verdicts().all()


@cache
def _verdicts() -> ClaimQuerySet:
    now = Q(review__versions__state=ReviewVersion.State.PUBLISHED)
    rows = Claim.objects.published().annotate(published_at=F("public_since"))
    return rows.annotate(verdict=FilteredRelation("review__versions", condition=now))


def _dressed(rows: ClaimQuerySet) -> ClaimQuerySet:
    """With who said it and in what role, and about what."""
    roles = Prefetch("speaker__affiliations", to_attr="known_affiliations")
    topics = Prefetch("topics", to_attr="shown_topics")
    dressed: ClaimQuerySet = rows.select_related("speaker", "review").prefetch_related(roles, topics)
    return dressed


def public_at(moment: datetime | None, way: str = "") -> Q:
    """The condition of the version, `way` leads to it, that was public at a moment; None is now."""
    if moment is None:
        return Q((f"{way}state", ReviewVersion.State.PUBLISHED))
    begun = Q((f"{way}state__in", PUBLIC_STATES), (f"{way}published_at__lt", moment))
    return begun & (Q((f"{way}closed_at", None)) | Q((f"{way}closed_at__gte", moment)))


def public_versions() -> Prefetch[str, QuerySet[ReviewVersion], str]:
    """The versions that were ever public, newest first, as `claim.review.public_versions`."""
    versions = ReviewVersion.objects.filter(state__in=PUBLIC_STATES)
    return Prefetch(
        "review__versions",
        queryset=versions.select_related("rating__scale", "methodology").order_by("-number"),
        to_attr="public_versions",
    )


def shown_appearances(as_of: datetime | None = None) -> Prefetch[str, QuerySet[Appearance], str]:
    """The appearances that readers see, as `claim.shown_appearances`; those that they saw by then only."""
    rows = appearances() if as_of is None else appearances().filter(seconded_at__lt=as_of)
    return Prefetch("appearances", queryset=rows, to_attr="shown_appearances")


def whole_claims(as_of: datetime | None = None) -> ClaimQuerySet:
    """The claims of `claims()`, each with all that is public of it: evidence, replies, appearances."""
    return claims(as_of).prefetch_related(shown_evidence(), "review__replies", shown_appearances(as_of))


def shown_evidence() -> Prefetch[Any, Any, Any]:
    """The documents of every public version."""
    return Prefetch("review__public_versions__evidence", documents())


def once_public() -> ClaimQuerySet:
    """Public claims and withdrawn ones: those whose page says something."""
    shown = ReviewVersion.objects.filter(
        review__claim=OuterRef("pk"), state__in=(ReviewVersion.State.PUBLISHED, ReviewVersion.State.WITHDRAWN)
    )
    rows = Claim.objects.filter(Exists(shown), merged_into=None)
    return _dressed(rows).prefetch_related(public_versions())


def merge_target(slug: str) -> Claim | None:
    """The claim that a once public claim became part of, at the end of the way; None if there is none."""
    shown = ReviewVersion.objects.filter(review__claim=OuterRef("pk"), state__in=PUBLIC_STATES)
    claim = Claim.objects.filter(Exists(shown), slug=slug).exclude(merged_into=None).first()
    seen: set[int] = set()
    while claim is not None and claim.merged_into_id is not None and claim.pk not in seen:
        seen.add(claim.pk)
        claim = claim.merged_into
    return once_public().filter(pk=claim.pk).first() if claim else None


def speaker_of_old_address(slug: str) -> Speaker | None:
    """The public speaker that had that address once, or into which the one who had it was merged; else None."""
    merged = SpeakerMerge.objects.done().filter(slug=slug).values("into")
    named = events(Speaker).filter(slug=slug).order_by("-pgh_id").values("pgh_obj_id")
    return speakers().filter(pk__in=merged).first() or speakers().filter(pk__in=named[:1]).first()


def number_of_speaker(slug: str) -> int:
    """The number of the speaker that is, or once was, at that address; 0, which none has, where it leads nowhere."""
    if found := number_of(Speaker, slug):
        return found
    now = speaker_of_old_address(slug)
    return now.pk if now else 0


def present_slug(slug: str) -> str:
    """The slug of the speaker that is, or once was, at that address; one that leads nowhere as it is."""
    number = number_of_speaker(slug)
    return Speaker.objects.filter(pk=number).values_list("slug", flat=True).first() or slug


def versions() -> QuerySet[ReviewVersion]:
    """Published, corrected and withdrawn versions of claims that were not merged away."""
    return ReviewVersion.objects.filter(
        state__in=PUBLIC_STATES, review__claim__merged_into=None
    ).select_related("rating__scale", "methodology", "review__claim__speaker")


def corrections() -> QuerySet[ReviewVersion]:
    """Versions that were corrected or withdrawn after publication, with the `reason` as readers see it.

    A correction's reason stands in the version that took its place; a withdrawal's in the row itself.
    """
    after = ReviewVersion.objects.filter(
        review=OuterRef("review"), number__gt=OuterRef("number"), state__in=PUBLIC_STATES
    ).order_by("number")
    withdrawn = When(state=ReviewVersion.State.WITHDRAWN, then=F("withdrawn_reason"))
    note = Coalesce(Subquery(after.values("change_note")[:1]), Value(""))
    return (
        versions()
        .filter(state__in=(ReviewVersion.State.CORRECTED, ReviewVersion.State.WITHDRAWN))
        .annotate(reason=Case(withdrawn, default=note, output_field=TextField()))
    )


def replies() -> QuerySet[RightOfReply]:
    """Whom we asked about public claims, and what they answered."""
    return RightOfReply.objects.filter(review__claim__public_since__isnull=False).order_by("asked_on", "id")


def appearances() -> QuerySet[Appearance]:
    """What two people confirmed of public claims, with a little text on either side and never the whole."""
    return _appearances().all()


@cache
def _appearances() -> QuerySet[Appearance]:
    return (
        Appearance.objects.shown()
        .annotate(
            before=Substr("revision__text", Greatest(F("start") - CONTEXT + 1, 1), _least_before()),
            after=Substr("revision__text", F("end") + 1, CONTEXT),
        )
        .select_related("revision__article__outlet", "speaker", "claim__speaker")
        .defer("revision__text")
    )


def _least_before() -> Greatest:
    """How many characters stand before the quote, at most CONTEXT."""
    return F("start") - Greatest(F("start") - CONTEXT, 0)  # type: ignore[return-value]


def documents() -> QuerySet[Evidence]:
    """Evidence without the texts that we keep of it, which are not given out: to be picked by its version."""
    return Evidence.objects.without_texts()


def evidence_files() -> QuerySet[Evidence]:
    """Evidence of the versions that are public now, where a file is attached."""
    public = documents().filter(
        version__state=ReviewVersion.State.PUBLISHED, version__review__claim__merged_into=None
    )
    return public.exclude(file_sha256="")


def said_in(rows: ClaimQuerySet, slug: str) -> ClaimQuerySet:
    """Those of the public claims that readers see in the outlet of that slug."""
    said = Appearance.objects.shown().filter(claim=OuterRef("pk"), outlet=number_of(Outlet, slug))
    return rows.filter(Exists(said))


def with_one(rows: QuerySet[Any]) -> Q:
    """That there is one of these rows.

    Not by EXISTS, which the planner may answer for all by reading every one of them: a page asks for few, and
    the first one of each is found at once.
    """
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))


def articles() -> QuerySet[Article]:
    """Articles in which readers see a claim."""
    return Article.objects.shown().select_related("outlet")


def outlets() -> QuerySet[Outlet]:
    """Outlets of such articles."""
    return Outlet.objects.filter(with_one(Appearance.objects.shown().filter(outlet=OuterRef("pk"))))


def speakers() -> SpeakerQuerySet:
    """Speakers of public claims."""
    said = Claim.objects.published().filter(speaker=OuterRef("pk"))
    return Speaker.objects.filter(with_one(said)).prefetch_related("affiliations", "aliases")


def topics() -> QuerySet[Topic]:
    """Topics of public claims."""
    return Topic.objects.filter(shown=True)


def scales() -> QuerySet[RatingScale]:
    """Scales in use, and those a public review was rated on."""
    rated = ReviewVersion.objects.filter(rating__scale=OuterRef("pk"), state__in=PUBLIC_STATES)
    return RatingScale.objects.filter(Q(is_active=True) | Exists(rated)).prefetch_related("ratings")


def methodologies() -> QuerySet[Methodology]:
    """How we check, as adopted by now, newest first."""
    return Methodology.objects.filter(adopted_on__lte=timezone.localdate()).order_by("-adopted_on", "-id")


def feeds() -> QuerySet[Feed]:
    """Where we poll, whether or not anything public came of it."""
    return Feed.objects.filter(is_active=True).select_related("outlet").order_by("outlet__name", "id")
