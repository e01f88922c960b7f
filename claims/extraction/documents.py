"""Files given on the command line: a text file is one document, a JSONL file one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from claims.extraction.extract import Document

HALF = re.compile(r"[\ud800-\udfff]")  # of a surrogate pair, which no encoder takes


class InputError(ValueError):
    """What cannot be read; the message names file, line, cause and remedy."""


def lines_of(path: Path) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """The objects of a JSONL file with their line numbers; a broken line comes as its error."""
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            yield number, InputError(f"{path}:{number}: not JSON ({error}). The other lines are kept.")
            continue
        if isinstance(row, dict) and isinstance(row.get("text"), str):
            yield number, _sound(row)
        else:
            yield (
                number,
                InputError(f'{path}:{number}: an object with "text" is expected. The other lines are kept.'),
            )


def _sound(row: dict[str, Any]) -> dict[str, Any]:
    """Its texts of the same length, without halves of surrogate pairs."""
    return {key: HALF.sub("\ufffd", value) if isinstance(value, str) else value for key, value in row.items()}


def text_of(path: Path) -> str:
    """The file as text, character for character. Raises InputError."""
    try:
        raw = path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder; name its files.") from None
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}). Check the name and the rights."
        ) from None
    if not raw.strip():
        raise InputError(f"{path}: is empty.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in raw[:4096]:
            raise InputError(f"{path}: is a binary file, or UTF-16; give text in UTF-8.") from None
        raise InputError(
            f"{path}: is not UTF-8 (byte {error.start}). Convert it:  iconv -f windows-1252 -t utf-8"
        ) from None


def documents_of(path: Path) -> Iterator[Document | InputError]:
    """The documents of one file."""
    if path.suffix.lower() not in {".jsonl", ".ndjson"}:
        try:
            yield Document(path.name, text_of(path))
        except InputError as error:
            yield error
        return
    try:
        for number, row in lines_of(path):
            yield row if isinstance(row, InputError) else _document(path, number, row)
    except InputError as error:
        yield error


MONTH_OR_YEAR = re.compile(r"\d{4}(-\d\d)?", re.ASCII)  # which names no day to count from


def _document(path: Path, number: int, row: dict[str, Any]) -> Document | InputError:
    day = str(row.get("date") or "").strip()
    try:
        on = date.fromisoformat(day[:10]) if day and not MONTH_OR_YEAR.fullmatch(day) else None
    except ValueError:
        return InputError(
            f"{path}:{number}: date {day!r} is not of the form 2024-11-08. The others are kept."
        )
    return Document(str(row.get("id", f"{path.name}:{number}")), row["text"], on)
