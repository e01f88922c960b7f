"""Markup in anything that came from outside is shown as text, on every page and in every feed."""

import json
import re

import feedparser
import pytest
from django.test import Client

from claims.models import Affiliation, Claim
from tests.factories import (
    ben,
    make_appearance,
    make_article,
    make_claim,
    make_draft,
    make_evidence,
    make_outlet,
    make_published_review,
    make_rating,
    make_revision,
    make_speaker,
    make_topic,
    published,
)

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture
def claim() -> Claim:
    linda = make_speaker(f"Linda {EVIL}", slug="linda", description=EVIL)
    Affiliation.objects.create(speaker=linda, role=EVIL, body=EVIL)
    claim = make_claim(f"say {EVIL}", slug="evil", speaker=linda)
    claim.topics.add(make_topic("Evil", description=EVIL))
    outlet = make_outlet("evil-post", name=EVIL)
    article = make_article(title=EVIL, byline=EVIL, outlet=outlet)
    text = f"Before {EVIL} she said {EVIL} after {EVIL}."
    make_appearance(
        claim, revision=make_revision(text, article=article), quote=f"said {EVIL}", confirmed_by=ben()
    )
    rating = make_rating(f"Wrong {EVIL}", definition=EVIL, colour="#112233")
    make_published_review(claim, headline=EVIL, summary=EVIL, body=EVIL, rating=rating)
    return claim


PAGES = ["/", "/claims/", "/claims/?q=say+script", "/claims/evil/", "/claims/evil/embed/", "/speakers/"]
PAGES += ["/speakers/linda/", "/topics/evil/", "/outlets/evil-post/", "/ratings/", "/promises/"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_show_it_as_text(client: Client, claim: Claim, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_the_page_of_an_article_shows_it_as_text(client: Client, claim: Claim) -> None:
    article = claim.appearances.get().revision.article_id
    page = client.get(f"/articles/{article}/").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feeds_carry_it_as_text(client: Client, claim: Claim, kind: str) -> None:
    feed = feedparser.parse(client.get(f"/claims/feed.{kind}").content, sanitize_html=False)
    assert not feed.bozo
    assert "<script>" not in feed.entries[0].summary


def test_addresses_that_run_code_are_no_links(client: Client) -> None:
    claim = make_claim(slug="trap")
    article = make_article(url="javascript:alert(1)", outlet=make_outlet(homepage="javascript:alert(2)"))
    make_appearance(claim, revision=make_revision(article=article), confirmed_by=ben())
    draft = make_draft(claim)
    make_evidence(draft, url="javascript:alert(3)", archive_url="data:text/html,x")
    published(draft)
    for path in ("/claims/trap/", f"/articles/{article.pk}/", "/outlets/the-harbour-post/"):
        page = client.get(path)
        assert page.status_code == 200
        assert not re.search(r'href="(javascript|data):', page.content.decode())


def test_a_query_comes_back_as_text(client: Client) -> None:
    assert "<script>alert" not in client.get("/claims/", {"q": EVIL}).content.decode()
    assert "<script>alert" not in client.get("/claims/", {EVIL: "1"}).content.decode()


def test_an_answer_to_oembed_carries_it_as_text(client: Client, claim: Claim) -> None:
    page = "http://localhost:8000/claims/evil/"
    answer = json.loads(client.get("/oembed", {"url": page}).content)
    assert "<script>" not in answer["html"]
