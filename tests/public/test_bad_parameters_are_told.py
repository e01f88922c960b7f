"""A parameter that cannot be understood is answered with 400 and words that name it; none breaks a page."""

import pytest
from django.test import Client

BAD = [
    ("/claims/?colour=red", "“colour” is no parameter of this page"),
    ("/claims/?page=0", "page: "),
    ("/claims/?page=two", "page: "),
    ("/claims/?said_after=yesterday", "said_after: Write the day as 2024-11-18."),
    ("/claims/?kind=lie", "kind: "),
    ("/claims/?rating=%27%20OR%201=1", "rating: Write it as “false” or “truth/false”."),
    ("/claims/?speaker=a%20b", "speaker: Write the speaker as it stands in the address of its page."),
    ("/claims/feed.rss?q=a", "q: "),
    ("/claims/?q=" + "a" * 10_000, "q: "),
    ("/claims/?q=a%00b", "q: "),
    ("/claims/feed.rss?order=up", "order: "),
    ("/claims/feed.json?x=1", "“x” is no parameter"),
    ("/promises/?state=late", "state: "),
    ("/speakers/?page=-1", "page: "),
    ("/oembed", "url: "),
    ("/oembed?url=http://[", "url: "),
]


@pytest.mark.parametrize(("path", "words"), BAD)
def test_it_is_named_and_explained(client: Client, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    "q", ["'; DROP TABLE claims_claim; --", "%_\\", "“”…", "a & | ! b", "\u202eabc", "😀😀"]
)
def test_odd_queries_find_nothing_and_break_nothing(client: Client, q: str) -> None:
    assert client.get("/claims/", {"q": q}).status_code == 200
    assert client.get("/speakers/", {"q": q}).status_code == 200


def test_a_page_past_the_end_does_not_exist(client: Client) -> None:
    answer = client.get("/claims/?page=9")
    assert answer.status_code == 404
    assert "There is no page 9: this list has 1." in answer.content.decode()


def test_what_others_add_to_shared_links_does_no_harm(client: Client) -> None:
    assert client.get("/claims/?utm_source=letter&fbclid=1").status_code == 200


@pytest.mark.parametrize("path", ["/", "/claims/", "/claims/feed.rss", "/about/"])
def test_pages_are_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
    assert client.delete(path).status_code == 405
    assert client.head(path).status_code == 200
