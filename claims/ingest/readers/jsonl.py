"""JSON Lines: an article a line, {"text": …, "id": …, "date": …, "title": …, "url": …, "byline": …}.

Lines are read one by one, so a file may be of any length. A broken line is a fault with its number;
the others go on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from claims.ingest.clean import (
    believable,
    canonical_url,
    check_length,
    make_draft,
    marked_encoding,
    parse_day,
    parse_period,
    refuse_binary,
    tidy,
)
from claims.ingest.types import ArticleDraft, Fault, Found, IngestError, Raw, Reader


def read(raw: Raw) -> Iterator[Found]:
    """The article of each line, or its fault."""
    longest = 8 * raw.limits.characters  # \\uXXXX twice a character at worst, and the other fields
    number = raw.line
    empty = not number
    while line := raw.stream.readline(longest):
        if number == 0:
            if encoding := marked_encoding(line):
                raise IngestError(f"{raw.origin}: written as {encoding}. Save the file as UTF-8.")
            refuse_binary(line, raw.origin)
        number += 1
        origin = f"{raw.origin} line {number}"
        if len(line) == longest and not line.endswith(b"\n"):
            _skip_line(raw, longest)
            yield Fault(origin, f"{origin}: longer than {longest:,} bytes. Split the text of this line.")
        elif line.strip():
            try:
                yield article(line, origin, raw)
            except IngestError as error:
                yield Fault(origin, str(error))
        else:
            continue
        empty = False
    if empty:
        raise IngestError(f"{raw.origin}: the file is empty. Nothing was stored.")


def article(line: bytes, origin: str, raw: Raw) -> ArticleDraft:
    """The article of one line."""
    row = _row(line, origin)
    value = row.get("text")
    if value is None:
        raise IngestError(f'{origin}: no "text". Each line needs an object with the article\'s text.')
    if not isinstance(value, str):
        raise IngestError(
            f'{origin}: "text" is not a string but {_kind(value)}. Write the article\'s text in quotation marks.'
        )
    text = tidy(value)
    name = _field(row, "id", origin)
    check_length(text, Raw(raw.stream, origin, raw.limits))
    day = _field(row, "date", origin)
    published_on, published_in = parse_day(day), parse_period(day)
    if day and published_on is None and not published_in:
        raise IngestError(
            f'{origin}: "date" is {day!r}. Write it as 2024-11-18, as 2024-11 or 2024 where the day is not known, '
            "or leave it out."
        )
    if believable(published_on) != published_on:
        raise IngestError(
            f'{origin}: "date" is {day!r}, which has not come yet. Correct it, or leave it out.'
        )
    return make_draft(
        text,
        origin=f"{origin} ({name})" if name else origin,
        url=_address(row, origin),
        title=_field(row, "title", origin),
        byline=_field(row, "byline", origin),
        published_on=published_on,
        published_in=published_in,
        language=_field(row, "language", origin),
    )


def _row(line: bytes, origin: str) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise IngestError(f"{origin}: not UTF-8 (byte {error.start}). Save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise IngestError(f"{origin}: not valid JSON ({error}). Mend this line and run it again.") from error
    if not isinstance(row, dict):
        raise IngestError(f'{origin}: not an object. Write {{"text": "…"}} in each line.')
    return row


def _field(row: dict[str, Any], name: str, origin: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise IngestError(
            f'{origin}: "{name}" is not a string but {_kind(value)}. Write it in quotation marks, or leave it out.'
        )
    return str(value).strip()


def _address(row: dict[str, Any], origin: str) -> str:
    url = _field(row, "url", origin)
    try:
        return canonical_url(url) if url else ""
    except IngestError as error:
        raise IngestError(f"{origin}: {error}") from error


def _kind(value: object) -> str:
    """What JSON calls it."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "an array"
    return "a number"


def _skip_line(raw: Raw, longest: int) -> None:
    while (rest := raw.stream.readline(longest)) and not rest.endswith(b"\n"):
        pass


READER = Reader(
    kind="jsonl",
    suffixes=frozenset({".jsonl", ".ndjson"}),
    media_types=frozenset({"application/jsonl", "application/x-ndjson", "application/x-jsonlines"}),
    read=read,
)
