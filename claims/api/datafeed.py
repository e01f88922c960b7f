"""/claimreview.json: every published claim as a ClaimReview, in one schema.org DataFeed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe

from claims.editorial.addresses import page_url
from claims.editorial.claimreview import CONTEXT, claim_review, organisation
from claims.models import published
from claims.models.claim import ClaimQuerySet
from claims.models.public_change import public_state

AT_ONCE = 500  # claims in memory


def etag(request: HttpRequest) -> str:
    """Of the record's state and of what we call ourselves; weak, since articles keep no trail."""
    named = f"{public_state()} {settings.SITE_URL} {settings.SITE_NAME}"
    return f'W/"{sha256(named.encode()).hexdigest()[:32]}"'


def feed_rows() -> ClaimQuerySet:
    """Published claims with all that a ClaimReview needs, the newest first."""
    numbers = "review__public_versions__rating__scale__ratings"
    rows: ClaimQuerySet = published.claims().prefetch_related(numbers, published.shown_appearances())
    return rows.order_by("-published_at", "-pk")


def feed_text() -> Iterator[str]:
    """The feed, piece by piece: in memory are never more than some hundred claims."""
    rows = feed_rows()
    newest = rows.first()
    head = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "name": f"{settings.SITE_NAME}: all reviews",
        "url": f"{settings.SITE_URL}/claimreview.json",
        "license": settings.DATA_LICENCE_URL,
        "publisher": organisation(),
        **({"dateModified": newest.published_at.isoformat()} if newest else {}),  # type: ignore[attr-defined]
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "dataFeedElement": ['
    before = "\n"
    for claim in rows.iterator(chunk_size=AT_ONCE):
        review = claim_review(claim)
        del review["@context"]
        element = {
            "@type": "DataFeedItem",
            "url": page_url("claim", claim.slug),
            "dateCreated": review["datePublished"],
            "dateModified": review["dateModified"],
            "item": [review],
        }
        yield before + json.dumps(element, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


@csrf_exempt
@require_safe
@condition(etag_func=etag)
def data_feed(request: HttpRequest) -> HttpResponseBase:
    """All ClaimReviews; any site may read them."""
    pieces = (piece.encode() for piece in feed_text())
    answer = StreamingHttpResponse(pieces, content_type="application/ld+json; charset=utf-8")
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=300)
    return answer
