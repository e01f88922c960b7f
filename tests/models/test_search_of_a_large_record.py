"""In a large record a search asks the newest claims first, and the others where these are too few."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from claims.models import Claim, claim_search
from claims.models.claim import ClaimQuerySet
from tests.factories import make_claim, make_speaker


def last_two(claims: ClaimQuerySet, ways: object) -> list[ClaimQuerySet]:
    """As if the planner had expected many more."""
    newest = Claim.objects.order_by("-pk").values_list("pk", flat=True)[:2]
    return [claims.filter(pk__in=list(newest))]


@pytest.fixture(params=["as the planner expects", "fewer than it expects"], autouse=True)
def _large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cache.clear()
    cache.set("record-is-large", True)
    monkeypatch.setattr(claim_search, "RANKED", 2)
    monkeypatch.setattr(claim_search, "FOUND_AT_ONCE", 0)
    if request.param == "fewer than it expects":
        monkeypatch.setattr(claim_search, "_recent", last_two)
    yield
    cache.clear()


def found(words: str) -> set[str]:
    return {claim.wording for claim in Claim.objects.search(words)}


def test_of_a_common_word_the_newest_are_ranked() -> None:
    for wording in ("the port fell", "the port grew", "the port stood"):
        make_claim(wording)
    assert found("port") == {"the port grew", "the port stood"}


@pytest.mark.parametrize("words", ["harbour", "harbor", "Marsh", "Marsh harbour"])
def test_what_the_newest_lack_is_found_among_all(words: str) -> None:
    make_claim("the harbour is full", speaker=make_speaker())
    for number in range(3):
        make_claim(f"taxes rose by {number} percent", speaker=make_speaker("Ann Dahl", slug="dahl"))
    assert found(words) == {"the harbour is full"}


def test_nothing_is_found_where_nothing_is_like_it() -> None:
    make_claim("the port fell")
    assert found("zeppelin") == set()
