"""A claim's history: every change of claim, appearance, review, evidence and reply, readable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from claims.admin.worddiff import Change, word_diff
from claims.ingest import rich_text
from claims.models import Claim, Methodology, Rating, Speaker, SpeakerMerge, User

NEWEST = 400  # entries shown
HIDDEN = {"id", "created_at", "updated_at", "recorded_at", "authors", "archived_text", "slug", "number"}
HIDDEN |= {"file_type", "file_size"}
NOUNS = {
    "ClaimEvent": "Claim",
    "AppearanceEvent": "Appearance",
    "ReviewEvent": "Review",
    "ReviewVersionEvent": "Review",
    "EvidenceEvent": "Evidence",
    "RightOfReplyEvent": "Request for comment",
    "SpeakerEvent": "Speaker",
}
VERBS = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: when, by whom, of what; field by field as word diffs."""

    at: datetime
    who: str
    what: str
    fields: list[tuple[str, list[Change]]]


@permission_required("claims.view_claim", raise_exception=True)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """The timeline, the newest first."""
    claim = get_object_or_404(Claim.objects.select_related("speaker"), pk=pk)
    entries = timeline(claim)
    context = {
        **admin.site.each_context(request),
        "title": "History",
        "claim": claim,
        "entries": entries[:NEWEST],
        "more": len(entries) > NEWEST,
    }
    return render(request, "admin/desk/history.html", context)


def timeline(claim: Claim) -> list[Entry]:
    """Every recorded change that concerns the claim, the newest first."""
    rows = list(_events(claim))
    names = _Names(rows)
    before: dict[tuple[str, Any], Model] = {}
    entries = []
    rank = list(NOUNS)  # what one transaction did has one time: the claim before its review
    for row in sorted(rows, key=lambda r: (r.pgh_created_at, rank.index(type(r).__name__), r.pgh_id)):
        kind = type(row).__name__
        older = before.get((kind, row.pgh_obj_id))
        before[kind, row.pgh_obj_id] = row
        fields = _changed(row, older, names)
        if fields or row.pgh_label != "update":
            entries.append(Entry(row.pgh_created_at, names.who(row), _title(row), fields))
    return entries[::-1]


def _events(claim: Claim) -> Iterable[Any]:
    of_review = {"review__claim_id": claim.pk}
    versions = _model("ReviewVersionEvent").objects.filter(review__claim_id=claim.pk)
    where: dict[str, dict[str, Any]] = {
        "ClaimEvent": {"pgh_obj_id": claim.pk},
        "AppearanceEvent": {"claim_id": claim.pk},
        "ReviewEvent": {"claim_id": claim.pk},
        "ReviewVersionEvent": of_review,
        "EvidenceEvent": {"version_id__in": versions.values("pgh_obj_id")},
        "RightOfReplyEvent": of_review,
        "SpeakerEvent": {"pgh_obj_id": claim.speaker_id},
    }
    for name, condition in where.items():
        yield from _model(name).objects.filter(**condition).select_related("pgh_context")


def _model(name: str) -> Any:
    return apps.get_model("claims", name)


def _title(row: Any) -> str:
    noun = NOUNS[type(row).__name__]
    number = f", version {row.number}" if type(row).__name__ == "ReviewVersionEvent" else ""
    return f"{noun}{number} {VERBS.get(row.pgh_label, row.pgh_label)}"


def _changed(row: Any, older: Any, names: _Names) -> list[tuple[str, list[Change]]]:
    found = []
    for field in row._meta.fields:
        if (
            field.name.startswith("pgh_")
            or field.name in HIDDEN
            or field.name in {"claim", "review", "version"}
        ):
            continue
        now = names.word(field, getattr(row, field.attname))
        was = names.word(field, getattr(older, field.attname)) if older is not None else ""
        if row.pgh_label == "delete":
            was, now = now, ""
        if now != was:
            found.append((str(field.verbose_name).capitalize(), word_diff(was, now)))
    return found


class _Names:
    """Words for the numbers that events carry, looked up once for all of them."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.users = {user.pk: user.called for user in User.objects.all()}
        wanted: dict[type[Model], set[int]] = {Rating: set(), Speaker: set(), Methodology: set()}
        for row in rows:
            for field in row._meta.fields:
                if field.related_model in wanted and (value := getattr(row, field.attname)):
                    wanted[field.related_model].add(value)
        self.words: dict[type[Model], dict[int, str]] = {
            model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=pks)}
            for model, pks in wanted.items()
        }
        merged = SpeakerMerge.objects.done().filter(
            former_id__in=wanted[Speaker] - self.words[Speaker].keys()
        )
        self.words[Speaker] |= dict(merged.values_list("former_id", "name"))

    def who(self, row: Any) -> str:
        """The person in whose name it was done."""
        user = row.pgh_context.metadata.get("user") if row.pgh_context else None
        return "The program" if user is None else self.users.get(user, "somebody who has left")

    def word(self, field: Any, value: Any) -> str:
        """A field's value as people read it."""
        if value is None or value == "":
            return ""
        if field.related_model is User:
            return self.users.get(value, f"account {value}")
        if field.related_model in self.words:
            return self.words[field.related_model].get(value, str(value))
        if isinstance(value, datetime):
            return f"{value:%-d %B %Y %H:%M} UTC"
        if isinstance(value, date):
            return f"{value:%-d %B %Y}"
        if field.name == "body":
            return rich_text.as_text(str(value), marks=True)
        choices = dict(field.flatchoices)
        return str(choices.get(value, value))
