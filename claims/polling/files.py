"""The text of files that are evidence, read in the background as fetched pages are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from claims.editorial.evidence_files import path_of
from claims.ingest.pdf import PdfError, read_pdf
from claims.models import Evidence
from claims.polling.leases import held

State = Evidence.FileState


def read(*, evidence: Evidence) -> None:
    """Read the file; its text, or why there is none, is written on the row."""
    if evidence.tries >= settings.FETCH_TRIES:
        _end(evidence, file_state=State.FAILED, file_note="The worker died each time it read this file.")
        return
    held(evidence).update(tries=evidence.tries + 1)
    try:
        found = read_pdf(path_of(evidence.file_sha256).read_bytes(), characters=settings.MAX_TEXT_CHARACTERS)
    except PdfError as error:
        _end(evidence, file_state=State.FAILED, file_note=str(error))
    except OSError as error:
        note = f"The file cannot be opened ({error.strerror}). Tell an operator."
        _end(evidence, file_state=State.FAILED, file_note=note)
    else:
        _end(evidence, file_state=State.READ, file_text=found.text, file_note=found.note)


def _end(evidence: Evidence, **facts: Any) -> None:
    """It is read; where there is an address as well, that page is next, or the next look at it."""
    now, due = timezone.now(), None
    if evidence.url:
        waits = evidence.copy_state == Evidence.CopyState.WAITING
        due = now if waits else now + timedelta(days=settings.LINK_CHECK_DAYS)
    held(evidence).update(tries=0, due_at=due, lease_until=None, **facts)
