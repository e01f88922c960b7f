"""A long JSON Lines file, read on from where an earlier reading stopped.

A place is a number of bytes, with the hash of all that stands before it: a file that only grew is the same
file, one that was changed before the place is another, and is read from its beginning.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from claims.ingest.readers import by_suffix, jsonl
from claims.ingest.types import Fault, Found, IngestError, Limits, Raw

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """How far a file was read: bytes, whole lines, SHA-256 of those bytes in hexadecimal."""

    offset: int = 0
    line: int = 0
    sha256: str = ""


def is_lines(path: Path) -> bool:
    """Is it a file, and one of lines by its name?"""
    return path.is_file() and by_suffix(path.suffix) is jsonl.READER


class LinesFile(io.BufferedReader):
    """A file that knows at each moment how far it was read. Raises OSError where it cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))
        self.path, self.size = path, path.stat().st_size
        self._begin()

    def _begin(self) -> None:
        self.seek(0)
        self.offset, self.line, self.hash = 0, 0, hashlib.sha256()

    def go_to(self, place: Place) -> bool:
        """Stand at the place. False, and at the beginning, where other bytes stand before it than then."""
        while self.offset < place.offset and (chunk := self.read(min(CHUNK, place.offset - self.offset))):
            self.offset += len(chunk)
            self.hash.update(chunk)
        if self.offset == place.offset and (not place.offset or self.hash.hexdigest() == place.sha256):
            self.line = place.line
            return True
        self._begin()
        return False

    def readline(self, size: int | None = -1, /) -> bytes:
        """A line, counted."""
        line = super().readline(size)
        self.offset += len(line)
        self.line += line.endswith(b"\n")
        self.hash.update(line)
        return line

    @property
    def place(self) -> Place:
        """Behind the last line that was read."""
        return Place(self.offset, self.line, self.hash.hexdigest())

    def articles(self, limits: Limits) -> Iterator[Found]:
        """The article or fault of each further line."""
        try:
            yield from jsonl.read(Raw(self, str(self.path), limits, line=self.line))
        except IngestError as error:
            yield Fault(str(self.path), str(error))

    def __enter__(self) -> Self:
        return self
