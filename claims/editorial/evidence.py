"""Evidence under an open version."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.editorial.refusals import in_words, refuse
from claims.models import Evidence, ReviewVersion, Stance, StatementKind, User, act_as


def attach_evidence(
    *,
    version: ReviewVersion,
    actor: User,
    title: str,
    url: str = "",
    publisher: str = "",
    dated_on: date | None = None,
    excerpt: str = "",
    stance: str = Stance.CONTEXT,
    note: str = "",
) -> Evidence:
    """Add a document. Whoever adds it becomes an author of the version."""
    _may_edit(actor)
    if not title.strip():
        raise refuse("title", "Give the evidence a title.")
    if Evidence.objects.filter(version=version, title=title.strip(), url=url, excerpt=excerpt).exists():
        raise refuse("title", "This document is attached already.")
    with act_as(actor), in_words():
        return Evidence.objects.create(
            version=version,
            title=title.strip(),
            url=url,
            publisher=publisher,
            dated_on=dated_on,
            excerpt=excerpt,
            stance=stance,
            note=note,
        )


def edit_evidence(*, evidence: Evidence, actor: User, **fields: Any) -> None:
    """Change some fields of a document."""
    _may_edit(actor)
    with act_as(actor), in_words():
        Evidence.objects.filter(pk=evidence.pk).update(**fields)
    evidence.refresh_from_db()


def remove_evidence(*, evidence: Evidence, actor: User) -> None:
    """Take a document off an open version; the history keeps it."""
    _may_edit(actor)
    with act_as(actor), in_words():
        evidence.delete()


def date_warnings(version: ReviewVersion) -> list[str]:
    """What a reader would ask about the dates. They warn; they do not block."""
    claim = version.review.claim
    items = list(version.evidence.all())
    warnings = []
    newest = max((item.dated_on for item in items if item.dated_on), default=None)
    if items and claim.due_on and (newest is None or newest < claim.due_on):
        warnings.append(
            f"No evidence is dated on or after {claim.due_on:%-d %B %Y}, when the promise fell due."
        )
    if claim.said_on and claim.kind not in {StatementKind.PROMISE, StatementKind.PREDICTION}:
        warnings += [
            f"“{item.title}” refutes the claim, but is newer than it ({item.dated_on:%-d %B %Y}): "
            "was this known when the claim was made?"
            for item in items
            if item.stance == Stance.REFUTES and item.dated_on and item.dated_on > claim.said_on
        ]
    return warnings


def _may_edit(actor: User) -> None:
    if not actor.has_perm("claims.change_evidence"):
        raise refuse("actor", "Your account may not change evidence. Ask an administrator for a group.")
