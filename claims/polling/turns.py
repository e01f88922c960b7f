"""Whose turn it is: a pause between two requests to a host, and what its robots.txt allows."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from claims.ingest import fetch, robots
from claims.ingest.types import Limits
from claims.models import Host

LONGEST_WAIT = 15.0  # seconds
ROBOTS_HOLD = timedelta(hours=24)
ROBOTS_TROUBLE = timedelta(minutes=30)  # a site that cannot tell its rules is left alone so long


def limits() -> Limits:
    """The limits of the settings."""
    return Limits(
        characters=settings.MAX_TEXT_CHARACTERS,
        user_agent=f"claims-desk/0.1 (+{settings.INGEST_CONTACT})",
        allow_hosts=frozenset(host.lower() for host in settings.INGEST_ALLOW_HOSTS),
    )


def host_of(url: str) -> str:
    """Host and port, in lower case; "" for a path on this machine."""
    return urlsplit(url).netloc.lower() if "://" in url else ""


def take_turn(name: str, now: datetime) -> bool:
    """May the host be asked now? Compare-and-set: of two who ask at once, one is told yes."""
    Host.objects.bulk_create([Host(name=name, next_at=now)], ignore_conflicts=True)
    return bool(Host.objects.filter(name=name, next_at__lte=now).update(next_at=now + _pause(name)))


def get(url: str, known: fetch.Known | None = None) -> fetch.Page:
    """Fetch a page whose turn was taken. Where a redirect leads, the same rules hold. Raises FetchError."""
    return fetch.fetch(url, limits(), known, on_redirect=_follow)


def _follow(url: str) -> None:
    """Wait for the turn of a redirect's host. Raises FetchError where its robots.txt forbids the address."""
    if urlsplit(url).scheme not in {"http", "https"}:
        return  # refused when it is asked
    name = host_of(url)
    if not rules_are_known(name, timezone.now()):
        wait_for_turn(name)
        read_rules(url)
    reason, until = closed(url)
    if reason:
        raise (fetch.FetchError if until else fetch.Disallowed)(f"{url}: {reason}.")
    wait_for_turn(name)


def wait_for_turn(name: str) -> None:
    """Return when the host may be asked; bounded. For a further request within an errand."""
    deadline = time.monotonic() + LONGEST_WAIT
    while not take_turn(name, timezone.now()):
        if time.monotonic() > deadline:
            raise fetch.FetchError(f"{name}: asked to be left alone. Try again later.")
        time.sleep(0.1)


def hold(name: str, seconds: float) -> None:
    """Leave the host alone so long: it asked for it."""
    until = timezone.now() + timedelta(seconds=seconds)
    Host.objects.filter(name=name, next_at__lt=until).update(next_at=until)


def next_turn(name: str) -> datetime:
    """When the host may be asked again."""
    row = Host.objects.filter(name=name).values_list("next_at", flat=True).first()
    return max(row or timezone.now(), timezone.now())


def try_again_at(name: str, tries: int) -> datetime:
    """When to ask again after so many failures, each time later; never before the host's turn."""
    back_off: timedelta = timedelta(seconds=settings.FETCH_RETRY_SECONDS) * 3 ** (tries - 1)
    return max(timezone.now() + back_off, next_turn(name))


def rules_are_known(name: str, now: datetime) -> bool:
    """Is the host's robots.txt read, and still fresh?"""
    return Host.objects.filter(name=name, robots_until__gt=now).exists()


def read_rules(url: str) -> None:
    """Fetch robots.txt for the host of this address. Uses up the turn that was taken."""
    name, text, note, hold_for = host_of(url), "", "", ROBOTS_HOLD
    try:
        page = fetch.fetch(robots.robots_url(url), limits())
        text = page.body.decode("utf-8", "replace").replace("\x00", "")[: robots.LONGEST]
    except fetch.Forbidden:
        pass  # the page itself will say so
    except fetch.FetchError as error:
        if not 400 <= error.status < 500 or error.status == 429:  # a site without rules allows everything
            note, hold_for = f"its robots.txt could not be read ({error})"[:300], ROBOTS_TROUBLE
            if error.retry_after:
                hold_for = max(hold_for, timedelta(seconds=error.retry_after))
    Host.objects.filter(name=name).update(
        robots=text, closed_note=note, robots_until=timezone.now() + hold_for
    )
    pause = robots.pause_of(text, limits().user_agent)
    if pause > settings.HOST_PAUSE_SECONDS:
        hold(name, pause)


def closed(url: str) -> tuple[str, datetime | None]:
    """Why this address may not be fetched, and until when that holds; ("", None) where it may."""
    row = Host.objects.filter(name=host_of(url)).first()
    if row is None:
        return "", None
    if row.closed_note:
        return row.closed_note, row.robots_until
    if not robots.may_fetch(row.robots, url, limits().user_agent):
        return "the site's robots.txt forbids it", None
    return "", None


def _pause(name: str) -> timedelta:
    text = Host.objects.filter(name=name).values_list("robots", flat=True).first() or ""
    asked = robots.pause_of(text, limits().user_agent) if "rawl-delay" in text else 0.0
    return timedelta(seconds=max(asked, float(settings.HOST_PAUSE_SECONDS)))
