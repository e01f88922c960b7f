"""An assistant with the official client finds published records and their addresses at a running server."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim
from tests.api.mcp.asking import ask, refused, tools_of
from tests.factories import ada, make_appearance, make_claim, make_published_review, make_topic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.api.mcp.urls")]


@pytest.fixture
def base(live_server: LiveServer, settings: Settings) -> str:
    settings.SITE_URL = "https://claims.example"
    return str(live_server.url)


@pytest.fixture
def claim() -> Claim:
    claim = make_claim(said_on=date(2024, 11, 18))
    claim.topics.add(make_topic())
    make_published_review(claim)
    make_appearance(claim, confirmed_by=ada())
    return claim


def test_four_tools_are_named_each_read_only_with_its_arguments(base: str) -> None:
    tools = tools_of(base)
    assert list(tools) == ["search", "claim", "speaker", "match"]
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    assert tools["search"].input_schema["required"] == ["query"]


def test_search_finds_a_claim_with_its_verdict_and_address(base: str, claim: Claim) -> None:
    [found] = ask(base, "search", query="unemployment port")["results"]
    assert found["page_url"] == f"https://claims.example/claims/{claim.slug}/"
    assert found["review"]["rating"]["label"] == "False"


def test_search_narrows_as_the_api_does(base: str, claim: Claim) -> None:
    assert ask(base, "search", query="unemployment", topic="economy", limit=1)["results"]
    assert ask(base, "search", query="unemployment", maps_to="true")["results"] == []


def test_a_claim_is_found_by_slug_and_by_the_address_of_its_page(base: str, claim: Claim) -> None:
    by_slug = ask(base, "claim", claim=claim.slug)
    assert by_slug["versions"][0]["evidence"][0]["title"] == "Labour market in figures"
    assert by_slug["appearances"][0]["quote"].startswith("Unemployment")
    assert ask(base, "claim", claim=by_slug["page_url"]) == by_slug


def test_a_merged_claim_answers_with_the_one_it_became_part_of(base: str, claim: Claim) -> None:
    other = make_claim("jobless rate at 4 percent")
    make_published_review(other)
    Claim.objects.filter(pk=other.pk).update(merged_into=claim)
    assert ask(base, "claim", claim=other.slug)["slug"] == claim.slug


def test_a_speaker_is_found_by_name_with_counts_and_newest_claims(base: str, claim: Claim) -> None:
    found = ask(base, "speaker", speaker="linda marsh")
    assert found["page_url"] == "https://claims.example/speakers/linda-marsh/"
    assert found["statistics"]["by_rating"][0]["claims"] == 1
    assert [row["slug"] for row in found["newest_claims"]] == [claim.slug]


def test_match_says_that_it_was_checked(base: str, claim: Claim) -> None:
    answer = ask(base, "match", text="Unemployment in the port fell to 4 percent", speaker="Linda Marsh")
    assert answer["results"][0]["claim"]["slug"] == claim.slug
    assert answer["results"][0]["same"] is True
    assert answer["external"] == []


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("search", {}, "'query' is a required property"),
        ("search", {"query": "x"}, "query: 'x' is too short"),
        ("search", {"query": "port", "spekaer": "x"}, "('spekaer' was unexpected). Known here: query, speaker"),
        ("search", {"query": "port", "limit": 1000}, "limit: 1000 is greater than the maximum of 20"),
        ("search", {"query": "port", "kind": "gossip"}, "kind: 'gossip' is not one of"),
        ("search", {"query": "a" * 10_000}, "is too long"),
        ("search", {"query": "po\0rt"}, "A null byte cannot be part of a value."),
        ("claim", {"claim": 7}, "claim: 7 is not of type 'string'"),
        ("claim", {"claim": "no-such-claim"}, "No public claim is at 'no-such-claim'. Use search"),
        ("speaker", {"speaker": "Nobody"}, "No public claim is by 'Nobody'."),
        ("match", {"text": "ab"}, "text: 'ab' is too short"),
        ("match", {"text": "the port", "speaker": "nobody"}, "No public claim is by 'nobody'."),
        ("publish", {}, "There is no tool 'publish'. There are: search, claim, speaker, match."),
    ],
)  # fmt: skip
def test_bad_arguments_are_told_with_their_remedy(base: str, tool: str, arguments: Any, said: str) -> None:
    assert said in refused(base, tool, **arguments)


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE claims_claim; --", "<script>", "%_\\", "אבג 🛟", '"unclosed']
)
def test_strange_words_are_words(base: str, claim: Claim, words: str) -> None:
    ask(base, "search", query=words)
    ask(base, "match", text=f"the {words}")
    assert "No public claim" in refused(base, "claim", claim=words)
    assert Claim.objects.count() == 1


def test_a_fault_of_ours_is_told_without_its_details(base: str, claim: Claim, settings: Settings) -> None:
    settings.SITE_URL = None  # breaks every address that is made of it
    said = refused(base, "search", query="unemployment")
    assert said == "Our fault, and it is logged. Try again later."
