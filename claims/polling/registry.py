"""The list of feeds: add one, bring in a list, switch, poll now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from claims.ingest.clean import site
from claims.ingest.opml import Outline
from claims.models import Feed, FeedItem, Outlet
from claims.models.feed import LOCAL, address_fault
from claims.pipeline import outlet_of

SILENCE = 5  # times its usual gap between news; a feed silent for longer is told of
LEAST_SILENCE = timedelta(days=2)


@transaction.atomic
def add_feed(
    *, url: str, kind: str, outlet: Outlet, active: bool, interval_minutes: int = 60
) -> tuple[Feed, bool]:
    """The feed at this address, new or known. The second value says whether it is new."""
    return Feed.objects.get_or_create(
        url=url,
        defaults={
            "outlet": outlet,
            "kind": kind,
            "is_active": active,
            "interval_minutes": interval_minutes,
            "longest_minutes": max(1440, interval_minutes),
        },
    )


@transaction.atomic
def add_list(*, outlines: Iterable[Outline]) -> list[tuple[Feed, bool]]:
    """The feeds of a list, switched off until somebody has looked at them; outlets are made as needed."""
    return [
        add_feed(url=outline.url, kind=outline.kind, outlet=outlet_for(outline), active=False)
        for outline in outlines
    ]


def outlet_for(outline: Outline) -> Outlet:
    """The outlet to whose domains the feed belongs, else a new one of its name."""
    homepage = "" if address_fault(outline.homepage, Feed.Kind.PAGE) else outline.homepage
    hosts = [urlsplit(address).hostname or "" for address in (homepage, outline.url) if address]
    known = next((found for host in hosts if (found := outlet_of(host))), None)
    if known is not None:
        return known
    home = site(hosts[0])
    slug = slugify(home or outline.title)[:80] or "outlet"
    outlet, _ = Outlet.objects.get_or_create(
        slug=slug,
        defaults={
            "name": outline.title,
            "homepage": homepage[:200],
            "domains": [home] if home else [],
        },
    )
    return outlet


def outlines() -> list[Outline]:
    """All feeds of other machines, as a list to take elsewhere."""
    feeds = Feed.objects.exclude(kind__in=LOCAL).select_related("outlet")
    return [Outline(feed.url, feed.outlet.name, feed.outlet.homepage, feed.kind) for feed in feeds]


def fetch_now(*, feed_id: int) -> bool:
    """Have a feed polled as soon as a worker is free. False when it is switched off."""
    return bool(Feed.objects.filter(pk=feed_id, is_active=True).update(due_at=timezone.now()))


def switch(*, feed_id: int, on: bool) -> None:
    """Poll a feed from now on, or no longer."""
    feed = Feed.objects.get(pk=feed_id)
    feed.is_active, feed.note = on, ""
    feed.save(update_fields=["is_active", "note"])
    if on:
        Feed.objects.filter(pk=feed_id).update(due_at=timezone.now(), failures=0)


def silent_feeds() -> list[Feed]:
    """Active feeds that brought news regularly and have brought none for much longer than usual."""
    now = timezone.now()
    found = []
    for feed in Feed.objects.filter(is_active=True).select_related("outlet"):
        seen = list(
            FeedItem.objects.filter(feed=feed).order_by("-seen_at").values_list("seen_at", flat=True)[:50]
        )
        if len(seen) < 10:
            continue
        usual = (seen[0] - seen[-1]) / (len(seen) - 1)
        if now - seen[0] > max(usual * SILENCE, LEAST_SILENCE):
            found.append(feed)
    return found
