"""Programs that we did not write read what we publish: structured data by extruct, feeds by a second reader."""

from __future__ import annotations

from datetime import date
from typing import Any

import atoma
import extruct
import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from claims.models import Claim
from tests.factories import (
    ada,
    make_appearance,
    make_article,
    make_claim,
    make_outlet,
    make_published_review,
    make_rating,
    make_revision,
    make_speaker,
)

TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": r"^https?://[^\s]+$"}
NUMBER = {"type": "number"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d.*)?$"}
PARTY = {
    "type": "object",
    "required": ["@type", "name"],
    "properties": {"@type": {"enum": ["Person", "Organization"]}, "name": TEXT},
}
# https://developers.google.com/search/docs/appearance/structured-data/factcheck: what is required, what recommended.
CLAIM_REVIEW = {
    "type": "object",
    "required": ["@context", "@type", "claimReviewed", "reviewRating", "url", "author", "datePublished"],
    "properties": {
        "@type": {"const": "ClaimReview"},
        "claimReviewed": {**TEXT, "maxLength": 500},
        "url": ADDRESS,
        "datePublished": MOMENT,
        "author": PARTY,
        "reviewRating": {
            "type": "object",
            "required": ["@type", "alternateName"],
            "properties": {
                "@type": {"const": "Rating"},
                "alternateName": TEXT,
                "ratingValue": NUMBER,
                "bestRating": NUMBER,
                "worstRating": NUMBER,
            },
            "dependentRequired": {"ratingValue": ["bestRating", "worstRating"]},
        },
        "itemReviewed": {
            "type": "object",
            "required": ["@type", "author"],
            "properties": {"@type": {"const": "Claim"}, "author": PARTY, "datePublished": MOMENT},
        },
    },
}
# https://developers.google.com/search/docs/appearance/structured-data/article
NEWS_ARTICLE = {
    "type": "object",
    "required": ["@type", "headline", "image", "datePublished", "dateModified", "author", "publisher"],
    "properties": {
        "headline": {**TEXT, "maxLength": 110},
        "image": {"type": "array", "minItems": 1, "items": ADDRESS},
        "publisher": {
            "type": "object",
            "required": ["name", "logo"],
            "properties": {"logo": {"type": "object", "required": ["url"], "properties": {"url": ADDRESS}}},
        },
    },
}
SHAPES: dict[str, Any] = {"ClaimReview": CLAIM_REVIEW, "NewsArticle": NEWS_ARTICLE}


def told_by(claim: Claim) -> list[Any]:
    """What extruct finds on the page."""
    page = Client().get(f"/claims/{claim.slug}/").content.decode()
    found = extruct.extract(page, base_url="http://localhost:8000/", syntaxes=["json-ld"], uniform=False)
    things: list[Any] = found["json-ld"]
    return things


def marked_up() -> Claim:
    claim = make_claim('say "</script>" & <b>so</b>, “quite”', said_on=date(2024, 11, 18))
    make_published_review(claim)
    return claim


def promise() -> Claim:
    claim = make_claim("build 300 homes", due_on=date(2027, 1, 1))
    make_published_review(claim, rating=make_rating("In progress", scale="promise", maps_to="other"))
    return claim


def rated_by_number() -> Claim:
    claim = make_claim(speaker=make_speaker("The Port Authority", kind="organisation", wikidata="Q42"))
    make_rating("True", maps_to="true", value=5, position=2)
    make_published_review(claim, rating=make_rating("Half true", maps_to="mixture", value=3, position=1))
    article = make_article(outlet=make_outlet())
    make_appearance(claim, revision=make_revision(article=article), confirmed_by=ada())
    return claim


@pytest.mark.parametrize("make", [marked_up, promise, rated_by_number])
def test_both_kinds_of_structured_data_have_all_that_google_asks_for(make: Any) -> None:
    things = told_by(make())
    assert [thing["@type"] for thing in things] == ["ClaimReview", "NewsArticle"]
    for thing in things:
        shape = Draft202012Validator(SHAPES[thing["@type"]], format_checker=FormatChecker())
        assert [fault.message for fault in shape.iter_errors(thing)] == []


def test_a_second_reader_understands_all_three_feeds() -> None:
    claim = make_claim("the port is full", said_on=date(2024, 11, 18))
    make_published_review(claim)
    address = f"http://localhost:8000/claims/{claim.slug}/"
    rss = atoma.parse_rss_bytes(Client().get("/claims/feed.rss").content)
    atom = atoma.parse_atom_bytes(Client().get("/claims/feed.atom").content)
    json_feed = atoma.parse_json_feed_bytes(Client().get("/claims/feed.json").content)
    assert [rss.items[0].link, atom.entries[0].links[0].href, json_feed.items[0].url] == [address] * 3
    assert {rss.items[0].title, atom.entries[0].title.value, json_feed.items[0].title} == {
        "Marsh: the port is full – False"
    }
    moments = [rss.items[0].pub_date, atom.entries[0].published, json_feed.items[0].date_published]
    assert len({moment.replace(microsecond=0) for moment in moments}) == 1
