"""An article a line; a broken line does not take the others with it."""

import json
from datetime import date
from typing import Any

import pytest

from claims.ingest.readers import jsonl
from claims.ingest.types import ArticleDraft, Fault, Found, IngestError
from tests.ingest import samples


def read(*lines: str | bytes | dict[str, Any], characters: int = 2_000_000) -> list[Found]:
    rows = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    body = b"\n".join(row.encode() if isinstance(row, str) else row for row in rows)
    return list(jsonl.read(samples.raw(body, origin="news.jsonl", characters=characters)))


def test_every_field_is_read() -> None:
    row = {
        "id": "a-1",
        "text": samples.TEXT,
        "date": "2024-11-18T09:00:00Z",
        "title": "Harbour",
        "url": "https://news.example/a",
        "byline": "Ida Holm",
    }
    [draft] = read(row)
    assert isinstance(draft, ArticleDraft)
    assert draft.text == samples.TEXT
    assert (draft.title, draft.byline) == ("Harbour", "Ida Holm")
    assert draft.published_on == date(2024, 11, 18)
    assert draft.key == "https://news.example/a"
    assert draft.origin == "news.jsonl line 1 (a-1)"


def test_only_the_text_is_needed() -> None:
    [draft] = read({"text": samples.TEXT, "date": None, "title": None})
    assert isinstance(draft, ArticleDraft)
    assert draft.published_on is None


@pytest.mark.parametrize("period", ["2024-11", "2024"])
def test_a_month_or_a_year_in_place_of_a_day_is_kept_as_such(period: str) -> None:
    [draft] = read({"text": samples.TEXT, "date": period})
    assert isinstance(draft, ArticleDraft)
    assert (draft.published_on, draft.published_in) == (None, period)


def test_a_broken_line_is_named_by_its_number_and_the_others_are_kept() -> None:
    first, broken, last = read({"text": "One."}, '{"text": "Tw', {"text": "Three."})
    assert isinstance(first, ArticleDraft)
    assert isinstance(last, ArticleDraft)
    assert isinstance(broken, Fault)
    assert broken.message.startswith("news.jsonl line 2: not valid JSON")
    assert "Mend this line" in broken.message


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("[1, 2]", "not an object"),
        ('{"id": 1}', 'no "text"'),
        ('{"text": null}', 'no "text"'),
        ('{"text": 5}', '"text" is not a string but a number. Write the article\'s text in quotation marks.'),
        ('{"text": true}', '"text" is not a string but true or false'),
        ('{"text": ["a"]}', '"text" is not a string but an array'),
        ('{"text": {"a": 1}}', '"text" is not a string but an object'),
        ('{"text": " "}', "no text in it"),
        ('{"text": "x", "date": "last week"}', "Write it as 2024-11-18"),
        ('{"text": "x", "date": "2024-13"}', "as 2024-11 or 2024 where the day is not known"),
        (
            '{"text": "x", "url": ["a"]}',
            '"url" is not a string but an array. Write it in quotation marks, or leave it out.',
        ),
        (
            '{"text": "x", "url": "ftp://a.example"}',
            "line 1: ftp://a.example: not a web address. It must begin",
        ),
        ("[" * 100_000, "not valid JSON"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
    ],
)
def test_each_way_to_be_wrong_has_its_cause(line: str | bytes, cause: str) -> None:
    [fault] = read(line)
    assert isinstance(fault, Fault)
    assert cause in fault.message


def test_a_line_without_end_is_skipped_not_swallowed() -> None:
    long, good = read('{"text": "' + "a" * 90_000 + '"}', {"text": "Short."}, characters=1000)
    assert isinstance(long, Fault)
    assert "longer than 8,000 bytes" in long.message
    assert isinstance(good, ArticleDraft)


def test_blank_lines_do_not_count_as_faults() -> None:
    assert len(read({"text": "One."}, "", "  ", {"text": "Two."})) == 2


def test_a_file_that_is_no_text_is_refused_once() -> None:
    with pytest.raises(IngestError, match=r"^news.jsonl: not text but binary data"):
        read(bytes(range(256)) * 20, bytes(range(256)))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_a_wide_encoding_is_refused_once_by_its_name(encoding: str) -> None:
    line = '{"text": "The mayor said that the port would open."}'
    with pytest.raises(
        IngestError, match=rf"^news.jsonl: written as {encoding[:6].upper()}. Save the file as UTF-8"
    ):
        read(line.encode(encoding))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(IngestError, match="the file is empty"):
        read("")
