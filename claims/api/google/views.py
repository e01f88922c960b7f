"""claims:search, and the document by which Google's client libraries discover it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import Face
from claims.api.google.asked import Asked, known, read
from claims.api.google.errors import answer_as_google
from claims.api.google.selector import select
from claims.api.paging import Order, in_order, pack, unpack
from claims.editorial.addresses import page_url
from claims.editorial.claimreview import language, site
from claims.editorial.past import dress
from claims.models import Claim, ReviewVersion, published

DISCOVERY = Path(__file__).with_name("discovery.json")


class Pretty(JSONRenderer):
    """Indented, as Google answers unless asked not to."""

    def get_indent(self, accepted_media_type: str, renderer_context: Mapping[str, Any]) -> int | None:
        """Two spaces a level."""
        asked = renderer_context["request"].query_params.get("prettyPrint", "true")
        return None if asked.lower() in {"false", "0"} else 2


class GoogleFace(Face):
    """What both answers share: Google's errors, and its strictness about names."""

    renderer_classes = [Pretty]
    empty_is_a_fault = False  # to Google, empty is as left out

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response]:
        """google.rpc.Status."""
        return answer_as_google

    def errors_as(self) -> BaseRenderer:
        """Indented like answers."""
        return Pretty()

    def known_parameters(self) -> frozenset[str]:
        """Those of the request that the contract knows; the others are refused by name."""
        return frozenset(name for name in self.request.query_params if known(name))

    def unknown(self, name: str) -> str:
        """In Google's words."""
        return (
            f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
            f"Field '{name}' could not be found in request message."
        )


class ClaimSearch(GoogleFace):
    """Published claims that match, the most relevant first; of a site alone, the newest first."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """FactCheckedClaimSearchResponse; empty members are left out, as Google does."""
        asked = read(request.query_params.dict())
        found = matching(asked)
        page, more = found[: asked.page_size], found[asked.page_size :]
        answer: dict[str, Any] = {}
        dress(page)
        if page:
            answer["claims"] = [entry(claim) for claim in page]
        if more:
            answer["nextPageToken"] = pack(asked.mark, page[-1])
        return Response(select(answer, asked.fields))


def matching(asked: Asked) -> list[Claim]:
    """The claims of a page, and one more where there are more."""
    if not asks_for_us(asked):
        return []
    rows: Any = published.claims()
    order = Order.time("published_at")
    if asked.query:
        rows, order = rows.search(asked.query), Order.number("relevance")
    if asked.max_age_days:
        rows = rows.filter(young(asked.max_age_days))
    after = None
    if asked.page_token:
        try:
            after = unpack(asked.mark, asked.page_token, order)
        except ValueError as error:
            told = "Invalid page token: it belongs to the same question as the page before."
            raise ValidationError({"pageToken": [told]}) from error
    start = 0 if asked.page_token else asked.offset
    return list(in_order(rows, order, down=True, after=after)[start : start + asked.page_size + 1])


def asks_for_us(asked: Asked) -> bool:
    """Is it our site and our language that is asked for? There is no other publisher here."""
    ours = not asked.site or asked.site == site() or site().endswith(f".{asked.site}")
    return ours and asked.language in {"", language()}


def young(days: int) -> Q:
    """Said or reviewed within so many days, whichever is newer."""
    now = timezone.now()
    since = now - timedelta(days=min(days, (now - datetime(1, 1, 2, tzinfo=UTC)).days))
    return Q(published_at__gte=since) | Q(said_on__gte=since.date())


def entry(claim: Claim) -> dict[str, Any]:
    """A claim with its one review."""
    version: ReviewVersion = claim.public_version  # type: ignore[attr-defined]
    assert version.rating is not None and version.published_at is not None  # noqa: PT018, S101
    said: dict[str, Any] = {"text": claim.wording, "claimant": claim.speaker.name}
    if claim.said_on:
        said["claimDate"] = stamp(datetime.combine(claim.said_on, time(), tzinfo=UTC))
    review = {
        "publisher": {"name": settings.SITE_NAME, "site": site()},
        "url": page_url("claim", claim.slug),
        "title": version.headline or claim.headline,
        "reviewDate": stamp(version.published_at),
        "textualRating": version.rating.label,
        "languageCode": language(),
    }
    return {**said, "claimReview": [review]}


def stamp(moment: datetime) -> str:
    """google-datetime: RFC 3339 with a Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Discovery(Face):
    """The discovery document, with our own address in it."""

    parameters = frozenset({"version", "key"})

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """Of the one version there is."""
        document = json.loads(DISCOVERY.read_text(encoding="utf-8"))
        root = request.build_absolute_uri("/factchecktools/")
        return Response({**document, "rootUrl": root, "baseUrl": root})
