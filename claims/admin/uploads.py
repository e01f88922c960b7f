"""What is sent to the desk as a file: never more than the limit, neither in memory nor on disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from claims.editorial.evidence_files import most_bytes
from claims.editorial.refusals import refuse
from claims.ingest.attachments import too_large


class Limited(FileUploadHandler):
    """The first of the upload handlers: drops a file as soon as it grows too large, and remembers its name."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand on to the handlers that store."""
        if start + len(raw_data) > most_bytes():
            assert self.request is not None  # noqa: S101 - Django sets it before the first chunk
            dropped: Any = self.request
            dropped.dropped_file = self.file_name
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers that store make the file."""


def uploaded(request: HttpRequest, given: Any) -> tuple[str, bytes] | None:
    """Name and bytes of the file that a form's field holds, None for none. Raises Refused for one too large."""
    dropped = getattr(request, "dropped_file", None)
    if dropped:
        raise refuse("file", too_large(dropped, most_bytes()))
    return (given.name or "", given.read()) if given else None
