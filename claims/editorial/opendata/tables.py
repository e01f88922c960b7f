"""What is exported: one table a noun, its rows from `models.published`, its columns with their types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet

from claims.ingest import rich_text
from claims.models import Affiliation, Alias, Appearance, Evidence, Rating, Topic, published


@dataclass(frozen=True, slots=True)
class Table:
    """A file: `columns` names the type (of Frictionless Table Schema) and the path of every value.

    `told` says how a value is written that is not written as it is stored.
    """

    name: str
    title: str
    rows: Callable[[], QuerySet[Any]]
    columns: dict[str, tuple[str, Any]]
    told: dict[str, Callable[[Any], Any]] = field(default_factory=dict)

    def values(self) -> Any:
        """The rows as tuples in the order of the columns, sorted by id: a queryset."""
        bare = self.rows().prefetch_related(None).select_related(None).order_by("pk")
        paths = {f"c{n}": path for n, (_, path) in enumerate(self.columns.values())}
        named = {name: F(path) if isinstance(path, str) else path for name, path in paths.items()}
        return bare.annotate(**named).values_list(*named)


def _topics() -> ArraySubquery:
    return ArraySubquery(Topic.objects.filter(claims=OuterRef("pk")).order_by("slug").values("slug"))


def _of_speakers(model: type[Alias] | type[Affiliation]) -> QuerySet[Any]:
    return model._default_manager.filter(speaker__in=published.speakers().values("pk"))


def _evidence() -> QuerySet[Evidence]:
    return Evidence.objects.filter(version__in=published.versions().values("pk"))


def _ratings() -> QuerySet[Rating]:
    return Rating.objects.filter(scale__in=published.scales().values("pk"))


def _appearances() -> QuerySet[Appearance]:
    return published.appearances()


TABLES = (
    Table(
        "claims",
        "Published claims, as they are worded now",
        published.verdicts,
        {
            "id": ("integer", "pk"),
            "slug": ("string", "slug"),
            "wording": ("string", "wording"),
            "kind": ("string", "kind"),
            "speaker": ("string", "speaker__slug"),
            "said_on": ("date", "said_on"),
            "due_on": ("date", "due_on"),
            "due_precision": ("string", "due_precision"),
            "due_basis": ("string", "due_basis"),
            "topics": ("array", _topics()),
            "published_at": ("datetime", "published_at"),
            "rating_scale": ("string", "verdict__rating__scale__slug"),
            "rating": ("string", "verdict__rating__slug"),
        },
    ),
    Table(
        "review_versions",
        "Every version of a review that is or was public",
        published.versions,
        {
            "id": ("integer", "pk"),
            "claim": ("string", "review__claim__slug"),
            "version": ("integer", "number"),
            "state": ("string", "state"),
            "rating_scale": ("string", "rating__scale__slug"),
            "rating": ("string", "rating__slug"),
            "headline": ("string", "headline"),
            "summary": ("string", "summary"),
            "body": ("string", "body"),
            "body_html": ("string", "body"),
            "methodology": ("string", "methodology__version"),
            "change_note": ("string", "change_note"),
            "withdrawn_reason": ("string", "withdrawn_reason"),
            "approved_at": ("datetime", "approved_at"),
            "published_at": ("datetime", "published_at"),
            "closed_at": ("datetime", "closed_at"),
        },
        {"body": rich_text.as_text, "body_html": rich_text.as_html},
    ),
    Table(
        "evidence",
        "What the versions rest on; the archived texts themselves are not given out",
        _evidence,
        {
            "id": ("integer", "pk"),
            "claim": ("string", "version__review__claim__slug"),
            "version": ("integer", "version__number"),
            "url": ("string", "url"),
            "title": ("string", "title"),
            "publisher": ("string", "publisher"),
            "dated_on": ("date", "dated_on"),
            "excerpt": ("string", "excerpt"),
            "stance": ("string", "stance"),
            "note": ("string", "note"),
            "archive_url": ("string", "archive_url"),
            "archived_sha256": ("string", "archived_sha256"),
            "file_sha256": ("string", "file_sha256"),
        },
    ),
    Table(
        "appearances",
        "Confirmed appearances: the exact words, and where they stand",
        _appearances,
        {
            "id": ("integer", "pk"),
            "claim": ("string", "claim__slug"),
            "speaker": ("string", "speaker__slug"),
            "said_on": ("date", "said_on"),
            "quote": ("string", "quote"),
            "article": ("integer", "revision__article_id"),
            "revision_sha256": ("string", "revision__sha256"),
            "start": ("integer", "start"),
            "end": ("integer", "end"),
        },
    ),
    Table(
        "articles",
        "Articles in which published claims appear: metadata, never the text",
        published.articles,
        {
            "id": ("integer", "pk"),
            "url": ("string", "url"),
            "title": ("string", "title"),
            "byline": ("string", "byline"),
            "outlet": ("string", "outlet__slug"),
            "published_on": ("date", "published_on"),
            "published_in": ("string", "published_in"),
            "language": ("string", "language"),
        },
    ),
    Table(
        "speakers",
        "Speakers of published claims",
        published.speakers,
        {
            "id": ("integer", "pk"),
            "slug": ("string", "slug"),
            "name": ("string", "name"),
            "short_name": ("string", "short_name"),
            "kind": ("string", "kind"),
            "wikidata": ("string", "wikidata"),
            "description": ("string", "description"),
        },
    ),
    Table(
        "aliases",
        "Names that speakers go by",
        lambda: _of_speakers(Alias),
        {"id": ("integer", "pk"), "speaker": ("string", "speaker__slug"), "name": ("string", "name")},
    ),
    Table(
        "affiliations",
        "Roles of speakers over periods",
        lambda: _of_speakers(Affiliation),
        {
            "id": ("integer", "pk"),
            "speaker": ("string", "speaker__slug"),
            "role": ("string", "role"),
            "body": ("string", "body"),
            "start": ("date", "start"),
            "end": ("date", "end"),
        },
    ),
    Table(
        "ratings",
        "The steps of the rating scales, with their meaning",
        _ratings,
        {
            "id": ("integer", "pk"),
            "scale": ("string", "scale__slug"),
            "rating": ("string", "slug"),
            "label": ("string", "label"),
            "definition": ("string", "definition"),
            "position": ("integer", "position"),
            "value": ("integer", "value"),
            "maps_to": ("string", "maps_to"),
        },
    ),
    Table(
        "topics",
        "Topics of published claims",
        published.topics,
        {
            "id": ("integer", "pk"),
            "slug": ("string", "slug"),
            "name": ("string", "name"),
            "description": ("string", "description"),
        },
    ),
    Table(
        "outlets",
        "Outlets in whose articles published claims appear",
        published.outlets,
        {
            "id": ("integer", "pk"),
            "slug": ("string", "slug"),
            "name": ("string", "name"),
            "homepage": ("string", "homepage"),
            "country": ("string", "country"),
            "language": ("string", "language"),
        },
    ),
)
