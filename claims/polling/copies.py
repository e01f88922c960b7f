"""Our own copies of evidence: fetch the page once, keep its text, and later see whether it is still there.

Nobody becomes an author by that and no approval is touched: only what the program found is written.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from claims.ingest import fetch, gather
from claims.ingest.clean import sha256
from claims.ingest.pdf import read_pdf
from claims.ingest.types import ArticleDraft, IngestError, Link
from claims.models import Evidence
from claims.polling import turns
from claims.polling.leases import held

log = logging.getLogger(__name__)
State = Evidence.CopyState
GONE = {404, 410}
NO_USE = {401, 402, 403, 451} | GONE  # asking again soon gives the same answer


def visit(*, evidence: Evidence) -> None:
    """Fetch the page; what comes of it, and what goes wrong, is written on the row."""
    if evidence.tries >= settings.FETCH_TRIES:
        _give_up(evidence, evidence.fetch_note or f"The worker died during each of {evidence.tries} tries.")
        return
    held(evidence).update(tries=evidence.tries + 1)
    evidence.tries += 1
    reason, until = turns.closed(evidence.url)
    if reason:
        _failed(evidence, f"{reason}.", of_use=until is not None)
        return
    try:
        _keep(evidence, turns.get(evidence.url))
    except fetch.Forbidden as error:
        _give_up(evidence, str(error))
    except fetch.FetchError as error:
        if error.retry_after is not None:
            turns.hold(turns.host_of(evidence.url), error.retry_after)
        _failed(evidence, str(error), status=error.status, of_use=error.status not in NO_USE)
    except DatabaseError:
        raise  # nothing can be written; the lease runs out, and it is done again
    except Exception as error:
        log.exception("The copy of evidence %s failed", evidence.pk)
        _failed(evidence, f"{type(error).__name__}: {error}")


def _keep(evidence: Evidence, page: fetch.Page) -> None:
    """The page is there. Its text is stored once; a later visit only sees that the page still stands."""
    now = timezone.now()
    if evidence.copy_state == State.STORED:
        _end(evidence, fetch_note="", gone_at=None, checked_at=now)
        return
    try:
        text, note = _text_of(evidence, page)
    except IngestError as error:
        reason = _in_words(evidence, str(error))
        _end(evidence, copy_state=State.FAILED, fetch_note=reason, gone_at=None, checked_at=now)
        return
    kept = {"archived_text": text, "archived_sha256": sha256(text), "archived_at": now}
    _end(evidence, copy_state=State.STORED, fetch_note=note, gone_at=None, checked_at=now, **kept)


def _text_of(evidence: Evidence, page: fetch.Page) -> tuple[str, str]:
    """The readable text, and which part of the whole that is. Raises IngestError where there is none."""
    if b"%PDF-" in page.body[:1024]:
        pdf = read_pdf(page.body, characters=settings.MAX_TEXT_CHARACTERS)
        return pdf.text, pdf.note
    link = Link(evidence.url, evidence.title)
    found = next(iter(gather.read_page(page, link, turns.limits(), follow=False)), None)
    if isinstance(found, ArticleDraft):
        return found.text, ""
    raise IngestError(found.message if found is not None else "no text was found on the page.")


def _failed(evidence: Evidence, reason: str, *, status: int = 0, of_use: bool = True) -> None:
    """Later, each time later; until the next look at all links where trying again soon is of no use."""
    if not of_use or evidence.tries >= settings.FETCH_TRIES:
        _give_up(evidence, reason, status=status)
        return
    later = turns.try_again_at(turns.host_of(evidence.url), evidence.tries)
    note = _in_words(evidence, reason)
    held(evidence).update(fetch_note=note, due_at=later, lease_until=None)


def _give_up(evidence: Evidence, reason: str, *, status: int = 0) -> None:
    """No more tries for now. A page that its site says is gone is marked so, from the first time on."""
    now = timezone.now()
    facts: dict[str, Any] = {"fetch_note": _in_words(evidence, reason), "checked_at": now}
    if evidence.copy_state != State.STORED:
        facts["copy_state"] = State.FAILED
    if status in GONE:
        facts["gone_at"] = evidence.gone_at or now
    _end(evidence, **facts)


def _end(evidence: Evidence, **facts: Any) -> None:
    """This visit is over; the next is a look at the link."""
    again = timezone.now() + timedelta(days=settings.LINK_CHECK_DAYS)
    held(evidence).update(tries=0, due_at=again, lease_until=None, **facts)


def _in_words(evidence: Evidence, reason: str) -> str:
    """The reason as it reads on the desk, beside the address."""
    instead = "Give an archive address, or quote the words that matter in the excerpt."
    return fetch.beside_the_address(reason, evidence.url, instead)[:2000]
