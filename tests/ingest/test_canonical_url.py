"""One page has one address, however people got there."""

import pytest

from claims.ingest.clean import canonical_url
from claims.ingest.readers.html import page_address
from claims.ingest.types import IngestError


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("HTTPS://News.Example:443/a?utm_source=x&id=7&fbclid=y#top", "https://news.example/a?id=7"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a?q=1&q=2", "http://news.example:8080/a?q=1&q=2"),
        ("https://www.bbc.com/news/1?at_medium=RSS&at_campaign=rss", "https://www.bbc.com/news/1"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/ä"),
    ],
)
def test_what_does_not_change_the_page_is_dropped(given: str, canonical: str) -> None:
    assert canonical_url(given) == canonical


@pytest.mark.parametrize(
    "address", ["ftp://news.example/a", "news.example/a", "https://", "javascript:alert(1)"]
)
def test_other_schemes_are_refused_with_the_remedy(address: str) -> None:
    with pytest.raises(IngestError, match="must begin with https"):
        canonical_url(address)


@pytest.mark.parametrize("address", ["http://[::1/a", "https://news.example:port/a"])
def test_a_broken_address_is_refused(address: str) -> None:
    with pytest.raises(IngestError, match="not a web address"):
        canonical_url(address)


def test_an_endless_address_is_refused() -> None:
    with pytest.raises(IngestError, match="longer than 1000 characters"):
        canonical_url("https://news.example/" + "a" * 1000)


def test_a_mobile_page_belongs_to_the_full_one() -> None:
    assert (
        page_address("https://m.news.example/a", "https://www.news.example/a") == "https://www.news.example/a"
    )


def test_a_page_cannot_pass_itself_off_as_another_outlets() -> None:
    assert page_address("https://evil.example/a", "https://news.example/a") == "https://evil.example/a"


def test_a_home_page_is_no_articles_address() -> None:
    assert page_address("https://news.example/a", "https://news.example/") == "https://news.example/a"
