"""In a large record a search asks the newest claims first, and the others where these are too few."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from claims.models import Claim, claim_search
from tests.factories import make_claim, make_speaker


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cache.clear()
    cache.set("record-is-large", True)
    monkeypatch.setattr(claim_search, "RECENT", 2)
    monkeypatch.setattr(claim_search, "RANKED", 2)
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
