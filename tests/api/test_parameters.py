"""What may stand after the question mark, and what is said of the rest."""

import pytest
from django.test import Client

from tests.api.ask import refused, results

LISTS = ["claims", "promises", "speakers", "appearances", "articles", "reviews"]
LISTS += ["ratings", "topics", "outlets", "corrections"]


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_parameter_is_refused_by_name(path: str) -> None:
    problem = refused(f"{path}/", spekaer="linda-marsh")
    assert list(problem["errors"]) == ["spekaer"]
    assert "Known here:" in problem["detail"]
    assert problem["status"] == 400
    assert problem["instance"] == f"/api/v1/{path}/"


def test_every_fault_is_named_at_once() -> None:
    problem = refused("claims/", said_after="yesterday", kind="rumour")
    assert set(problem["errors"]) == {"said_after", "kind"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page_size", "0"),
        ("page_size", "101"),
        ("page_size", "many"),
        ("page_size", "１"),
        ("cursor", "%%%"),
        ("cursor", "WyJpZCIsIDEsIDFd"),
        ("cursor", "ünïcode"),
        ("ordering", "wording"),
        ("ordering", "--id"),
        ("said_after", "2024-13-01"),
        ("said_after", ""),
        ("speaker", ""),
        ("cursor", ""),
        ("published_after", "soon"),
        ("speaker", "a\0b"),
        ("speaker", "x" * 501),
        ("maps_to", "<script>"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(name: str, value: str) -> None:
    assert list(refused("claims/", **{name: value})["errors"]) == [name]


@pytest.mark.parametrize("value", ["' OR 1=1 --", "<b>x</b>", "%", "_", "\\", "🦓", "\u202e", "é" * 500])
def test_a_strange_value_finds_nothing_and_breaks_nothing(value: str) -> None:
    for path, name in (("claims/", "speaker"), ("speakers/", "name"), ("search/", "q"), ("articles/", "url")):
        answer = Client().get(f"/api/v1/{path}", {name: value})
        assert answer.status_code in {200, 400}, (path, value)


def test_the_ends_of_time_are_moments_too() -> None:
    assert results("claims/", published_after="0001-01-01T00:00:00+14:00") == []
    assert results("claims/", published_before="9999-12-31T23:59:59-14:00") == []


@pytest.mark.parametrize("zone", ["+23:59", "-16:00"])
def test_a_zone_that_the_database_does_not_know_is_one_too(zone: str) -> None:
    for year in ("0001", "2024", "9999"):
        assert results("claims/", published_before=f"{year}-01-01T00:00:00{zone}") == []
        assert results("search/", q="war", published_after=f"{year}-12-31T23:59:59{zone}") == []


def test_a_search_of_ten_thousand_characters_is_refused() -> None:
    assert list(refused("search/", q="war " * 2500)["errors"]) == ["q"]


def test_a_search_needs_its_words() -> None:
    assert list(refused("search/")["errors"]) == ["q"]


@pytest.mark.parametrize("key", ["0", "-1", "9" * 30, "nobody", "%00", "a%00b", "٣", "..%2f"])
def test_an_item_that_is_not_there_is_a_404_in_problem_details(key: str) -> None:
    answer = Client().get(f"/api/v1/claims/{key}/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
