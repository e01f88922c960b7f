"""Any list of claims can be followed, narrowed as the page is, by any feed reader."""

import json
from datetime import date

import feedparser
import pytest
from django.test import Client

from claims.models import Claim, StatementKind
from tests.factories import make_claim, make_published_review, make_speaker, make_topic


@pytest.fixture
def claims() -> tuple[Claim, Claim]:
    port = make_claim("the port is full", said_on=date(2024, 11, 18))
    port.topics.add(make_topic())
    homes = make_claim("build 300 homes", speaker=make_speaker("Odd Fellow"), kind=StatementKind.PROMISE)
    for claim in (port, homes):
        make_published_review(claim)
    return port, homes


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_reader_understands_it(client: Client, claims: tuple[Claim, Claim], kind: str) -> None:
    feed = feedparser.parse(client.get(f"/claims/feed.{kind}").content)
    assert not feed.bozo
    newest = feed.entries[0]
    assert newest.title == "Fellow: build 300 homes – False"
    assert newest.link == newest.id == f"http://localhost:8000/claims/{claims[1].slug}/"
    assert "The labour office counted 6.1 percent." in newest.summary
    assert newest.published_parsed


def test_json_feed_says_the_same(client: Client, claims: tuple[Claim, Claim]) -> None:
    answer = client.get("/claims/feed.json")
    assert answer["Content-Type"] == "application/feed+json"
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["title"] for item in feed["items"]] == [
        "Fellow: build 300 homes – False",
        "Marsh: the port is full – False",
    ]


@pytest.mark.parametrize(
    "query", ["speaker=linda-marsh", "topic=economy", "kind=statistic", "q=port", "said_after=2024-11-01"]
)
def test_it_is_narrowed_as_the_list_is(client: Client, claims: tuple[Claim, Claim], query: str) -> None:
    titles = [e.title for e in feedparser.parse(client.get(f"/claims/feed.atom?{query}").content).entries]
    assert titles == ["Marsh: the port is full – False"]


def test_every_list_names_its_own_feeds(client: Client, claims: tuple[Claim, Claim]) -> None:
    page = client.get("/claims/?speaker=linda-marsh").content.decode()
    assert 'type="application/atom+xml" title="Atom" href="/claims/feed.atom?speaker=linda-marsh"' in page
    assert 'href="/claims/feed.rss?topic=economy"' in client.get("/topics/economy/").content.decode()


def test_letters_that_xml_cannot_hold_do_not_break_it(client: Client) -> None:
    make_published_review(make_claim("bell"), summary="Ring \x07 the \x0b bell")
    assert not feedparser.parse(client.get("/claims/feed.rss").content).bozo
