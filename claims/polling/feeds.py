"""Poll a feed: its new links become items, its full texts articles; then say when to come again."""

from __future__ import annotations

import io
import logging
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from claims import pipeline
from claims.ingest import fetch, gather, readers
from claims.ingest.clean import believable, canonical_url
from claims.ingest.readers import feed as feed_reader
from claims.ingest.types import ArticleDraft, Fault, Found, IngestError, Limits, Link, Raw
from claims.models import Feed, FeedItem
from claims.models.feed import LOCAL, address_fault
from claims.polling import turns
from claims.polling.leases import held

log = logging.getLogger(__name__)
GONE = 410
BUSIER, QUIETER = 0.5, 1.5  # what a poll with news, and one without, does to the time until the next
READER_OF = {Feed.Kind.SITEMAP: "sitemap", Feed.Kind.PAGE: "links", Feed.Kind.JSONFEED: "jsonfeed"}


@dataclass(slots=True)
class Poll:
    """What one poll came to."""

    new: int = 0
    seen: int = 0
    faults: list[str] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)  # revisions to be extracted
    hint: float | None = None  # seconds for which the site says that nothing changes


def poll(*, feed: Feed) -> list[int]:
    """Poll once. Safe to repeat: what is known is not stored again, and the validators are kept last."""
    try:
        done, changes = (_local(feed), {}) if feed.kind in LOCAL else _remote(feed)
    except fetch.FetchError as error:
        _failed(feed, str(error), status=error.status, retry_after=error.retry_after)
        return []
    except IngestError as error:
        _failed(feed, str(error))
        return []
    except DatabaseError:
        raise  # nothing can be written; the lease runs out, and it is done again
    except Exception as error:
        log.exception("Feed %s failed", feed.pk)
        _failed(feed, f"{type(error).__name__}: {error}")
        return []
    _succeeded(feed, done, changes)
    return done.waiting


def look(url: str, kind: str, limits: Limits) -> Iterator[Found]:
    """What a poll would find at this address, without storing anything. Raises IngestError."""
    yield from entries(fetch.fetch(url, limits), url, kind, limits)


def entries(page: fetch.Page, url: str, kind: str, limits: Limits) -> Iterator[Found]:
    """The entries of a list that was fetched."""
    by_name = READER_OF.get(Feed.Kind(kind))
    head = page.body[: gather.HEAD]
    reader = readers.READERS[by_name] if by_name else readers.by_content(head, page.media_type)
    if not reader.lists:
        raise IngestError(
            f"{url}: not a feed but {reader.kind}. Look for the feed's own address: `manage.py feeds test` finds it."
        )
    yield from reader.read(Raw(io.BytesIO(page.body), url, limits, url=page.url, charset=page.charset))


def _remote(feed: Feed) -> tuple[Poll, dict[str, Any]]:
    reason, _ = turns.closed(feed.url)
    if reason:
        raise IngestError(f"{feed.url}: {reason}.")
    limits = turns.limits()
    page = turns.get(feed.url, fetch.Known(feed.etag, feed.last_modified))
    changes: dict[str, Any] = {"etag": page.etag, "last_modified": page.last_modified}
    if page.moved_to and page.moved_to != feed.url and len(page.moved_to) <= 1000:
        changes |= _moved(feed, page.moved_to)
    done = Poll(hint=page.max_age)
    if page.unchanged:
        return done, changes
    done.hint = max(page.max_age or 0.0, feed_reader.stays_for(page.body))
    _take_all(feed, entries(page, feed.url, feed.kind, limits), done, limits, depth=1)
    return done, changes


def _local(feed: Feed) -> Poll:
    """A folder or file of this machine, below one of the folders that the settings name."""
    fault = address_fault(feed.url, feed.kind)
    if fault:
        raise IngestError(f"{feed.url}: {fault}")
    path, done = Path(feed.url).resolve(), Poll()
    _take_all(feed, gather.gather(str(path), turns.limits()), done, turns.limits(), depth=0)
    return done


def _take_all(feed: Feed, found: Iterator[Found], done: Poll, limits: Limits, *, depth: int) -> None:
    """Store what a list gives; of a list of lists, what those give."""
    links: list[Link] = []
    for entry in found:
        if isinstance(entry, Fault):
            done.faults.append(entry.message)
        elif isinstance(entry, ArticleDraft):
            _take_article(feed, entry, done)
        elif not entry.lists:
            links.append(entry)
        elif depth:
            _take_list(feed, entry, done, limits)
    _take_links(feed, links, done)


def _take_list(feed: Feed, link: Link, done: Poll, limits: Limits) -> None:
    """A sitemap of an index. Each asks the same host once more, so each waits for its turn."""
    reason, _ = turns.closed(link.url)
    if reason:
        done.faults.append(f"{link.url}: {reason}.")
        return
    turns.wait_for_turn(turns.host_of(link.url))
    try:
        page = turns.get(link.url)
        _take_all(feed, entries(page, link.url, feed.kind, limits), done, limits, depth=0)
    except IngestError as error:
        done.faults.append(str(error))


def _take_article(feed: Feed, draft: ArticleDraft, done: Poll) -> None:
    stored = pipeline.store_draft(draft, outlet=feed.outlet)
    done.seen += 1
    done.new += stored.outcome != pipeline.Outcome.KNOWN
    if stored.waits and stored.outcome != pipeline.Outcome.KNOWN:
        done.waiting.append(stored.revision_id)


def _take_links(feed: Feed, links: list[Link], done: Poll) -> None:
    """An item for each address that no feed named before; due at once, in the list's order."""
    now = timezone.now()
    rows: dict[str, FeedItem] = {}
    for link in links:
        try:
            url = canonical_url(link.url)
        except IngestError as error:
            done.faults.append(str(error))
            continue
        if feed.link_contains and feed.link_contains not in url:
            continue
        rows[url] = FeedItem(
            feed=feed,
            url=url,
            host=turns.host_of(url),
            title=link.title[:500],
            published_on=believable(link.published_on),
            due_at=now,
        )
    known = set(FeedItem.objects.filter(url__in=rows).values_list("url", flat=True))
    new = [row for url, row in rows.items() if url not in known]
    FeedItem.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    done.seen += len(rows)
    done.new += len(new)


# Afterwards ------------------------------------------------------------------------------------------
@transaction.atomic
def _succeeded(feed: Feed, done: Poll, changes: dict[str, Any]) -> None:
    now = timezone.now()
    wait = feed.wait_minutes or feed.interval_minutes
    wait = _within(feed, wait * (BUSIER if done.new else QUIETER))
    pause = timedelta(minutes=_within(feed, max(wait, (done.hint or 0) / 60)))
    held(feed).update(
        **changes,
        wait_minutes=wait,
        due_at=now + _jitter(pause),
        lease_until=None,
        last_polled_at=now,
        last_success_at=now,
        last_error="\n".join(done.faults[:10])[:2000],
        failures=0,
    )


@transaction.atomic
def _failed(feed: Feed, reason: str, *, status: int = 0, retry_after: float | None = None) -> None:
    """Come again later, each time later; never again where the feed is gone for good."""
    now = timezone.now()
    failures = feed.failures + 1
    back_off = timedelta(minutes=_within(feed, feed.interval_minutes * 2.0 ** min(failures - 1, 12)))
    if retry_after is not None:
        turns.hold(turns.host_of(feed.url), retry_after)
        back_off = max(back_off, timedelta(seconds=retry_after))
    held(feed).update(
        due_at=now + _jitter(back_off),
        lease_until=None,
        last_polled_at=now,
        last_error=reason[:2000],
        failures=failures,
    )
    if status == GONE:
        Feed.objects.filter(pk=feed.pk).update(
            is_active=False, note=f"{now:%-d %B %Y}: paused, since the site says that it is gone for good."
        )


def _moved(feed: Feed, address: str) -> dict[str, Any]:
    """The new address of a feed that was moved for good, unless another feed has it already."""
    today = timezone.now()
    if Feed.objects.filter(url=address).exists():
        return {
            "is_active": False,
            "note": f"{today:%-d %B %Y}: paused; it moved to another feed, {address}"[:500],
        }
    return {"url": address, "note": f"{today:%-d %B %Y}: moved here from {feed.url}"[:500]}


def _within(feed: Feed, minutes: float) -> float:
    return min(max(minutes, float(feed.interval_minutes)), float(feed.longest_minutes))


def _jitter(pause: timedelta) -> timedelta:
    """Up to a tenth longer, so that feeds that began together drift apart."""
    return pause * (1 + random.random() / 10)  # noqa: S311 - no secret
