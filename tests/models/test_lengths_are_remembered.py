"""How long a list is: counted each time in a small record, now and then in a large one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from claims.editorial.promises import OneAfterAnother
from claims.models import Claim
from claims.models.remembered import counted
from tests.factories import make_claim


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_a_small_record_is_counted_each_time() -> None:
    make_claim()
    assert counted(Claim.objects.all(), 5) == 1
    make_claim("the port is full")
    assert counted(Claim.objects.all(), 5) == 2
    assert counted(Claim.objects.all(), 1) == 1


def test_a_large_record_remembers_it() -> None:
    cache.set("record-is-large", True)
    make_claim()
    assert counted(Claim.objects.all(), 5) == 1
    make_claim("the port is full")
    assert counted(Claim.objects.all(), 5) == 1
    cache.clear()
    assert counted(Claim.objects.all(), 5) == 2


def test_what_is_decided_by_the_minute_is_counted_each_time_until_it_is_too_long_to_count() -> None:
    cache.set("record-is-large", True)
    make_claim()
    assert counted(Claim.objects.all(), 2, shorter=0) == 1
    make_claim("the port is full")
    assert counted(Claim.objects.all(), 2, shorter=0) == 2
    Claim.objects.all().delete()
    assert counted(Claim.objects.all(), 2, shorter=0) == 2


def test_nothing_is_counted_where_nothing_can_be() -> None:
    cache.set("record-is-large", True)
    make_claim()
    assert counted(Claim.objects.none(), 5) == 0
    assert counted(Claim.objects.all(), 0) == 0


def test_lists_behind_a_full_one_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.editorial.promises.MOST_COUNTED", 1)
    cache.set("record-is-large", True)
    claims = [make_claim(), make_claim("the port is full")]
    parts = OneAfterAnother([Claim.objects.filter(pk=claim.pk) for claim in claims])
    assert len(parts) == 1
    assert parts[0:5] == claims[:1]
