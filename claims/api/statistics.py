"""statistics/: how many claims, by rating, kind and year; promises by where they stand."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import Face
from claims.api.filters import ClaimFilter
from claims.editorial.promises import STATES, promise_counts
from claims.models import Claim, Rating, ReviewVersion, StatementKind, published
from claims.models.remembered import remembered


class RatingCount(serializers.Serializer[Any]):
    """Claims that carry a rating now."""

    scale = serializers.CharField()
    rating = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    maps_to = serializers.ChoiceField(choices=Rating.MapsTo.choices)
    claims = serializers.IntegerField(min_value=0)


class KindCount(serializers.Serializer[Any]):
    """Claims of a kind."""

    kind = serializers.ChoiceField(choices=StatementKind.choices)
    claims = serializers.IntegerField(min_value=0)


class YearCount(serializers.Serializer[Any]):
    """Claims said in a year; null where the day is not known."""

    year = serializers.IntegerField(allow_null=True)
    claims = serializers.IntegerField(min_value=0)


class StateCount(serializers.Serializer[Any]):
    """Promises that stand so today."""

    state = serializers.ChoiceField(choices=list(STATES.items()))
    claims = serializers.IntegerField(min_value=0)


class Statistics(serializers.Serializer[Any]):
    """Counts of published claims. They say what was checked, not how often anybody tells the truth."""

    claims = serializers.IntegerField(min_value=0)
    speakers = serializers.IntegerField(min_value=0)
    by_rating = RatingCount(many=True)
    by_kind = KindCount(many=True)
    by_year = YearCount(many=True)
    promises = StateCount(many=True)


class StatisticsView(Face):
    """Counts over all published claims, or over those that the filters of `claims/` leave."""

    is_kept = True
    parameters = frozenset(ClaimFilter.base_filters)
    # For the schema.
    filter_backends = [DjangoFilterBackend]
    filterset_class = ClaimFilter
    queryset = Claim.objects.none()

    @extend_schema(operation_id="statistics", responses=Statistics, filters=True)
    def get(self, request: Request) -> Response:
        """How many."""
        chosen = ClaimFilter(request.query_params, published.claims(), request=request)
        if not chosen.is_valid():
            raise ValidationError(chosen.errors)
        rows = chosen.qs.values_list("pk", flat=True)
        numbers = remembered(f"statistics of {rows.order_by().query}", lambda: counted(rows))
        return Response(Statistics(numbers).data)


def counted(chosen: Any) -> dict[str, Any]:
    """The counts over the chosen ids."""
    claims = Claim.objects.filter(pk__in=chosen)
    promises = claims.promises()
    rows = ReviewVersion.objects.filter(review__claim__in=claims, state=ReviewVersion.State.PUBLISHED)
    ratings = rows.order_by("rating__scale__slug", "rating__position").values(
        "rating__scale__slug", "rating__slug", "rating__label", "rating__maps_to"
    )
    kinds = claims.order_by("kind").values("kind").annotate(claims=Count("pk"))
    years = claims.annotate(year=ExtractYear("said_on")).order_by("year").values("year")
    return {
        "claims": claims.count(),
        "speakers": claims.aggregate(number=Count("speaker", distinct=True))["number"],
        "by_rating": [
            {
                "scale": row["rating__scale__slug"],
                "rating": row["rating__slug"],
                "label": row["rating__label"],
                "maps_to": row["rating__maps_to"],
                "claims": row["claims"],
            }
            for row in ratings.annotate(claims=Count("pk"))
        ],
        "by_kind": list(kinds),
        "by_year": list(years.annotate(claims=Count("pk"))),
        "promises": [
            {"state": state, "claims": number} for state, number in promise_counts(promises).items()
        ],
    }
