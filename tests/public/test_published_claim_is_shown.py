"""A published claim stands on its page, on the first page and in every list it belongs to."""

from datetime import date

import pytest
from django.test import Client

from claims.models import ReviewVersion
from tests.factories import ben, make_appearance, make_claim, make_published_review, make_topic


@pytest.fixture
def version() -> ReviewVersion:
    claim = make_claim(said_on=date(2024, 11, 18))
    claim.topics.add(make_topic())
    make_appearance(claim, confirmed_by=ben())
    return make_published_review(claim)


def test_its_page_says_everything(client: Client, version: ReviewVersion) -> None:
    page = client.get(f"/claims/{version.review.claim.slug}/").content.decode()
    assert "<h1>Marsh: unemployment in the port fell to 4 percent</h1>" in page
    assert version.summary in page
    assert version.body in page
    assert "18 November 2024" in page
    assert "Labour market in figures" in page
    assert "Refutes the claim" in page
    assert "<mark>Unemployment in the port fell to 4 percent last year.</mark>" in page
    assert "methodology 1.0" in page


@pytest.mark.parametrize(
    "path", ["/", "/claims/", "/claims/?topic=economy", "/speakers/linda-marsh/", "/topics/economy/"]
)
def test_lists_lead_to_it(client: Client, version: ReviewVersion, path: str) -> None:
    assert f'href="/claims/{version.review.claim.slug}/"' in client.get(path).content.decode()
