"""What readers ask for may come from a replica: DATABASE_REPLICA_URL names it, and nothing else changes.

Only GET and HEAD outside of the desks go there, and only for reading: an editor always sees what was just
saved. A request that writes reads at the primary from then on. Where the replica cannot be reached, readers
get the primary's answer, and the log says so once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.http import HttpRequest, HttpResponseBase

REPLICA = "replica"
DESKS = ("/admin/", "/healthz", "/readyz")
PATIENCE = 30.0  # seconds until a replica that did not answer is asked again
log = logging.getLogger(__name__)
_for_a_reader: ContextVar[bool] = ContextVar("for_a_reader", default=False)


class Replica:
    """Whether it answers, as this process knows."""

    def __init__(self) -> None:
        self.away_until = 0.0
        self.is_away = False

    def answers(self) -> bool:
        """Can it be asked now? Says in the log when it goes and when it comes back."""
        if self.is_away and time.monotonic() < self.away_until:
            return False
        link = connections[REPLICA]
        try:
            link.close_if_unusable_or_obsolete()  # and ask anew whether the one that stays is alive
            link.close_if_health_check_failed()
            link.ensure_connection()
        except OperationalError as error:
            self.away_until = time.monotonic() + PATIENCE
            if not self.is_away:
                log.warning("The replica does not answer, the primary does: %s", error)
            self.is_away = True
            return False
        if self.is_away:
            log.warning("The replica answers again.")
        self.is_away = False
        return True

    def state(self) -> str:
        """For /readyz."""
        return "answers" if self.answers() else "does not answer: readers are served by the primary"


REPLICA_NOW = Replica()


class ForReaders:
    """Marks the requests of readers, where there is a replica."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, read from the replica if it may be."""
        reads = request.method in {"GET", "HEAD"} and not request.path.startswith(DESKS)
        token = _for_a_reader.set(REPLICA in settings.DATABASES and reads and REPLICA_NOW.answers())
        try:
            return self.get_response(request)
        finally:
            _for_a_reader.reset(token)


class Router:
    """Django asks it where a query goes."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        """The replica, for a reader."""
        return REPLICA if _for_a_reader.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model: type, **hints: Any) -> str:
        """Never a replica; and who writes sees what they wrote."""
        _for_a_reader.set(False)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: object, other: object, **hints: Any) -> bool:
        """Rows of both are rows of one record."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """A replica gets its tables from the primary."""
        return False if db == REPLICA else None
