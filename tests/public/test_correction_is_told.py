"""A correction is told on the page, in the history, in the log and in its feed."""

import feedparser
import pytest
from django.test import Client

from claims.models import Claim, ReviewVersion, act_as
from tests.factories import ada, ben, make_claim, make_draft, make_published_review, make_rating


@pytest.fixture
def claim() -> Claim:
    claim = make_claim("the port is full")
    first = make_published_review(claim, rating=make_rating("Half true"), summary="What we first thought.")
    second = make_draft(claim, rating=make_rating("False"), change_note="We had counted ships twice.")
    row = ReviewVersion.objects.filter(pk=second.pk)
    with act_as(ada()):
        row.update(state="submitted", submitted_at=second.created_at)
    with act_as(ben()):
        row.update(state="approved", approver=ben(), approved_at=second.created_at)
        ReviewVersion.objects.filter(pk=first.pk).update(state="corrected", closed_at=second.created_at)
        row.update(state="published", published_by=ben(), published_at=second.created_at)
    return claim


def test_the_page_says_what_was_wrong_and_keeps_the_older_version(client: Client, claim: Claim) -> None:
    page = client.get(f"/claims/{claim.slug}/").content.decode()
    notice = page.partition('class="notice"')[2].partition("</div>")[0]
    assert "Corrected on" in notice
    assert "We had counted ships twice." in notice
    verdict = page.partition('class="verdict"')[2].partition("</section>")[0]
    assert "False" in verdict
    assert "Half true" not in verdict
    history = page.partition('id="history"')[2].partition("</section>")[0]
    assert "Half true" in history
    assert "What we first thought." in history


def test_the_log_shows_both_ratings(client: Client, claim: Claim) -> None:
    page = client.get("/corrections/").content.decode()
    assert "the port is full" in page
    assert "We had counted ships twice." in page
    assert page.index("Half true") < page.index("False")


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_the_feed_names_it(client: Client, claim: Claim, kind: str) -> None:
    [entry] = feedparser.parse(client.get(f"/corrections/feed.{kind}").content).entries
    assert entry.title == "Corrected: Marsh: the port is full"
    assert "We had counted ships twice." in entry.summary
