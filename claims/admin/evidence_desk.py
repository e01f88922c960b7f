"""Evidence at the claim's desk: each document with the state of our copy, and the copy itself on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db.models.functions import Length
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.admin.forms import EvidenceForm
from claims.editorial import evidence_files
from claims.models import Evidence, ReviewVersion


def evidence_items(version: ReviewVersion, bound: Mapping[str, forms.Form]) -> list[dict[str, Any]]:
    """The documents of a version: `row` without its copy's text, `characters` of that, the `form` to edit it,
    and the `prefix` of that form's marks on the page."""
    rows = version.evidence.without_texts().annotate(characters=Length("archived_text"))
    return [
        {
            "row": row,
            "characters": row.characters,  # type: ignore[attr-defined]  # annotated above
            "form": bound.get(f"evidence_form_{row.pk}") or form_of(row, initial=_initial(row)),
            "prefix": f"evidence-{row.pk}-",
        }
        for row in rows
    ]


def form_of(row: Evidence, **given: Any) -> EvidenceForm:
    """The form to edit this document; its marks on the page are its own."""
    return EvidenceForm(**given, has_file=bool(row.file_sha256), auto_id=f"id_evidence_{row.pk}_%s")


@permission_required("claims.view_evidence", raise_exception=True)
@require_safe
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of a document, whether or not it is public."""
    with_file = Evidence.objects.exclude(file_sha256="").without_texts()
    return evidence_files.response_of(get_object_or_404(with_file, pk=pk))


@permission_required("claims.view_evidence", raise_exception=True)
def stored_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as it was read from the page and the file. For editors alone: it is not ours to publish."""
    found = Evidence.objects.exclude(archived_text="", file_text="")
    item = get_object_or_404(found.select_related("version__review__claim__speaker"), pk=pk)
    context = {
        **admin.site.each_context(request),
        "title": "Stored copy",
        "item": item,
        "claim": item.version.review.claim,
    }
    return render(request, "admin/desk/stored_copy.html", context)


def _initial(row: Evidence) -> dict[str, Any]:
    return {name: getattr(row, name) for name in EvidenceForm.base_fields if "file" not in name}
