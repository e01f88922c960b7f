"""A plain text file is one article."""

import pytest

from claims.ingest.readers import text
from claims.ingest.types import ArticleDraft, IngestError
from tests.ingest import samples


def read(body: bytes, characters: int = 2_000_000) -> ArticleDraft:
    [draft] = text.read(samples.raw(body, origin="story.txt", characters=characters))
    assert isinstance(draft, ArticleDraft)
    return draft


def test_the_text_is_kept_whole_and_its_first_line_is_the_title() -> None:
    draft = read(samples.TEXT.encode())
    assert draft.text == samples.TEXT
    assert draft.title == "Harbour reopens after storm"
    assert draft.language == "en"
    assert draft.key == f"sha256:{draft.sha256}"


def test_a_long_first_line_is_cut_at_a_word() -> None:
    draft = read(b"word " * 100)
    assert len(draft.title) <= 200
    assert draft.title.endswith("word…")


def test_another_language_is_named() -> None:
    assert read(samples.GERMAN.encode()).language == "de"


def test_a_few_words_have_no_language() -> None:
    assert read(b"Yes, no.").language == ""


@pytest.mark.parametrize("body", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\x00" * 50 + b"\n"])
def test_an_empty_file_is_refused(body: bytes) -> None:
    with pytest.raises(IngestError, match=r"story\.txt: "):
        read(body)


def test_a_text_over_the_limit_is_refused_with_the_limit_and_its_setting() -> None:
    with pytest.raises(IngestError, match=r"1,500 characters; the limit is 1,000\..*MAX_TEXT_CHARACTERS"):
        read(b"a" * 1500, characters=1000)


def test_a_huge_file_is_not_even_read_to_its_end() -> None:
    huge = samples.raw(b"a" * 50_000_000, origin="story.txt")
    with pytest.raises(IngestError, match=r"more than 30,000,000 bytes.*MAX_TEXT_CHARACTERS"):
        list(text.read(huge))
    assert huge.stream.tell() < 31_000_000
