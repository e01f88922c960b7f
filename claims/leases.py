"""The right to extract a revision, for a while: whoever holds it alone writes what becomes of the revision.

A lease is short and renewed while its holder works; a process that dies renews nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from claims.models import ArticleRevision
from claims.models.article import RevisionQuerySet

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lease:
    """The number of the try tells a late holder from the present one."""

    revision_id: int
    number: int


def lease_time() -> timedelta:
    """How long a lease is good for without being renewed."""
    return timedelta(seconds=settings.EXTRACTION_LEASE_SECONDS)


def held(lease: Lease) -> RevisionQuerySet:
    """The revision while the lease is good; nothing once it went to another."""
    return ArticleRevision.objects.filter(
        pk=lease.revision_id, state=ArticleRevision.State.EXTRACTING, tries=lease.number
    )


@contextmanager
def kept(leases: Sequence[Lease]) -> Iterator[None]:
    """Renew the leases while the block runs."""
    done = Event()

    def renew() -> None:
        try:
            while not done.wait(settings.EXTRACTION_LEASE_SECONDS / 3):
                for lease in leases:
                    held(lease).update(lease_until=timezone.now() + lease_time())
        except DatabaseError as error:
            log.warning("Cannot renew the leases of %s: %s", [one.revision_id for one in leases], error)
        finally:
            connection.close()  # this thread's own

    keeper = Thread(target=renew, name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()
