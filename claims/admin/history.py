"""Readable histories: of a claim with its appearances, review, evidence and replies; of any row that is tracked."""

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
from django.urls import reverse

from claims.admin.worddiff import Change, word_diff
from claims.ingest import rich_text
from claims.models import Claim, Methodology, Rating, Speaker, SpeakerMerge, User
from claims.models.history import events

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
    return _page(request, claim.headline, reverse("desk-claim", args=[pk]), timeline(claim))


def history_of(request: HttpRequest, row: Model, parts: Iterable[type[Model]]) -> HttpResponse:
    """The timeline of a tracked row and of what hangs on it, such as a speaker's other names and roles."""
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return _page(request, str(row), address, timeline_of(row, parts))


def _page(request: HttpRequest, headline: str, address: str, entries: list[Entry]) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "History",
        "headline": headline,
        "address": address,
        "entries": entries[:NEWEST],
        "more": len(entries) > NEWEST,
    }
    return render(request, "admin/desk/history.html", context)


def timeline(claim: Claim) -> list[Entry]:
    """Every recorded change that concerns the claim, the newest first."""
    return _entries(list(_events(claim)))


def timeline_of(row: Model, parts: Iterable[type[Model]]) -> list[Entry]:
    """The newest recorded changes of the row and of its parts, the newest first."""
    rows = list(events(type(row)).filter(pgh_obj_id=row.pk).select_related("pgh_context")[:NEWEST])
    for part in parts:
        whose = next(field.name for field in part._meta.fields if field.related_model is type(row))
        rows += events(part).filter(**{f"{whose}_id": row.pk}).select_related("pgh_context")[:NEWEST]
    return _entries(rows, whole=type(row))


def _entries(rows: list[Any], whole: type[Model] | None = None) -> list[Entry]:
    """What each event changed; that a part belongs to the whole goes without saying."""
    names = _Names(rows)
    before: dict[tuple[str, Any], Model] = {}
    entries = []
    rank = {
        noun: n for n, noun in enumerate(NOUNS)
    }  # one transaction has one time: the claim before its review
    for row in sorted(rows, key=lambda r: (r.pgh_created_at, rank.get(type(r).__name__, 99), r.pgh_id)):
        kind = type(row).__name__
        older = before.get((kind, row.pgh_obj_id))
        before[kind, row.pgh_obj_id] = row
        fields = _changed(row, older, names, whole)
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
    noun = NOUNS.get(type(row).__name__) or str(row.pgh_tracked_model._meta.verbose_name).capitalize()
    number = f", version {row.number}" if type(row).__name__ == "ReviewVersionEvent" else ""
    return f"{noun}{number} {VERBS.get(row.pgh_label, row.pgh_label)}"


def _changed(
    row: Any, older: Any, names: _Names, whole: type[Model] | None
) -> list[tuple[str, list[Change]]]:
    found = []
    for field in row._meta.fields:
        if (
            field.name.startswith("pgh_")
            or field.name in HIDDEN
            or field.name in {"claim", "review", "version"}
            or (whole is not None and field.related_model is whole)
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
