"""Claims: their speaker, wording and deadline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count

from django.db import connection
from django.utils import timezone
from django.utils.text import slugify

from claims.editorial import workflow
from claims.editorial.refusals import in_words, refuse, require
from claims.editorial.wording import worded
from claims.models import Claim, DuePrecision, Speaker, StatementKind, Topic, User, act_as

SLUGS = 7_302  # the first of the two numbers of an advisory lock


def refuse_unknown_kind(kind: str) -> None:
    """Raises Refused for what is no kind of statement."""
    if kind not in StatementKind.values:
        known = ", ".join(StatementKind.values)
        raise refuse("kind", f"“{kind[:20]}” is no kind of statement. Choose one of: {known}.")


def free_slug(speaker: Speaker, wording: str) -> str:
    """An address for a claim that none has yet: trump-end-war-in-24-hours.

    Within a transaction; who wants the same one at the same moment waits until it ends.
    """
    base = slugify(f"{speaker.headline_name} {wording}")[:100].strip("-") or "claim"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [SLUGS, base])
    if not Claim.objects.filter(slug=base).exists():
        return base
    return next(slug for n in count(2) if not Claim.objects.filter(slug=(slug := f"{base}-{n}")).exists())


def enter_claim(
    *,
    actor: User,
    speaker: Speaker,
    wording: str,
    kind: str,
    said_on: date | None = None,
    topics: Iterable[Topic] = (),
    due_on: date | None = None,
    due_precision: str = "",
    due_basis: str = "",
) -> Claim:
    """A claim that no candidate led to. Nobody has confirmed its speaker yet; a deadline is confirmed."""
    require(actor, "add_claim")
    wording = worded(wording)
    refuse_unknown_kind(kind)
    if due_precision and due_precision not in DuePrecision.values:
        known = ", ".join(DuePrecision.values)
        raise refuse("due_precision", f"due_precision: “{due_precision[:20]}” is none of {known}.")
    with act_as(actor), in_words():
        claim = Claim.objects.create(
            slug=free_slug(speaker, wording),
            wording=wording,
            speaker=speaker,
            kind=kind,
            said_on=said_on,
            created_by=actor,
        )
        claim.topics.set(topics)
        if due_on or due_basis:
            precision = due_precision or DuePrecision.DAY
            set_deadline(claim=claim, actor=actor, due_on=due_on, precision=precision, basis=due_basis)
    return claim


def confirm_speaker(*, claim: Claim, actor: User, speaker: Speaker | None = None) -> None:
    """A person says that this speaker said it: a condition of publication."""
    require(actor, "change_claim")
    with act_as(actor), in_words():
        if speaker is not None and speaker.pk != claim.speaker_id:
            workflow.void_approval(claim=claim, actor=actor)
        Claim.objects.filter(pk=claim.pk).update(
            speaker=speaker or claim.speaker,
            speaker_confirmed_by=actor,
            speaker_confirmed_at=timezone.now(),
        )
    claim.refresh_from_db()


def edit_claim(*, claim: Claim, actor: User, wording: str, kind: str, said_on: date | None) -> None:
    """Change the wording, kind or day. The public address stays."""
    require(actor, "change_claim")
    wording = worded(wording)
    refuse_unknown_kind(kind)
    if claim.due_on and kind != StatementKind.PROMISE:
        raise refuse("kind", "Only promises fall due. Take the deadline off first.")
    with act_as(actor), in_words():
        if wording != claim.wording:
            workflow.void_approval(claim=claim, actor=actor)
        undated = {} if kind == StatementKind.PROMISE else {"due_precision": "", "due_basis": ""}
        Claim.objects.filter(pk=claim.pk).update(wording=wording, kind=kind, said_on=said_on, **undated)
    claim.refresh_from_db()


def set_deadline(
    *, claim: Claim, actor: User, due_on: date | None, precision: str = DuePrecision.DAY, basis: str = ""
) -> None:
    """Say when a promise falls due, and from which words and day that was counted.

    Without a date the words stand alone: “in 24 hours”, counted from a day that nobody has stated.
    """
    require(actor, "change_claim")
    basis = basis.strip()
    if (due_on or basis) and claim.kind != StatementKind.PROMISE:
        raise refuse("kind", "Only promises fall due. Change the kind to promise first.")
    if due_on and not basis:
        raise refuse("due_basis", "Say what the date rests on: “in 24 hours”, counted from which day?")
    with act_as(actor), in_words():
        Claim.objects.filter(pk=claim.pk).update(
            due_on=due_on,
            due_precision=precision if due_on else DuePrecision.OPEN if basis else "",
            due_basis=basis,
            due_confirmed_by=actor if due_on else None,
            due_confirmed_at=timezone.now() if due_on else None,
        )
    claim.refresh_from_db()


def confirm_deadline(*, claim: Claim, actor: User) -> None:
    """A person says that the date read from the text is right. Until then it is a proposal."""
    if claim.due_on is None:
        raise refuse("due_on", "There is no date to confirm: enter one, with what it rests on.")
    set_deadline(
        claim=claim,
        actor=actor,
        due_on=claim.due_on,
        precision=claim.due_precision,
        basis=claim.due_basis,
    )


def set_topics(*, claim: Claim, actor: User, topics: Iterable[Topic]) -> None:
    """Say which subjects a claim belongs to."""
    require(actor, "change_claim")
    with act_as(actor):
        claim.topics.set(topics)
