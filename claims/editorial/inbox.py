"""What waits for a person, and which of it is new since they last had the claim before them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from claims.editorial import conversation, deadlines
from claims.editorial.refusals import refuse
from claims.models import Appearance, Claim, Look, ReviewVersion, User
from claims.models.history import events

DUE_SOON = 30  # days
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: about which claim, since when, in a few words; `unread` until its claim is opened."""

    claim: Claim
    since: datetime
    words: str
    unread: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Things of one kind. `empty` says what would stand there; `more` that not all are shown."""

    heading: str
    items: list[Item]
    empty: str
    more: bool = False

    @property
    def unread(self) -> int:
        """How many are new."""
        return sum(item.unread for item in self.items)


def inbox(user: User, *, most: int = SHOWN) -> list[Card]:
    """Everything that waits for this person, card by card, the newest first."""
    cards = [_returned(user, most), *_approvals(user, most), _second_looks(user, most)]
    return [card for card in (*cards, _mentions(user, most), _deadlines(user, most)) if card is not None]


def look(*, claim: Claim, actor: User) -> None:
    """They have it before them now: what concerns it is read."""
    _looked([claim.pk], actor)


def read_all(*, actor: User) -> None:
    """Mark everything as read."""
    _looked({item.claim.pk for card in inbox(actor, most=500) for item in card.items}, actor)


def choose_digest(*, actor: User, on: bool) -> None:
    """Switch the daily message on or off."""
    if on and not actor.email:
        raise refuse("email", "Your account has no e-mail address. An administrator can enter one.")
    User.objects.filter(pk=actor.pk).update(wants_digest=on)
    actor.refresh_from_db()


def _looked(claims: Iterable[int], user: User) -> None:
    now = timezone.now()
    Look.objects.bulk_create(
        [Look(user=user, claim_id=pk, looked_at=now) for pk in sorted(claims)],
        update_conflicts=True,
        unique_fields=["user", "claim"],
        update_fields=["looked_at"],
    )


def _with_look(rows: QuerySet[Any], user: User, claim: str) -> QuerySet[Any]:
    looks = Look.objects.filter(user=user, claim=OuterRef(claim))
    annotated: QuerySet[Any] = rows.annotate(looked_at=Subquery(looks.values("looked_at")))
    return annotated


def _card(heading: str, empty: str, items: list[Item], most: int) -> Card:
    return Card(heading, items[:most], empty, len(items) > most)


def _item(row: Any, claim: Claim, since: datetime, words: str, *, counts: bool = True) -> Item:
    looked_at: datetime | None = row.looked_at
    return Item(claim, since, words, counts and (looked_at is None or since > looked_at))


def _versions(state: str, user: User) -> QuerySet[Any]:
    rows = ReviewVersion.objects.filter(state=state).select_related("review__claim__speaker")
    return _with_look(rows, user, "review__claim")


def _returned(user: User, most: int) -> Card:
    mine = Q(authors__contains=[user.pk]) | Q(review__assigned_to=user)
    back = events(ReviewVersion).filter(pgh_obj_id=OuterRef("pk"), state="returned").order_by("-pgh_id")
    rows = _versions("returned", user).filter(mine)
    rows = rows.annotate(since=Subquery(back.values("pgh_created_at")[:1])).order_by("-since", "-id")
    items = [_item(v, v.review.claim, v.since, f"version {v.number}") for v in rows[: most + 1]]
    return _card("Returned to me", "Nothing was returned to you.", items, most)


def _approvals(user: User, most: int) -> list[Card]:
    cards = []
    if user.has_perm("claims.approve_review"):
        rows = _versions("submitted", user).exclude(authors__contains=[user.pk])
        items = [
            _item(v, v.review.claim, v.submitted_at or v.created_at, f"version {v.number}")
            for v in rows.order_by("-submitted_at", "-id")[: most + 1]
        ]
        cards.append(_card("Waiting for my approval", "Nobody waits for your approval.", items, most))
    if user.has_perm("claims.publish_review"):
        rows = _versions("approved", user).order_by("-approved_at", "-id")
        items = [_item(v, v.review.claim, v.approved_at, f"version {v.number}") for v in rows[: most + 1]]
        cards.append(
            _card("Approved, to be published", "Nothing approved waits to be published.", items, most)
        )
    return cards


def _second_looks(user: User, most: int) -> Card | None:
    """One for each published claim, about the newest of its appearances."""
    if not user.has_perm("claims.approve_review"):
        return None
    waiting = Appearance.objects.awaited().exclude(confirmed_by=user)
    newest = waiting.order_by("claim_id", "-confirmed_at").distinct("claim_id")
    rows = Appearance.objects.filter(pk__in=newest.values("pk")).select_related(
        "claim__speaker", "confirmed_by"
    )
    found = _with_look(rows, user, "claim").order_by("-confirmed_at", "-id")[: most + 1]
    items = [_item(a, a.claim, a.confirmed_at, f"{a.confirmed_by.called} confirmed it") for a in found]
    return _card("Appearances to look at", "No appearance waits for a second look.", items, most)


def _mentions(user: User, most: int) -> Card:
    rows = _with_look(conversation.mentions_of(user).exclude(author=user), user, "review__claim")[: most + 1]
    items = [_item(c, c.review.claim, c.created_at, f"{c.author.called}: {_short(c.text)}") for c in rows]
    return _card("Colleagues mention me", f"Nobody has written to @{user.username} yet.", items, most)


def _deadlines(user: User, most: int) -> Card:
    """All of them; new are those that are this person's work, or nobody's."""
    today = timezone.localdate()
    found = [deadlines.overdue(today), deadlines.due_soon(DUE_SOON, today)]
    items = []
    for rows in found:
        for claim in _with_look(rows, user, "pk")[: most + 1]:
            review = getattr(claim, "review", None)
            counts = review is None or review.assigned_to_id in {None, user.pk}
            words = f"due {claim.due_on:%-d %b %Y}"
            items.append(_item(claim, claim, _fell_due(claim.due_on, today), words, counts=counts))
    empty = "No promise is overdue and unsettled, and none falls due."
    return _card("Promises overdue or due within 30 days", empty, items, 2 * most)


def _fell_due(due_on: date, today: date) -> datetime:
    """When it came onto this list: the day after its day, or so many days before it."""
    first = due_on + timedelta(days=1) if due_on < today else due_on - timedelta(days=DUE_SOON)
    return datetime.combine(first, time(), tzinfo=UTC)


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"
