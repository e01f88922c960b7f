"""From what a person names (file, folder, address) to article drafts."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from claims.ingest import fetch, readers
from claims.ingest.types import ArticleDraft, Fault, IngestError, Limits, Link, Raw, Reader, Walled

HEAD = 2048


def gather(target: str, limits: Limits) -> Iterator[ArticleDraft | Fault]:
    """Every article of a file, a folder or an address. What cannot be read comes as a Fault."""
    if "://" in target:
        yield from from_address(target, limits)
        return
    path = Path(target).expanduser()
    if path.is_dir():
        yield from from_folder(path, limits)
    else:
        yield from from_file(path, limits)


def from_folder(folder: Path, limits: Limits) -> Iterator[ArticleDraft | Fault]:
    """The articles of all files in it."""
    for found in in_folder(folder):
        if isinstance(found, Fault):
            yield found
        else:
            yield from from_file(found, limits)


def in_folder(folder: Path) -> Iterator[Path | Fault]:
    """The files of all readers' suffixes, in order of their paths; hidden ones are left out."""
    blocked: list[Fault] = []

    def note(error: OSError) -> None:
        blocked.append(Fault(str(error.filename), unreadable(Path(error.filename), error)))

    any_file = False
    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            if not name.startswith(".") and readers.by_suffix(path.suffix):
                any_file = True
                yield path
    yield from blocked
    if not any_file and not blocked:
        known = sorted({suffix for reader in readers.READERS.values() for suffix in reader.suffixes})
        yield Fault(
            str(folder),
            f"{folder}: no articles in this folder. Files are read that end in {' '.join(known)}.",
        )


def from_file(path: Path, limits: Limits) -> Iterator[ArticleDraft | Fault]:
    """The articles of one file, read by its ending or else by what it holds."""
    try:
        # Opening a named pipe waits for a writer, perhaps for ever; a device may never end.
        if path.exists() and not path.is_file():
            yield Fault(
                str(path),
                f"{path}: not a regular file but {_what_is(path)}. Save what it holds as a file and ingest that.",
            )
            return
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            stream.seek(0)
            reader = readers.by_suffix(path.suffix) or readers.by_content(head)
            yield from _read(reader, Raw(stream, str(path), limits))
    except OSError as error:
        yield Fault(str(path), unreadable(path, error))


def from_address(url: str, limits: Limits) -> Iterator[ArticleDraft | Fault]:
    """The articles at an address: a page, or a feed and what it links to."""
    yield from _fetched(Link(url), limits, follow=True)


def _fetched(link: Link, limits: Limits, *, follow: bool) -> Iterator[ArticleDraft | Fault]:
    try:
        page = fetch.fetch(link.url, limits)
    except IngestError as error:
        yield Fault(link.url, str(error))
        return
    yield from read_page(page, link, limits, follow=follow)


def read_page(
    page: fetch.Page, link: Link, limits: Limits, *, follow: bool
) -> Iterator[ArticleDraft | Fault]:
    """The articles of a page that was fetched for `link`; of a list, those that it leads to if `follow`."""
    reader = readers.by_content(page.body[:HEAD], page.media_type)
    raw = Raw(
        io.BytesIO(page.body),
        link.url,
        limits,
        url=page.url,
        charset=page.charset,
        title=link.title,
        published_on=link.published_on,
    )
    if reader.lists and not follow:
        yield Fault(
            link.url, f"{link.url}: a feed inside a feed, which is not followed. Ingest it by itself."
        )
        return
    yield from _read(reader, raw)


def _read(reader: Reader, raw: Raw) -> Iterator[ArticleDraft | Fault]:
    """Run the reader; follow its links; turn what stops it into a fault."""
    try:
        for found in reader.read(raw):
            if isinstance(found, Link):
                yield from _fetched(found, raw.limits, follow=found.lists)
            elif isinstance(found, ArticleDraft) and reader.lists and found.host:
                yield replace(found, origin=raw.origin)
            else:
                yield found
    except IngestError as error:
        yield Fault(raw.origin, str(error), walled=isinstance(error, Walled))


def _what_is(path: Path) -> str:
    kinds = ((path.is_fifo, "a named pipe"), (path.is_socket, "a socket"))
    return next((name for told, name in kinds if told()), "a device")


def unreadable(path: Path, error: OSError) -> str:
    """Why a file cannot be read, and what to do about it."""
    remedies = {
        FileNotFoundError: "Check the path; it counts from the folder you are in.",
        IsADirectoryError: "Name the files in it.",
        PermissionError: "Give your user the right to read it.",
    }
    remedy = remedies.get(type(error), "See that the disk and the path are in order.")
    return f"{path}: {error.strerror or error}. {remedy}"
