"""Whatever encoding a text comes in, the same characters are stored."""

import pytest

from claims.ingest.clean import decode, tidy
from claims.ingest.readers import html
from claims.ingest.types import ArticleDraft, IngestError
from tests.ingest import samples

WESTERN = samples.TEXT + "Café prices rose by 3 percent, said José Núñez of Zürich.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_survives_its_encoding(encoding: str) -> None:
    assert decode(WESTERN.encode(encoding), origin="x") == WESTERN


def test_latin_1_is_read() -> None:
    text = WESTERN.replace("“", '"').replace("”", '"').replace("’", "'")
    assert decode(text.encode("latin-1"), origin="x") == text


def test_a_wrong_statement_of_utf_8_is_seen_through() -> None:
    assert decode(WESTERN.encode("cp1252"), origin="x", stated="utf-8") == WESTERN


def test_a_wrong_statement_of_latin_1_is_seen_through() -> None:
    assert decode(WESTERN.encode("utf-8"), origin="x", stated="iso-8859-1") == WESTERN


def test_the_stated_encoding_is_used_where_it_fits() -> None:
    text = "Премьер-министр сказал, что цены выросли на 3 процента. " * 3
    assert decode(text.encode("koi8-r"), origin="x", stated="koi8-r") == text


def test_an_unknown_statement_is_passed_over() -> None:
    assert decode(WESTERN.encode("cp1252"), origin="x", stated="no-such-thing") == WESTERN


def test_a_page_may_state_its_encoding_itself() -> None:
    page = samples.PAGE.replace("utf-8", "windows-1252").replace("The harbour of", "The café harbour of")
    [draft] = html.read(samples.raw(page.encode("cp1252")))
    assert isinstance(draft, ArticleDraft)
    assert "The café harbour of" in draft.text
    assert "“Unemployment" in draft.text


@pytest.mark.parametrize(
    ("body", "sort"),
    [(b"%PDF-1.7\n...", "a PDF"), (b"\x89PNG\r\n\x1a\n", "a PNG"), (bytes(range(32)) * 40, "binary data")],
)
def test_what_is_not_text_is_refused_by_name(body: bytes, sort: str) -> None:
    with pytest.raises(IngestError, match=f"story.txt: not text but {sort}.*Save it as plain text"):
        decode(body, origin="story.txt")


def test_a_damaged_utf_16_file_is_refused() -> None:
    with pytest.raises(IngestError, match="damaged or cut off"):
        decode("Harbour".encode("utf-16") + b"\x00", origin="story.txt")


def test_newlines_are_one_character_and_nulls_are_gone() -> None:
    assert tidy("a\r\nb\rc\u2028d\x00e\ufefff") == "a\nb\nc\ndef"


def test_half_a_surrogate_pair_does_not_reach_the_database() -> None:
    assert tidy("a\ud800b").encode() == "a\N{REPLACEMENT CHARACTER}b".encode()
