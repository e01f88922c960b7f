"""Evidence under an open version."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claims.editorial.refusals import in_words, refuse
from claims.models import Evidence, ReviewVersion, Stance, StatementKind, User, act_as


def attach_evidence(
    *,
    version: ReviewVersion,
    actor: User,
    title: str,
    url: str = "",
    excerpt: str = "",
    **fields: Any,
) -> Evidence:
    """Add a document with these fields of `Evidence`; where it has an address, a copy of it is due.

    Whoever adds it becomes an author of the version.
    """
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
            excerpt=excerpt,
            **fields,
            **_copy_due(url),
        )


def edit_evidence(*, evidence: Evidence, actor: User, **fields: Any) -> None:
    """Change some fields of a document. Another address is another document: its copy is fetched anew."""
    _may_edit(actor)
    if not fields.get("title", evidence.title).strip():
        raise refuse("title", "Give the evidence a title.")
    with act_as(actor), in_words():
        held = Evidence.objects.select_for_update().only("url").get(pk=evidence.pk)
        if fields.get("url", held.url) != held.url:
            fields |= {"archived_text": "", "archived_sha256": "", "archived_at": None, "gone_at": None}
            fields |= {"checked_at": None, **_copy_due(fields["url"])}
        Evidence.objects.filter(pk=evidence.pk).update(**fields)
    evidence.refresh_from_db()


def remove_evidence(*, evidence: Evidence, actor: User) -> None:
    """Take a document off an open version; the history keeps it."""
    _may_edit(actor)
    with act_as(actor), in_words():
        evidence.delete()


def fetch_again(*, evidence: Evidence, actor: User) -> None:
    """Ask for the page once more, at once. Allowed under a frozen version: a copy changes no word of it."""
    _may_edit(actor)
    if not evidence.url:
        raise refuse("url", "This document has no address to fetch.")
    due: dict[str, Any] = {"due_at": timezone.now(), "tries": 0, "lease_until": None}
    without = Evidence.objects.filter(pk=evidence.pk, archived_text="")
    if not without.update(copy_state=Evidence.CopyState.WAITING, **due):
        Evidence.objects.filter(pk=evidence.pk).update(**due)


def _copy_due(url: str) -> dict[str, Any]:
    state = Evidence.CopyState.WAITING if url else Evidence.CopyState.NONE
    due_at = timezone.now() if url else None
    return {"copy_state": state, "due_at": due_at, "tries": 0, "lease_until": None, "fetch_note": ""}


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
