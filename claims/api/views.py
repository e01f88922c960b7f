"""The lists and items of the API. Every queryset comes from `models.published`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api import filters, serializers
from claims.api.base import Bring, PublicViewSet
from claims.api.filters import asked_day
from claims.api.paging import Order
from claims.editorial.past import dress, end_of
from claims.models import Claim, Review, StatementKind, brought, published
from claims.models.changes import changed_at
from claims.models.days import UNDATED_PROMISE

ID = {"id": Order.number("id")}
NAME = {"name": Order.text("name"), **ID}


class ClaimViewSet(PublicViewSet):
    """Published claims with their verdict."""

    serializer_class = serializers.ClaimSerializer
    detail_serializer = serializers.ClaimDetail
    filterset_class = filters.ClaimFilter
    parameters = PublicViewSet.parameters | {"as_of"}
    slugs = True
    orders = {
        "published_at": Order.time("published_at"),
        "said_on": Order.day("said_on"),
        "due_on": Order.day("due_on"),
        **ID,
    }
    first_order = "-published_at"

    def get_queryset(self) -> QuerySet[Claim]:
        """Published claims; as they stood on a day, with all that is shown of them."""
        day = asked_day(self.request)
        if day is None:
            return published.verdicts()
        rows = published.whole_claims if getattr(self, "detail", False) else published.claims
        return rows(end_of(day))

    def bringing(self) -> Bring | None:
        """Those of the past are brought by the list itself."""
        return None if asked_day(self.request) else self.lines

    def lines(self, keys: Sequence[Any]) -> list[Claim]:
        """The claims of a page."""
        return brought.lines([key.pk for key in keys])

    def item(self, **key: str | int) -> Any:
        """The claim with all that is shown of it."""
        return super().item(**key) if asked_day(self.request) else brought.whole(**key)

    def paginate_queryset(self, queryset: Any) -> Any:
        """A page of claims with their verdicts, as they stand or stood."""
        page = super().paginate_queryset(queryset)
        dress(page or [], asked_day(self.request))
        return page

    def get_object(self) -> Any:
        """The claim with its verdict."""
        claim = super().get_object()
        dress([claim], asked_day(self.request))
        return claim

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One item. The address of a claim that was merged away leads to the one it became part of."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            target = published.merge_target(str(self.kwargs["pk"]).replace("\0", ""))
            if target is None or not published.claims().filter(pk=target.pk).exists():
                raise
        way = reverse(f"api:{self.basename}-detail", args=[target.slug])
        return Response(status=301, headers={"Location": way})

    def changed_at(self, item: Claim) -> datetime | None:
        """The newest of the claim, who said it, its public versions and its appearances."""
        return None if asked_day(self.request) else changed_at(item)


class PromiseViewSet(ClaimViewSet):
    """Published promises, with the day they fall due and where they stand."""

    filterset_class = filters.PromiseFilter
    orders = ClaimViewSet.orders | {"due_on": Order.day("due_on", UNDATED_PROMISE)}
    first_order = "due_on"

    def get_queryset(self) -> QuerySet[Claim]:
        """Promises only."""
        rows: Any = super().get_queryset()
        promises: QuerySet[Claim] = rows.promises()
        return promises

    def item(self, **key: str | int) -> Any:
        """Nothing else that has this slug."""
        claim = super().item(**key)
        return claim if claim is not None and claim.kind == StatementKind.PROMISE else None


class SearchViewSet(ClaimViewSet):
    """Published claims that match words in wording, quotes or names; typing errors are forgiven."""

    serializer_class = serializers.SearchHit
    filterset_class = filters.SearchFilter
    always_filtered = True
    parameters = PublicViewSet.parameters
    orders = {"relevance": Order.number("relevance")}
    first_order = "-relevance"

    def lines(self, keys: Sequence[Any]) -> list[Claim]:
        """The claims of a page, each with how relevant it is."""
        relevance = {key.pk: key.sort_key for key in keys}
        claims = super().lines(keys)
        for claim in claims:
            vars(claim)["relevance"] = relevance[claim.pk]
        return claims


class SpeakerViewSet(PublicViewSet):
    """Speakers of published claims."""

    serializer_class = serializers.SpeakerSerializer
    filterset_class = filters.SpeakerFilter
    slugs = True
    orders = NAME
    first_order = "name"

    def get_queryset(self) -> Any:
        """Speakers of published claims."""
        return published.speakers()

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One item. The address of a speaker that was merged away leads to the one it became part of."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            now = published.speaker_of_old_address(str(self.kwargs["pk"]).replace("\0", ""))
            if now is None:
                raise
        way = reverse(f"api:{self.basename}-detail", args=[now.slug])
        return Response(status=301, headers={"Location": way})


class ArticleViewSet(PublicViewSet):
    """Articles in which published claims appear: metadata and short quotations."""

    serializer_class = serializers.ArticleSerializer
    detail_serializer = serializers.ArticleDetail
    filterset_class = filters.ArticleFilter
    orders = {"published_on": Order.day("published_on"), **ID}
    first_order = "-published_on"

    def get_queryset(self) -> Any:
        """Articles with a confirmed appearance."""
        return published.articles()

    def get_object(self) -> Any:
        """The article and its quotations, in the order of the text."""
        article = super().get_object()
        quotations = published.appearances().filter(revision__article=article)
        article.shown_appearances = list(quotations.order_by("revision__number", "start"))
        return article


class AppearanceViewSet(PublicViewSet):
    """Confirmed appearances of published claims."""

    serializer_class = serializers.AppearanceSerializer
    filterset_class = filters.AppearanceFilter
    orders = {"said_on": Order.day("said_on"), **ID}

    def get_queryset(self) -> Any:
        """Confirmed appearances."""
        return published.appearances()


class ReviewViewSet(PublicViewSet):
    """Reviews of published claims with every version that is or was public."""

    serializer_class = serializers.ReviewSerializer
    filterset_class = filters.ReviewFilter

    def get_queryset(self) -> Any:
        """Reviews with a published version."""
        versions = published.versions().prefetch_related("evidence").order_by("-number")
        return (
            Review.objects.published()
            .select_related("claim__speaker")
            .prefetch_related(Prefetch("versions", queryset=versions, to_attr="public_versions"))
        )


class ScaleViewSet(PublicViewSet):
    """Rating scales with the meaning of every rating."""

    serializer_class = serializers.ScaleSerializer
    filterset_class = filters.ScaleFilter
    slugs = True
    orders = NAME
    first_order = "name"

    def get_queryset(self) -> Any:
        """Scales in use."""
        return published.scales().prefetch_related("ratings__scale")


class TopicViewSet(PublicViewSet):
    """Topics of published claims."""

    serializer_class = serializers.TopicSerializer
    filterset_class = filters.TopicFilter
    slugs = True
    orders = NAME
    first_order = "name"

    def get_queryset(self) -> Any:
        """Topics of published claims."""
        return published.topics()


class OutletViewSet(PublicViewSet):
    """Outlets in whose articles published claims appear."""

    serializer_class = serializers.OutletSerializer
    filterset_class = filters.OutletFilter
    slugs = True
    orders = NAME
    first_order = "name"

    def get_queryset(self) -> Any:
        """Outlets of such articles."""
        return published.outlets()


class CorrectionViewSet(PublicViewSet):
    """Reviews that were corrected or withdrawn after publication, and why."""

    serializer_class = serializers.CorrectionSerializer
    filterset_class = filters.CorrectionFilter
    orders = {"closed_at": Order.time("closed_at"), **ID}
    first_order = "-closed_at"

    def get_queryset(self) -> Any:
        """Corrected and withdrawn versions, with the reason."""
        return published.corrections()
