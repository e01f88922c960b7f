"""A withdrawn review keeps its address: the page says that it was withdrawn, when and why."""

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Claim, ReviewVersion, act_as
from tests.factories import ben, make_claim, make_published_review


@pytest.fixture
def claim() -> Claim:
    claim = make_claim("the port is full")
    version = make_published_review(claim, summary="A summary nobody should rely on.")
    with act_as(ben()):
        ReviewVersion.objects.filter(pk=version.pk).update(
            state="withdrawn", withdrawn_reason="We had the wrong port.", closed_at=timezone.now()
        )
    return claim


def test_the_page_says_why_and_no_longer_argues(client: Client, claim: Claim) -> None:
    answer = client.get(f"/claims/{claim.slug}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "We withdrew our review" in page
    assert "We had the wrong port." in page
    assert "A summary nobody should rely on." not in page
    assert '<meta name="robots" content="noindex">' in page


def test_frames_on_other_sites_say_it_too(client: Client, claim: Claim) -> None:
    assert "was withdrawn" in client.get(f"/claims/{claim.slug}/embed/").content.decode()


def test_it_leaves_the_lists_and_stands_among_the_corrections(client: Client, claim: Claim) -> None:
    assert "the port is full" not in client.get("/claims/").content.decode()
    corrections = client.get("/corrections/").content.decode()
    assert "the port is full" in corrections
    assert "We had the wrong port." in corrections


def test_it_has_no_picture_for_links(client: Client, claim: Claim) -> None:
    assert client.get(f"/claims/{claim.slug}/card.png").status_code == 404
