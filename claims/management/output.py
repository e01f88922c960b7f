"""Where a command writes its lines: a file that is named, else its standard output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper


@contextmanager
def lines_to(path: Path | None, stdout: OutputWrapper) -> Iterator[Callable[[str], object]]:
    """A function that writes one line. Raises CommandError where the file cannot be written."""
    if path is None:
        yield stdout.write
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise CommandError(
            f"{path}: cannot be written ({error.strerror}). Check the folder and the rights."
        ) from None
    with file:
        yield lambda line: file.write(line + "\n")
