"""Answers, kept for those who ask the same again for as long as nothing public changed.

Kept in the memory of each server process, and found by the state of the record. That is looked up once a second,
so an answer is at most a second behind; caches elsewhere may keep theirs for a minute anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from claims.models.changes import settled_stamp

FRESH = 1  # seconds for which the state of the record is taken as known
LONGEST = 200_000  # bytes of an answer that is kept
UNSETTLED = ""  # somebody is writing: what is read now belongs to no state that has a name


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer."""

    body: bytes
    headers: dict[str, str]
    changed_at: datetime | None

    def again(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to who asks now: 304 for who has it already."""
        response = HttpResponse(self.body, headers=self.headers)
        stamp = int(self.changed_at.timestamp()) if self.changed_at else None
        etag = self.headers["ETag"]
        return get_conditional_response(request, etag, stamp, response) or response


def key_of(request: HttpRequest) -> str:
    """Names the question and the state of the record; "" where nothing is kept.

    Inside a transaction the record may be what nobody else sees.
    """
    if not settings.API_CACHE or request.method != "GET" or connection.in_atomic_block:
        return ""
    state = caches["answers"].get_or_set("state", settled_stamp, FRESH)
    if state == UNSETTLED:
        return ""
    asked = [state, timezone.localdate(), request.build_absolute_uri(), request.headers.get("Accept")]
    return sha256("\n".join(map(str, asked)).encode()).hexdigest()


def find(key: str) -> Kept | None:
    """What is kept under this key."""
    found: Kept | None = caches["answers"].get(key) if key else None
    return found


def keep(key: str, response: HttpResponse, changed_at: datetime | None) -> None:
    """Keep a rendered answer that has its ETag."""
    if key and response.status_code == 200 and len(response.content) <= LONGEST:
        headers = {name: value for name, value in response.items() if not name.startswith("RateLimit")}
        caches["answers"].set(key, Kept(response.content, headers, changed_at), timeout=3600)
