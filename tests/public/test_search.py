"""Search finds claims by wording, quote and speaker, forgives typing errors and marks what it found."""

import pytest
from django.test import Client

from claims.models import Alias
from tests.factories import QUOTE, ben, make_appearance, make_claim, make_published_review, make_speaker


@pytest.fixture(autouse=True)
def two_claims() -> None:
    port = make_claim("the port is full of ships")
    make_appearance(port, confirmed_by=ben())
    Alias.objects.create(speaker=port.speaker, name="Iron Linda")
    make_published_review(port)
    make_published_review(make_claim("taxes will rise", speaker=make_speaker("Odd Fellow")))


def found(client: Client, q: str) -> str:
    page: str = client.get("/claims/", {"q": q}).content.decode()
    return page.partition('role="status"')[2]


@pytest.mark.parametrize(
    "q", ["port", "ships full", "shipps", "portt shipps", "unemployment", "Marsh", "Iron Linda"]
)
def test_it_finds_the_claim_and_no_other(client: Client, q: str) -> None:
    page = found(client, q)
    assert "1 claim for" in page
    assert "taxes" not in page


@pytest.mark.parametrize("q", ["full -ships", "full -marsh", '"full port"'])
def test_who_excludes_a_word_or_writes_a_phrase_means_it(client: Client, q: str) -> None:
    assert "1 claim for" not in found(client, q)


def test_it_marks_the_words_misspelt_ones_too(client: Client) -> None:
    page = found(client, "shipps")
    assert "full of <mark>ships</mark>" in page


def test_it_shows_the_quote_in_which_it_found_them(client: Client) -> None:
    assert "<mark>Unemployment</mark>" + QUOTE.removeprefix("Unemployment") in found(client, "unemployment")


def test_it_names_speakers_called_so(client: Client) -> None:
    page = client.get("/claims/", {"q": "Linda Marhs"}).content.decode()
    assert 'Speakers: <a href="/speakers/linda-marsh/">' in page


def test_nothing_found_says_what_to_do(client: Client) -> None:
    assert "try fewer words or another spelling" in found(client, "zeppelin")


@pytest.mark.parametrize("q", ["😀", "a", " p "])
def test_one_character_is_answered_with_what_to_do(client: Client, q: str) -> None:
    answer = client.get("/claims/", {"q": q, "order": "said"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Type at least two characters" in page
    assert f'value="{q.strip()}"' in page
    assert "the port is full" not in page
