"""Known claims and queries out of files; every broken line is named and left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.editorial.likeness.pool import Known
from claims.extraction.documents import InputError, text_of

HEADER = {"id", "query_id", "qid", "tweet_id", "iclaim_id"}


@dataclass(frozen=True, slots=True)
class Query:
    """A text whose known claims are looked for."""

    id: str
    text: str


def read_pool(path: Path, broken: list[InputError]) -> dict[str, Known]:
    """Known claims by id from JSONL: {"id", "claim", "title", "publisher"} a line; the last two may be missing.

    Raises InputError when the file cannot be read, or holds no claim.
    """
    pool: dict[str, Known] = {}
    for number, line in _lines(path):
        try:
            key, known = _known(line)
            if key in pool:
                raise ValueError(f"the id {key!r} stands on an earlier line")
        except ValueError as error:
            broken.append(InputError(f"{path}:{number}: {error}. The other lines are kept."))
        else:
            pool[key] = known
    if not pool:
        raise _nothing(f"{path}: holds no claim to match against.", broken)
    return pool


def read_queries(path: Path, broken: list[InputError]) -> list[Query]:
    """Queries from lines of id, tab, text; a header is passed over, a repeated line is read once.

    Raises InputError when the file cannot be read, or holds no query.
    """
    queries: dict[str, Query] = {}
    for number, line in _lines(path):
        key, _, text = (part.strip() for part in line.partition("\t"))
        if number == 1 and key.lower() in HEADER:
            continue
        if "\t" not in line or not key or not text:
            broken.append(InputError(f"{path}:{number}: an id, a tab and a text are expected."))
        elif key in queries and queries[key].text != text:
            broken.append(InputError(f"{path}:{number}: the id {key!r} stands on an earlier line."))
        else:
            queries.setdefault(key, Query(key, text.replace("\t", " ")))
    if not queries:
        raise _nothing(f"{path}: holds no query. Give lines of an id, a tab and a text.", broken)
    return list(queries.values())


def _nothing(told: str, broken: list[InputError]) -> InputError:
    """A file without a sound line, and what is wrong with the first of its lines."""
    return InputError("\n".join([*map(str, broken[:20]), told]))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    # Lines end at "\n" alone: U+2028 and its like may stand inside a claim.
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if line.strip():
            yield number, line.rstrip("\r")


def _known(line: str) -> tuple[str, Known]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError(f"not JSON ({error})") from error
    except RecursionError:
        raise ValueError("JSON nested too deeply") from None
    if not isinstance(row, dict) or not isinstance(row.get("claim"), str) or not row["claim"].strip():
        raise ValueError('an object with "id" and "claim" is expected, the claim a text that is not empty')
    key = row.get("id")
    if isinstance(key, bool) or not isinstance(key, str | int) or not str(key).strip():
        raise ValueError('"id" must be a text or a whole number')
    if any(mark in str(key) for mark in "\t\n\r"):
        raise ValueError('"id" must not hold tabs or line breaks: it is a column of the output')
    title, publisher = (row.get(name) or "" for name in ("title", "publisher"))
    if not isinstance(title, str) or not isinstance(publisher, str):
        raise ValueError('"title" and "publisher" must be texts')
    return str(key), Known(_sound(row["claim"]), _sound(title), " ".join(_sound(publisher).split()))


def _sound(text: str) -> str:
    """Without halves of surrogate pairs, which no encoder takes."""
    return text.encode("utf-8", "replace").decode()
