"""A published claim as a ClaimReview, as Google documents it, and all of them in one feed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.editorial.claimreview import as_script_json, claim_review, news_article
from claims.models import Claim, published
from tests.factories import (
    ada,
    make_appearance,
    make_article,
    make_claim,
    make_draft,
    make_outlet,
    make_published_review,
    make_rating,
    make_revision,
    make_speaker,
)


def public(claim: Claim) -> Claim:
    """As every face fetches it."""
    return published.claims().get(pk=claim.pk)


@pytest.fixture
def claim() -> Claim:
    """Marsh said it in two articles."""
    speaker = make_speaker(wikidata="Q42")
    speaker.affiliations.create(role="Mayor", body="Harbour", start=date(2020, 1, 1))
    claim = make_claim(speaker=speaker, said_on=date(2024, 11, 18))
    make_rating("True", value=5, maps_to="true")
    make_published_review(claim, rating=make_rating("Mostly false", value=2))
    make_rating("Worst", value=1)
    for day in (19, 18):
        article = make_article(outlet=make_outlet(), published_on=date(2024, 11, day))
        make_appearance(
            claim, revision=make_revision(article=article), said_on=date(2024, 11, day), confirmed_by=ada()
        )
    return claim


def test_it_says_what_google_requires(claim: Claim) -> None:
    review = claim_review(public(claim))
    assert review["@context"] == "https://schema.org"
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "unemployment in the port fell to 4 percent"
    assert review["url"].startswith("http://localhost:8000/")
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Mostly false",
        "ratingExplanation": "The labour office counted 6.1 percent.",
        "ratingValue": 2,
        "worstRating": 1,
        "bestRating": 5,
    }
    assert review["author"]["name"] == "The Claims Desk"


def test_a_rating_without_a_number_is_given_none() -> None:
    claim = make_claim(kind="promise")
    make_published_review(claim, rating=make_rating("Promise broken", scale="promise", maps_to="other"))
    rating = claim_review(public(claim))["reviewRating"]
    assert rating["alternateName"] == "Promise broken"
    assert not {"ratingValue", "bestRating", "worstRating"} & set(rating)


def test_the_speaker_is_the_author_of_the_claim_with_the_role_of_that_day(claim: Claim) -> None:
    item = claim_review(public(claim))["itemReviewed"]
    assert item["author"] == {
        "@type": "Person",
        "name": "Linda Marsh",
        "sameAs": "https://www.wikidata.org/wiki/Q42",
        "jobTitle": "Mayor of Harbour",
    }
    assert item["datePublished"] == "2024-11-18"


def test_the_earliest_article_is_the_first_appearance(claim: Claim) -> None:
    item = claim_review(public(claim))["itemReviewed"]
    assert item["firstAppearance"]["datePublished"] == "2024-11-18"
    assert [work["datePublished"] for work in item["appearance"]] == ["2024-11-19"]
    assert item["firstAppearance"]["publisher"]["name"] == "The Harbour Post"
    assert item["firstAppearance"]["url"].startswith("https://news.example/")


def test_the_page_is_a_news_article_that_names_its_corrections(claim: Claim) -> None:
    article = news_article(public(claim))
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == "No, unemployment did not fall to 4 percent"
    assert article["publisher"]["@type"] == "Organization"
    assert "correction" not in article


def test_no_text_ends_the_script_it_stands_in() -> None:
    said = as_script_json({"a": "</script><script>alert(1)</script>", "b": "<!-- & \u2028"})
    assert not set(said) & set("<>&\u2028")
    assert json.loads(said) == {"a": "</script><script>alert(1)</script>", "b": "<!-- & \u2028"}


def feed() -> Any:
    answer = Client().get("/claimreview.json")
    assert answer.status_code == 200
    return json.loads(answer.getvalue())


def test_the_feed_holds_every_published_claim_and_no_draft(claim: Claim) -> None:
    make_draft(make_claim("a secret"))
    whole = feed()
    assert whole["@type"] == "DataFeed"
    [element] = whole["dataFeedElement"]
    [review] = element["item"]
    assert {**review, "@context": "https://schema.org"} == claim_review(public(claim))


def test_an_empty_feed_is_a_feed() -> None:
    assert feed()["dataFeedElement"] == []


@pytest.mark.django_db(transaction=True)  # a transaction is one change
def test_who_has_the_feed_already_gets_304_until_something_changes(claim: Claim) -> None:
    mark = Client().get("/claimreview.json")["ETag"]
    assert Client().get("/claimreview.json", headers={"If-None-Match": mark}).status_code == 304
    Claim.objects.filter(pk=claim.pk).update(said_on=date(2024, 11, 17))
    assert Client().get("/claimreview.json", headers={"If-None-Match": mark}).status_code == 200


def test_more_claims_take_no_more_queries(
    claim: Claim, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        make_published_review(make_claim(f"claim {number}"))
    with django_assert_max_num_queries(14):
        assert len(feed()["dataFeedElement"]) == 6
