"""A published claim's page carries ClaimReview and NewsArticle for search engines; a withdrawn one's does not."""

import json
import re

from django.test import Client
from django.utils import timezone

from claims.models import Claim, ReviewVersion, act_as
from tests.factories import ben, make_claim, make_published_review


def structured(client: Client, claim: Claim) -> list[dict[str, object]]:
    page = client.get(f"/claims/{claim.slug}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    things: list[dict[str, object]] = json.loads(found[1]) if found else []
    return things


def test_the_page_carries_both(client: Client) -> None:
    claim = make_claim('say "</script>" & <b>so</b>')
    make_published_review(claim)
    review, article = structured(client, claim)
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == claim.wording
    assert review["url"] == article["url"] == f"http://localhost:8000/claims/{claim.slug}/"
    assert article["@type"] == "NewsArticle"


def test_a_withdrawn_review_is_none(client: Client) -> None:
    claim = make_claim()
    version = make_published_review(claim)
    with act_as(ben()):
        ReviewVersion.objects.filter(pk=version.pk).update(
            state="withdrawn", withdrawn_reason="Wrong port.", closed_at=timezone.now()
        )
    assert structured(client, claim) == []
