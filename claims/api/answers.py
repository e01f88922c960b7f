"""Answers, kept for those who ask the same again for as long as nothing public changed.

Kept in the memory of each server process, and found by the state of the record, which drafts, candidates and fetched
articles leave as it is. It is looked up once a second, so an answer is at most a second behind; caches elsewhere may
keep theirs for a minute anyway. The state is read before the rows: an answer may be newer than it, never older.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, router
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response

from claims.models import Claim
from claims.models.public_change import public_state

FRESH = 1.0  # seconds for which the state of the record is taken as known
LONGEST = 200_000  # bytes of an answer that is kept
MOST = 500  # answers
# What a 304 says again (RFC 9110, 15.4.5), and that any site may read it.
UNCHANGED = ("ETag", "Cache-Control", "Last-Modified", "Vary", "Access-Control-Allow-Origin")
Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer."""

    body: bytes
    headers: dict[str, str]
    changed_at: datetime | None

    def again(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to who asks now: 304 for who has it already."""
        if request.META.get("HTTP_IF_NONE_MATCH") == self.headers["ETag"]:
            return HttpResponseNotModified(
                headers={n: self.headers[n] for n in UNCHANGED if n in self.headers}
            )
        response = HttpResponse(self.body, headers=self.headers)
        stamp = int(self.changed_at.timestamp()) if self.changed_at else None
        return get_conditional_response(request, self.headers["ETag"], stamp, response) or response


class Shelf:
    """The answers of this process, those used last, and the state of the record. Shared by its threads."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.answers: OrderedDict[Key, Kept] = OrderedDict()
        self.state, self.known_until = "", 0.0

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.answers.clear()
            self.known_until = 0.0

    def present_state(self) -> str:
        """Names what the public sees, and the day."""
        now = time.monotonic()
        if now >= self.known_until:
            self.state = f"{timezone.localdate()} {public_state()}"
            self.known_until = now + FRESH
        return self.state

    def find(self, key: Key) -> Kept | None:
        """What is kept under this key."""
        with self.lock:
            found = self.answers.get(key)
            if found is not None:
                self.answers.move_to_end(key)
        return found

    def keep(self, key: Key, answer: Kept) -> None:
        """Keep an answer, in place of the one that nobody asked for longest."""
        with self.lock:
            self.answers[key] = answer
            if len(self.answers) > MOST:
                self.answers.popitem(last=False)


SHELF = Shelf()


def key_of(request: HttpRequest) -> Key | None:
    """Names the question and the state of the record; None where nothing is kept.

    Inside a transaction the record may be what nobody else sees; a replica may be behind the state that is known.
    """
    if not settings.API_CACHE or request.method != "GET" or connection.in_atomic_block:
        return None
    if router.db_for_read(Claim) != DEFAULT_DB_ALIAS:
        return None
    asked = request.META
    where = (asked.get("HTTP_HOST"), request.path, asked.get("QUERY_STRING"), asked.get("HTTP_ACCEPT"))
    return (SHELF.present_state(), request.scheme, *where)


def find(key: Key | None) -> Kept | None:
    """What is kept under this key."""
    return SHELF.find(key) if key else None


def keep(key: Key | None, response: HttpResponse, changed_at: datetime | None) -> None:
    """Keep a rendered answer that has its ETag."""
    if key and response.status_code == 200 and len(response.content) <= LONGEST:
        headers = {name: value for name, value in response.items() if not name.startswith("RateLimit")}
        SHELF.keep(key, Kept(response.content, headers, changed_at))
