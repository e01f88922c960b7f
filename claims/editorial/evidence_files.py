"""The files of evidence: below the data folder, each under its SHA-256, and the one way to serve them.

A file is complete before any row names it, and the same file is kept once, whatever versions name it.
It stays when its evidence is removed, as the history does.
"""

from __future__ import annotations

import logging
import os
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404

from claims.editorial.refusals import refuse
from claims.ingest.attachments import PDF, Attachment, inspect
from claims.ingest.types import IngestError
from claims.models import Evidence

log = logging.getLogger(__name__)
# Whatever the file holds, nothing in it runs here. The style is of the browser's own page around a picture.
POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


def most_bytes() -> int:
    """The largest file that is taken in."""
    return int(settings.EVIDENCE_FILE_MB) * 1_000_000


def keep(name: str, body: bytes) -> dict[str, Any]:
    """Look at the file and store it; returns the fields of `Evidence` that name it.

    Raises Refused at `file`: empty, too large, damaged, locked, of another kind, or the disk is full.
    """
    try:
        found = inspect(name, body, most_bytes=most_bytes())
    except IngestError as error:
        raise refuse("file", str(error)) from error
    try:
        _store(found)
    except OSError as error:
        log.exception("A file of evidence could not be stored")
        raise refuse(
            "file", f"The file could not be stored ({error.strerror}). Nothing was saved: tell an operator."
        ) from error
    return {
        "file_name": found.name,
        "file_type": found.media_type,
        "file_size": len(body),
        "file_sha256": found.sha256,
        "file_text": "",
        "file_note": "",
        "file_state": Evidence.FileState.WAITING if found.media_type == PDF else Evidence.FileState.NONE,
    }


def none() -> dict[str, Any]:
    """The fields of evidence without a file."""
    empty = dict.fromkeys(("file_name", "file_type", "file_sha256", "file_text", "file_note"), "")
    return {**empty, "file_size": 0, "file_state": Evidence.FileState.NONE}


def path_of(sha256: str) -> Path:
    """Where the file of this hash stands."""
    return Path(settings.EVIDENCE_FOLDER) / sha256[:2] / sha256


def response_of(evidence: Evidence) -> FileResponse:
    """The file, for a browser that may do nothing with it but show or save it. Raises Http404.

    PDFs are saved, since a browser shows them in a program of its own; pictures are shown.
    """
    try:
        stream = path_of(evidence.file_sha256).open("rb")
    except OSError as error:
        log.error("The file of evidence %s cannot be opened: %s", evidence.pk, error)
        raise Http404("This file is missing from the data folder. Tell an operator.") from error
    response = FileResponse(
        stream,
        content_type=evidence.file_type,
        filename=evidence.file_name,
        as_attachment=evidence.file_type == PDF,
    )
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["ETag"] = f'"{evidence.file_sha256}"'
    return response


def _store(found: Attachment) -> None:
    place = path_of(found.sha256)
    if place.exists() and place.stat().st_size == len(found.body):
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(found.body)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
