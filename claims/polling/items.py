"""Visit an item: fetch its page, store its article, look again after an hour, six, a day, a week."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from claims import pipeline
from claims.ingest import fetch, gather
from claims.ingest.types import ArticleDraft, Fault, Link
from claims.models import FeedItem
from claims.polling import turns
from claims.polling.leases import held

log = logging.getLogger(__name__)
State = FeedItem.State
NO_USE = {401, 402, 403, 404, 410, 451}  # asking again gives the same answer


def visit(*, item: FeedItem) -> list[int]:
    """Fetch and store; what goes wrong is written on the row. Returns revisions that wait for extraction."""
    if item.tries >= settings.FETCH_TRIES:
        _set_aside(item, item.note or f"The worker died during each of {item.tries} tries.")
        return []
    reason, until = turns.closed(item.url)
    if reason:
        _shut(item, reason, until)
        return []
    FeedItem.objects.filter(pk=item.pk).update(tries=item.tries + 1)
    item.tries += 1
    try:
        return _read(item)
    except fetch.Disallowed as error:
        _end(item, State.REFUSED, str(error))
    except fetch.Forbidden as error:
        _set_aside(item, str(error))
    except fetch.FetchError as error:
        _failed(item, str(error), error.status, error.retry_after)
    except DatabaseError:
        raise  # nothing can be written; the lease runs out, and it is done again
    except Exception as error:
        log.exception("Item %s failed", item.pk)
        _failed(item, f"{type(error).__name__}: {error}")
    return []


def _read(item: FeedItem) -> list[int]:
    page = turns.get(item.url, fetch.Known(item.etag, item.last_modified))
    if page.unchanged:
        _look_later(item, page)
        return []
    link = Link(item.url, item.title, item.published_on)
    # A page has one article; what else it may hold is not what the feed named.
    found = next(iter(gather.read_page(page, link, turns.limits(), follow=False)), None)
    if isinstance(found, ArticleDraft):
        return _store(item, page, found)
    if isinstance(found, Fault) and found.walled:
        _end(item, State.REFUSED, found.message)
    elif found is not None:
        _failed(item, found.message)
    return []


@transaction.atomic
def _store(item: FeedItem, page: fetch.Page, draft: ArticleDraft) -> list[int]:
    """The article and the end of the visit together."""
    stored = pipeline.store_draft(draft, outlet=item.feed.outlet)
    item.article_id = stored.article_id
    _look_later(item, page)
    return [stored.revision_id] if stored.waits else []


def _look_later(item: FeedItem, page: fetch.Page) -> None:
    """Stored; the next look is counted from the first time that it was."""
    now = timezone.now()
    first = min(item.stored_at or now, now)  # a clock may have been ahead
    looks = item.looks + 1 if item.stored_at else 0
    ahead = [first + timedelta(minutes=minutes) for minutes in settings.LOOK_AGAIN_MINUTES[looks:]]
    held(item).update(
        state=State.STORED,
        article=item.article_id,
        stored_at=first,
        looks=looks,
        tries=0,
        note="",
        due_at=next((when for when in ahead if when > now), None),
        lease_until=None,
        etag=page.etag,
        last_modified=page.last_modified,
    )


def _failed(item: FeedItem, reason: str, status: int = 0, retry_after: float | None = None) -> None:
    """Later, each time later; aside after the last try, or where trying again is of no use."""
    if retry_after is not None:
        turns.hold(item.host, retry_after)
    if status in NO_USE or item.tries >= settings.FETCH_TRIES:
        _set_aside(item, reason)
        return
    later = turns.try_again_at(item.host, item.tries)
    held(item).update(note=reason[:2000], due_at=later, lease_until=None)


def _set_aside(item: FeedItem, reason: str) -> None:
    """No more tries. What is stored stays stored; it is only not looked at again."""
    if item.state == State.STORED:
        held(item).update(note=f"Not looked at again: {reason}"[:2000], due_at=None, lease_until=None)
        return
    _end(item, State.FAILED, reason)


def _shut(item: FeedItem, reason: str, until: datetime | None) -> None:
    if until is not None and item.tries + 1 < settings.FETCH_TRIES:  # the site is in trouble: later
        tries = item.tries + 1
        held(item).update(note=reason[:2000], tries=tries, due_at=until, lease_until=None)
    elif until is not None or item.state == State.STORED:
        _set_aside(item, reason)
    else:
        _end(item, State.REFUSED, f"{item.url}: {reason}.")


def _end(item: FeedItem, state: str, reason: str) -> None:
    if item.state == State.STORED:  # the article was there before; a wall in front of it changes nothing
        _set_aside(item, reason)
        return
    held(item).update(state=state, note=reason[:2000], due_at=None, lease_until=None)


@transaction.atomic
def bring_text(*, item: FeedItem, draft: ArticleDraft) -> pipeline.Stored:
    """Store what a person read in our place. The item is not visited any more: it would be as before."""
    stored = pipeline.store_draft(draft, outlet=item.feed.outlet)
    FeedItem.objects.filter(pk=item.pk).update(
        state=State.STORED,
        article=stored.article_id,
        stored_at=timezone.now(),
        note="The text was brought by hand.",
        due_at=None,
        lease_until=None,
    )
    return stored


# By hand ---------------------------------------------------------------------------------------------
def retry(*, item_ids: list[int]) -> int:
    """Give items that were set aside all their tries again. Returns how many."""
    aside = FeedItem.objects.filter(pk__in=item_ids).set_aside()
    return aside.update(state=State.WAITING, tries=0, due_at=timezone.now(), lease_until=None)
