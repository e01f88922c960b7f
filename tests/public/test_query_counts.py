"""A page asks the database as often for thirty rows as for three."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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
    for n in range(first, last):
        claim = make_claim(f"the port is {n}", slug=f"port-{n}")
        claim.topics.add(make_topic())
        article = make_article(outlet=make_outlet())
        make_appearance(claim, revision=make_revision(article=article), confirmed_by=ben())
        make_published_review(claim)
    main = make_claim("main", slug=f"main-{last}")
    make_published_review(main)


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_more_rows_are_no_more_queries(client: Client) -> None:
    fill(1, 4)
    few = {path: asked(client, path) for path in MOST}
    fill(4, 18)
    many = {path: asked(client, path) for path in MOST}
    assert many == few


def test_no_page_asks_more_than_it_needs(client: Client) -> None:
    fill(1, 4)
    over = {path: n for path, most in MOST.items() if (n := asked(client, path)) > most}
    assert over == {}
