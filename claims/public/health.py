"""/healthz: the process lives. /readyz: it can do its work; if not, why."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseFault
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.checks import broker_fault, oldest_waiting, pending_migrations
from claims.editorial.meaning import what_is_missing
from config.replica import REPLICA, REPLICA_NOW

log = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answers while the process lives; asks nobody."""
    return JsonResponse({"state": "alive"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 with the age of the oldest waiting article, or 503 with every cause. Details go to the log."""
    faults: dict[str, str] = {}
    oldest: float | None = None
    try:
        see_migrated()
        oldest = oldest_waiting()
    except NotMigrated as error:
        log.warning("Not ready: %s", error)
        faults["migrations"] = "The database lacks migrations: run `manage.py migrate`."
    except DatabaseFault as error:
        log.warning("Not ready: %s", error)
        faults["database"] = "The database does not answer: see that it runs and that DATABASE_URL is right."
    if fault := broker_fault():
        log.warning("Not ready: %s", fault)
        faults["broker"] = "The broker does not answer: see that it runs and that BROKER_URL is right."
    answer: dict[str, Any] = {"state": "not ready" if faults else "ready", "oldest_waiting_seconds": oldest}
    if "database" not in faults:
        answer["matching"] = what_is_missing() or "by words and meaning"
    if REPLICA in settings.DATABASES:
        answer["replica"] = REPLICA_NOW.state()
    if faults:
        answer["faults"] = faults
    return JsonResponse(answer, status=503 if faults else 200)


class NotMigrated(Exception):
    """The database lacks migrations."""


@cache
def see_migrated() -> None:
    """Raise NotMigrated. Once seen, not asked again: a later release is another process."""
    if missing := pending_migrations():
        raise NotMigrated(f"missing migrations: {', '.join(missing)}")
