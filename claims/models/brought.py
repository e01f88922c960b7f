"""Public claims with all that lists and items show of them, brought as JSON by one query whose SQL is made once.

Django makes the SQL of every query anew, asks again for every relation, and builds every row by way of its fields.
For the API's most frequent answers that took four times as long as PostgreSQL itself. The rows that come of this are
the models all the same, and what is public is said by `models.published` here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    DateField,
    DateTimeField,
    F,
    FloatField,
    Func,
    JSONField,
    Model,
    OuterRef,
    QuerySet,
)
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL
from django.db.models.fields.related_descriptors import ReverseManyToOneDescriptor

from claims.models import published
from claims.models.appearance import Appearance
from claims.models.article import Article, ArticleRevision
from claims.models.claim import Claim, Topic
from claims.models.evidence import Evidence
from claims.models.outlet import Outlet
from claims.models.prepared import numbered, prepared
from claims.models.rating import Methodology, Rating, RatingScale
from claims.models.reply import RightOfReply
from claims.models.review import PUBLIC_STATES, Review, ReviewVersion
from claims.models.speaker import Affiliation, Speaker

Read = Callable[[Any], Any]
# How values come out of JSON that it cannot hold as they are; the first that fits.
READ: list[tuple[type[Any], Read]] = [
    (DateTimeField, datetime.fromisoformat),
    (DateField, date.fromisoformat),
    (FloatField, float),
]
PLACE = "the key that is asked for"


class AsJSON(Func):
    """An object of these members. Their names stand in the SQL: each question brings a hundred values less."""

    function = "JSON_BUILD_OBJECT"
    output_field = JSONField()

    def __init__(self, members: Mapping[str, Any]) -> None:
        self.names = tuple(members)
        super().__init__(*members.values())

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]
        """With `join` below in place of a comma."""
        return super().as_sql(compiler, connection, **{**context, "arg_joiner": self})

    def join(self, values: Sequence[str]) -> str:
        """Names and values in turn."""
        return ", ".join(f"'{name}', {value}" for name, value in zip(self.names, values, strict=True))


@dataclass(frozen=True, eq=False)
class Shape:
    """What is brought of a row: its id and fields, the row behind each of `one`, the rows of each of `many`."""

    model: type[Model]
    fields: tuple[str, ...]
    one: Mapping[str, Shape] = field(default_factory=dict)
    many: Mapping[str, tuple[Callable[[OuterRef], QuerySet[Any]], Shape]] = field(default_factory=dict)

    def expression(self, way: str = "") -> AsJSON:
        """The SQL of it, `way` being the lookup that leads to the row."""
        members: dict[str, Any] = {name: F(way + name) for name in ("id", *self.fields)}
        members |= {name: shape.expression(f"{way}{name}__") for name, shape in self.one.items()}
        for name, (rows, shape) in self.many.items():
            members[name] = ArraySubquery(rows(OuterRef(f"{way}pk")).values_list(shape.expression()))
        return AsJSON(members)

    @cached_property
    def read(self) -> list[tuple[str, Read]]:
        """The fields whose values JSON cannot hold."""
        kinds = {kind.name: kind for kind in self.model._meta.concrete_fields}
        found = ((name, kinds[name]) for name in self.fields if name in kinds)
        return [
            (name, next(read for known, read in READ if isinstance(kind, known)))
            for name, kind in found
            if isinstance(kind, tuple(known for known, _ in READ))
        ]

    @cached_property
    def related(self) -> frozenset[str]:
        """Those of `many` that the model reads by a manager."""
        return frozenset(
            n for n in self.many if isinstance(getattr(self.model, n, None), ReverseManyToOneDescriptor)
        )

    def row(self, told: Mapping[str, Any]) -> Any:
        """The row; None where there is none."""
        if told["id"] is None:
            return None
        made = self.model.__new__(self.model)
        held, state = vars(made), ModelState()
        state.db, state.adding, cached = "default", False, state.fields_cache
        held.update(told)
        held["_state"] = state
        for name, read in self.read:
            if held[name] is not None:
                held[name] = read(held[name])
        for name, shape in self.one.items():
            held[name] = cached[name] = behind = shape.row(told[name])
            held[f"{name}_id"] = behind and behind.pk
        for name, (_, shape) in self.many.items():
            rows = [shape.row(item) for item in told[name]]
            (held.setdefault("_prefetched_objects_cache", {}) if name in self.related else held)[name] = rows
        return made


# What is shown of claims -----------------------------------------------------------------------------
RATING = Shape(
    Rating,
    ("slug", "label", "definition", "value", "maps_to", "colour", "shape"),
    one={"scale": Shape(RatingScale, ("slug",))},
)
SPEAKER = Shape(Speaker, ("slug", "name", "short_name", "kind"))
CLAIM_FIELDS = (
    "slug",
    "wording",
    "kind",
    "said_on",
    "due_on",
    "due_precision",
    "due_basis",
    "due_confirmed_at",
)
CLAIM_ONE = {
    "speaker": Shape(
        Speaker,
        SPEAKER.fields,
        many={
            "known_affiliations": (
                lambda speaker: Affiliation.objects.filter(speaker=speaker),
                Shape(Affiliation, ("role", "body", "start", "end")),
            )
        },
    )
}
CLAIM_MANY = {
    "shown_topics": (lambda claim: Topic.objects.filter(claims=claim), Shape(Topic, ("slug", "name"))),
}
LINE = Shape(
    Claim,
    CLAIM_FIELDS,
    one={
        **CLAIM_ONE,
        "verdict": Shape(
            ReviewVersion, ("number", "headline", "summary", "published_at"), one={"rating": RATING}
        ),
    },
    many=CLAIM_MANY,
)
EVIDENCE: tuple[str, ...] = (
    "url",
    "title",
    "publisher",
    "dated_on",
    "excerpt",
    "stance",
    "note",
    "archive_url",
)
EVIDENCE += ("archived_sha256", "archived_at", "file_name", "file_type", "file_size", "file_sha256")
VERSION_FIELDS: tuple[str, ...] = ("number", "state", "headline", "summary", "body", "change_note")
VERSION_FIELDS += ("withdrawn_reason", "approved_at", "published_at", "closed_at")
VERSION = Shape(
    ReviewVersion,
    VERSION_FIELDS,
    one={"rating": RATING, "methodology": Shape(Methodology, ("version",))},
    many={
        "evidence": (lambda version: Evidence.objects.filter(version=version), Shape(Evidence, EVIDENCE)),
    },
)
REVISION = Shape(
    ArticleRevision,
    ("number", "sha256"),
    one={
        "article": Shape(Article, ("url", "title", "published_on"), one={"outlet": Shape(Outlet, ("name",))})
    },
)
APPEARANCE = Shape(
    Appearance,
    ("said_on", "before", "quote", "after", "start", "end"),
    one={"speaker": SPEAKER, "revision": REVISION},
)
WHOLE = Shape(
    Claim,
    CLAIM_FIELDS,
    one={
        **CLAIM_ONE,
        "review": Shape(
            Review,
            (),
            many={
                "public_versions": (
                    lambda review: ReviewVersion.objects.filter(
                        review=review, state__in=PUBLIC_STATES
                    ).order_by("-number"),
                    VERSION,
                ),
                "replies": (
                    lambda review: RightOfReply.objects.filter(review=review),
                    Shape(RightOfReply, ("asked_whom", "asked_on", "answer_until", "answer", "answered_on")),
                ),
            },
        ),
    },
    many={
        **CLAIM_MANY,
        "shown_appearances": (lambda claim: published.appearances().filter(claim=claim), APPEARANCE),
    },
)


def lines(ids: Sequence[int]) -> list[Claim]:
    """Those of the claims that are public, in the order given, each with its `verdict`."""
    found = {claim.pk: claim for claim in _brought(LINE, "pk", "SELECT unnest(%s::bigint[])", list(ids))}
    return [found[pk] for pk in ids if pk in found]


def whole(**key: str | int) -> Claim | None:
    """The public claim of that `slug` or `pk`, as of `published.whole_claims()`; None if there is none."""
    [(name, value)] = key.items()
    claim = next(iter(_brought(WHOLE, name, "%s", value)), None)
    if claim is not None:
        claim.review.claim = claim
        for version in claim.review.public_versions:  # type: ignore[attr-defined]
            version.review = claim.review
            for item in version.evidence.all():
                item.version = version
        for appearance in claim.shown_appearances:  # type: ignore[attr-defined]
            appearance.claim = claim
    return claim


def _brought(shape: Shape, key: str, asked: str, value: Any) -> Iterable[Claim]:
    sql, places = _sql(shape, key, asked)
    found = prepared(sql, [value if place is PLACE else place for place in places])
    return [shape.row(told) for (told,) in found]


@cache
def _sql(shape: Shape, key: str, asked: str) -> tuple[str, tuple[Any, ...]]:
    """The SQL, and the values of its places, PLACE among them."""
    rows = published.verdicts().filter(**{f"{key}__in": RawSQL(asked, [PLACE])})  # noqa: S611 - one of ours
    sql, places = rows.order_by().values_list(shape.expression()).query.sql_with_params()
    return numbered(sql), places
