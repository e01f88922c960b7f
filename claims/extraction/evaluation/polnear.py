"""Reads PolNeAR as packed JSON lines: an article each, with its brat annotation by annotator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.extraction.types import Span

ROLES = ("source", "cue", "content")
DOUBLE_MARKS = '"“”'


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution as sets of character offsets."""

    content: frozenset[int]
    source: frozenset[int]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article. The first annotator by name counts as right."""

    id: str
    text: str
    published: str | None
    relations: tuple[Relation, ...]


def read_polnear(path: Path) -> Iterator[GoldArticle]:
    """The articles of a file. Raises OSError, or ValueError for a line that is not of this form."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            annotation = row["ann"][min(row["ann"])]
            yield GoldArticle(
                row["filename"], row["text"], row.get("publication_date"), tuple(_relations(annotation))
            )


def _relations(annotation: str) -> Iterator[Relation]:
    spans: dict[str, list[Span]] = {}
    events: list[str] = []
    for line in annotation.splitlines():
        name, _, rest = line.partition("\t")
        if not rest:
            continue  # the second line of a text that holds a line break
        if name.startswith("T"):
            where = rest.split("\t")[0].partition(" ")[2]
            spans[name] = [(int(a), int(b)) for a, b in (pair.split() for pair in where.split(";"))]
        elif name.startswith("E"):
            events.append(rest.split("\t")[0])
    for event in events:
        parts: dict[str, list[Span]] = {role: [] for role in ROLES}
        for argument in event.split()[1:]:
            role, _, target = argument.partition(":")
            parts.get(role.rstrip("0123456789").lower(), []).extend(spans.get(target, []))
        if parts["content"]:
            yield Relation(characters(parts["content"]), characters(parts["source"]))


def characters(spans: list[Span]) -> frozenset[int]:
    """The offsets that the spans cover."""
    return frozenset(i for start, end in spans for i in range(start, end))


def quoted_characters(text: str) -> frozenset[int]:
    """The offsets inside double quotation marks, marks included; an open one ends with its paragraph."""
    spans: list[Span] = []
    offset = 0
    for paragraph in text.split("\n"):
        start: int | None = None
        for i, character in enumerate(paragraph):
            if character not in DOUBLE_MARKS:
                continue
            opens = character == "“" or (character == '"' and start is None)
            if opens:
                start = i
            elif start is not None:
                spans.append((offset + start, offset + i + 1))
                start = None
        if start is not None:
            spans.append((offset + start, offset + len(paragraph)))
        offset += len(paragraph) + 1
    return characters(spans)
