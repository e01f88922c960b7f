"""Evidence under an open version."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claims.editorial import evidence_files
from claims.editorial.refusals import in_words, refuse, require
from claims.ingest.clean import believable
from claims.models import Evidence, ReviewVersion, Stance, StatementKind, User, act_as

File = tuple[str, bytes]  # its name, and what it holds


def attach_evidence(
    *,
    version: ReviewVersion,
    actor: User,
    title: str,
    url: str = "",
    excerpt: str = "",
    file: File | None = None,
    **fields: Any,
) -> Evidence:
    """Add a document with these fields of `Evidence`, and the file, where there is one.

    A copy of its address is due, and the reading of its file. Whoever adds it becomes an author of the
    version. Raises Refused, at `file` for one that is not taken in.
    """
    require(actor, "change_evidence")
    if not title.strip():
        raise refuse("title", "Give the evidence a title.")
    _refuse_days_to_come(fields)
    fields |= evidence_files.keep(*file) if file else evidence_files.none()
    same = Evidence.objects.filter(version=version, title=title.strip(), url=url, excerpt=excerpt)
    if same.filter(file_sha256=fields["file_sha256"]).exists():
        raise refuse("title", "This document is attached already.")
    fields |= _copy_due(url)
    with act_as(actor), in_words():
        return Evidence.objects.create(
            version=version, title=title.strip(), url=url, excerpt=excerpt, **_file_due(fields)
        )


def edit_evidence(
    *, evidence: Evidence, actor: User, file: File | None = None, remove_file: bool = False, **fields: Any
) -> None:
    """Change some fields of a document, put another file in the place of its own, or take that off.

    Another address is another document: its copy is fetched anew.
    """
    require(actor, "change_evidence")
    if not fields.get("title", evidence.title).strip():
        raise refuse("title", "Give the evidence a title.")
    _refuse_days_to_come(fields)
    new_file = evidence_files.keep(*file) if file else evidence_files.none() if remove_file else {}
    with act_as(actor), in_words():
        held = (
            Evidence.objects.select_for_update().only("url", "file_sha256", "file_state").get(pk=evidence.pk)
        )
        if fields.get("url", held.url) != held.url:
            fields |= {"archived_text": "", "archived_sha256": "", "archived_at": None, "gone_at": None}
            fields |= {"checked_at": None, **_copy_due(fields["url"])}
        if new_file and new_file["file_sha256"] != held.file_sha256:
            fields |= new_file
        Evidence.objects.filter(pk=evidence.pk).update(**_file_due({"file_state": held.file_state} | fields))
    evidence.refresh_from_db()


def remove_evidence(*, evidence: Evidence, actor: User) -> None:
    """Take a document off an open version; the history keeps it."""
    require(actor, "change_evidence")
    with act_as(actor), in_words():
        evidence.delete()


def fetch_again(*, evidence: Evidence, actor: User) -> None:
    """Ask for the page once more, at once. Allowed under a frozen version: a copy changes no word of it."""
    require(actor, "change_evidence")
    if not evidence.url:
        raise refuse("url", "This document has no address to fetch.")
    due: dict[str, Any] = {"due_at": timezone.now(), "tries": 0, "lease_until": None}
    without = Evidence.objects.filter(pk=evidence.pk, archived_text="")
    if not without.update(copy_state=Evidence.CopyState.WAITING, **due):
        Evidence.objects.filter(pk=evidence.pk).update(**due)


def _refuse_days_to_come(fields: dict[str, Any]) -> None:
    day = fields.get("dated_on")
    if day is not None and believable(day) is None:
        raise refuse("dated_on", f"{day:%-d %B %Y} has not come yet. Give the day that the document bears.")


def _copy_due(url: str) -> dict[str, Any]:
    state = Evidence.CopyState.WAITING if url else Evidence.CopyState.NONE
    due_at = timezone.now() if url else None
    return {"copy_state": state, "due_at": due_at, "tries": 0, "lease_until": None, "fetch_note": ""}


def _file_due(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, due at once where a file waits to be read."""
    if fields["file_state"] != Evidence.FileState.WAITING:
        return fields
    return {**fields, "due_at": timezone.now(), "tries": 0, "lease_until": None}


def warnings_of(version: ReviewVersion) -> list[str]:
    """What a reader would ask about the dates, and where to look. They warn; they do not block."""
    claim = version.review.claim
    items = list(version.evidence.without_texts())
    warnings = []
    newest = max((item.dated_on for item in items if item.dated_on), default=None)
    if items and claim.due_on and (newest is None or newest < claim.due_on):
        warnings.append(
            f"No evidence is dated on or after {claim.due_on:%-d %B %Y}, when the promise fell due."
        )
    bare = sum(not (item.url or item.file_sha256) for item in items)
    if bare:
        number = "One document has" if bare == 1 else f"{bare} documents have"
        warnings.append(f"{number} neither an address nor a file: readers cannot look at it themselves.")
    if claim.said_on and claim.kind not in {StatementKind.PROMISE, StatementKind.PREDICTION}:
        warnings += [
            f"“{item.title}” refutes the claim, but is newer than it ({item.dated_on:%-d %B %Y}): "
            "was this known when the claim was made?"
            for item in items
            if item.stance == Stance.REFUTES and item.dated_on and item.dated_on > claim.said_on
        ]
    return warnings
