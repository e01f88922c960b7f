"""Evidence under an open version."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.editorial.refusals import in_words, refuse
from claims.models import Evidence, ReviewVersion, Stance, User, act_as


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


def _may_edit(actor: User) -> None:
    if not actor.has_perm("claims.change_evidence"):
        raise refuse("actor", "Your account may not change evidence. Ask an administrator for a group.")
