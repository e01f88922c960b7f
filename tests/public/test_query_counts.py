"""A page asks the database as often for thirty rows as for three."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Article, Claim
from tests.factories import (
    ben,
    make_appearance,
    make_article,
    make_claim,
    make_outlet,
    make_published_review,
    make_revision,
    make_topic,
)

DAY = date(2024, 11, 18)
MOST = {
    "/": 14,
    "/claims/": 12,
    "/claims/?q=port": 14,
    "/claims/port-1/": 12,
    "/speakers/": 6,
    "/speakers/linda-marsh/": 15,
    "/topics/economy/": 10,
    "/outlets/the-harbour-post/": 6,
    "/promises/": 12,
    "/corrections/": 4,
    "/ratings/": 4,
    "/claims/feed.rss": 8,
    "/sitemap-claims.xml": 4,
}


def fill(first: int, last: int) -> None:
    """Claims of a known day, so that roles are asked for; every article holds the first claim too."""
    for n in range(first, last):
        claim = make_claim(f"the port is {n}", slug=f"port-{n}", said_on=DAY)
        claim.topics.add(make_topic())
        revision = make_revision(article=make_article(outlet=make_outlet()))
        make_appearance(claim, revision=revision, said_on=DAY, confirmed_by=ben())
        if n > 1:
            main = Claim.objects.get(slug="port-1")
            make_appearance(main, revision=revision, said_on=DAY, confirmed_by=ben())
        make_published_review(claim)


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_more_rows_are_no_more_queries(client: Client) -> None:
    fill(1, 4)
    client.get("/")  # how large the record is, is remembered from then on
    few = {path: asked(client, path) for path in MOST}
    fill(4, 18)
    many = {path: asked(client, path) for path in MOST}
    assert many == few


def test_more_quotations_in_an_article_are_no_more_queries(client: Client) -> None:
    fill(1, 3)
    article = Article.objects.latest("pk")
    few = asked(client, f"/articles/{article.pk}/")
    for n in range(3, 9):
        claim = make_claim(slug=f"port-{n}", said_on=DAY)
        revision = article.revisions.get()
        make_appearance(claim, revision=revision, said_on=DAY, confirmed_by=ben())
        make_published_review(claim)
    assert asked(client, f"/articles/{article.pk}/") == few


def test_no_page_asks_more_than_it_needs(client: Client) -> None:
    fill(1, 4)
    over = {path: n for path, most in MOST.items() if (n := asked(client, path)) > most}
    assert over == {}
