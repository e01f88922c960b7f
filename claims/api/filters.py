"""What lists can be narrowed by."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError

from claims.api.problems import LONGEST
from claims.editorial.promises import STATES, in_promise_state
from claims.models import (
    Appearance,
    Article,
    Claim,
    Outlet,
    Rating,
    RatingScale,
    Review,
    ReviewVersion,
    Speaker,
    StatementKind,
    Topic,
    published,
)
from claims.models.addresses import number_of
from claims.models.days import in_utc

WORDS = {"type": "string", "minLength": 2, "maxLength": LONGEST}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Narrowing(filters.FilterSet):  # type: ignore[misc]
    """The base of all filters, of which only those that are asked for are made. The library has no types."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        made = {
            n: f for n, f in type(self).base_filters.items() if n in (data or ()) or f.extra.get("required")
        }
        self.base_filters: dict[str, Any] = made
        super().__init__(data, *args, **kwargs)


class MomentFilter(filters.IsoDateTimeFilter):  # type: ignore[misc]
    """A moment in whatever zone."""

    def filter(self, rows: QuerySet[Any], value: datetime | None) -> QuerySet[Any]:
        """Those before or after it."""
        found: QuerySet[Any] = super().filter(rows, in_utc(value) if value else value)
        return found


class SlugFilter(filters.CharFilter):  # type: ignore[misc]
    """The row of that slug."""

    def __init__(self, model: type[Model], **options: Any) -> None:
        super().__init__(help_text="Slug.", **options)
        self.named = model

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Those that belong to it."""
        return rows.filter(**{self.field_name: number_of(self.named, value)}) if value else rows


class WhoFilter(SlugFilter):
    """A speaker by the slug of now or of before: where an old address leads on, it narrows as the new one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Speaker, field_name="speaker", **options)

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """What is that speaker's."""
        return rows.filter(speaker=published.number_of_speaker(value)) if value else rows


class ClaimFilter(Narrowing):
    """Claims by who, about what, when, how rated."""

    speaker = WhoFilter()
    topic = SlugFilter(Topic, field_name="topics")
    kind = filters.ChoiceFilter(choices=StatementKind.choices)
    rating = filters.CharFilter(method="rated", help_text="Slug of a rating.")
    scale = filters.CharFilter(method="on_scale", help_text="Slug of a scale.")
    maps_to = filters.ChoiceFilter(choices=Rating.MapsTo.choices, method="mapping")
    outlet = filters.CharFilter(method="in_outlet", help_text="Slug of an outlet in which it appeared.")
    said_after = filters.DateFilter(field_name="said_on", lookup_expr="gte")
    said_before = filters.DateFilter(field_name="said_on", lookup_expr="lte")
    published_after = MomentFilter(field_name="published_at", lookup_expr="gte")
    published_before = MomentFilter(field_name="published_at", lookup_expr="lte")
    due_after = filters.DateFilter(field_name="due_on", lookup_expr="gte")
    due_before = filters.DateFilter(field_name="due_on", lookup_expr="lte")

    class Meta:
        model = Claim
        fields: list[str] = []

    def _rating(self, rows: QuerySet[Claim], **wanted: str) -> QuerySet[Claim]:
        """Rated so in the version that is public, or on the day of `as_of` was."""
        way = "stood__rating" if asked_day(self.request) else "public_rating"
        return rows.filter(**{f"{way}__{name}": value for name, value in wanted.items()})

    def rated(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Rated so."""
        return self._rating(rows, slug=value)

    def on_scale(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Rated on that scale."""
        return self._rating(rows, scale__slug=value)

    def mapping(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Rated true, false, mixed or otherwise, whatever the scale."""
        return self._rating(rows, maps_to=value)

    def in_outlet(self, rows: Any, name: str, value: str) -> QuerySet[Claim]:
        """Readers see that it was said there."""
        return published.said_in(rows, value)


class PromiseFilter(ClaimFilter):
    """Promises, by where they stand too."""

    state = filters.ChoiceFilter(choices=list(STATES.items()), method="standing")

    def standing(self, rows: Any, name: str, value: str) -> QuerySet[Claim]:
        """Overdue, not yet due, undated or settled."""
        if asked_day(self.request):
            raise ValidationError({"state": ["Where promises stand is known for today: leave as_of out."]})
        return in_promise_state(rows, value)


class SearchFilter(ClaimFilter):
    """Search takes the words, and narrows like the list of claims."""

    q = extend_schema_field(WORDS)(
        filters.CharFilter(
            method="matching", required=True, min_length=2, strip=False, help_text="The words to look for."
        )
    )

    def matching(self, rows: Any, name: str, value: str) -> QuerySet[Claim]:
        """In wording, quotes and names."""
        found: QuerySet[Claim] = rows.search(value)
        return found


class SpeakerFilter(Narrowing):
    """Speakers by name and kind."""

    name = filters.CharFilter(lookup_expr="icontains", help_text="Part of the name.")
    kind = filters.ChoiceFilter(choices=Speaker.Kind.choices)
    wikidata = filters.CharFilter()

    class Meta:
        model = Speaker
        fields: list[str] = []


class ArticleFilter(Narrowing):
    """Articles by outlet, language and day."""

    outlet = SlugFilter(Outlet, field_name="outlet")
    language = filters.CharFilter(help_text="As in the row: en, de, …")
    published_after = filters.DateFilter(field_name="published_on", lookup_expr="gte")
    published_before = filters.DateFilter(field_name="published_on", lookup_expr="lte")
    url = filters.CharFilter()

    class Meta:
        model = Article
        fields: list[str] = []


class AppearanceFilter(Narrowing):
    """Appearances by claim, speaker, outlet, article and day."""

    claim = SlugFilter(Claim, field_name="claim")
    speaker = WhoFilter()
    outlet = SlugFilter(Outlet, field_name="outlet")
    said_after = filters.DateFilter(field_name="said_on", lookup_expr="gte")
    said_before = filters.DateFilter(field_name="said_on", lookup_expr="lte")

    class Meta:
        model = Appearance
        fields: list[str] = []


class ReviewFilter(Narrowing):
    """Reviews by claim."""

    claim = SlugFilter(Claim, field_name="claim")

    class Meta:
        model = Review
        fields: list[str] = []


class CorrectionFilter(Narrowing):
    """Corrections by what happened, and to which claim."""

    claim = SlugFilter(Claim, field_name="review__claim")
    state = filters.ChoiceFilter(choices=[("corrected", "Corrected"), ("withdrawn", "Withdrawn")])

    class Meta:
        model = ReviewVersion
        fields: list[str] = []


class TopicFilter(Narrowing):
    """Topics by name."""

    name = filters.CharFilter(lookup_expr="icontains", help_text="Part of the name.")

    class Meta:
        model = Topic
        fields: list[str] = []


class OutletFilter(Narrowing):
    """Outlets by name, country and language."""

    name = filters.CharFilter(lookup_expr="icontains", help_text="Part of the name.")
    country = filters.CharFilter(lookup_expr="iexact")
    language = filters.CharFilter()

    class Meta:
        model = Outlet
        fields: list[str] = []


class ScaleFilter(Narrowing):
    """Scales by kind."""

    kind = filters.ChoiceFilter(choices=RatingScale.Kind.choices)

    class Meta:
        model = RatingScale
        fields: list[str] = []


def asked_day(request: Any) -> date | None:
    """The day of `as_of`; None when it is not asked for. A day that is no day, or to come, is refused."""
    text = request.query_params.get("as_of") if request is not None else None
    if text is None:
        return None
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise ValidationError({"as_of": ["A day such as 2024-11-18."]})
    if day > timezone.localdate():
        raise ValidationError({"as_of": ["That day is not over yet; the record ends today."]})
    return day
