"""Every page stands before there is anything to show, and says what to do."""

import pytest
from django.test import Client

LISTS = [
    "/",
    "/claims/",
    "/speakers/",
    "/promises/",
    "/ratings/",
    "/methodology/",
    "/corrections/",
    "/about/",
]


@pytest.mark.parametrize("path", LISTS)
def test_it_renders_and_says_what_to_do(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert 'class="empty"' in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/claims/x/", "/speakers/x/", "/topics/x/", "/outlets/x/", "/articles/1/", "/x"]
)
def test_what_does_not_exist_is_told_in_words(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
    assert 'role="search"' in answer.content.decode()
