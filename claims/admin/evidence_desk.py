"""Evidence at the claim's desk: each document with the state of our copy, and the copy itself on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from claims.admin.forms import EvidenceForm
from claims.models import Evidence, ReviewVersion


def evidence_items(version: ReviewVersion, bound: Mapping[str, forms.Form]) -> list[dict[str, Any]]:
    """The documents of a version: `row` without its copy's text, `characters` of that, the `form` to edit it,
    and the `prefix` of that form's marks on the page."""
    rows = version.evidence.defer("archived_text").annotate(characters=Length("archived_text"))
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
    return EvidenceForm(**given, auto_id=f"id_evidence_{row.pk}_%s")


@permission_required("claims.view_evidence", raise_exception=True)
def stored_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as it was read from the page. For editors alone: it is not ours to publish."""
    found = Evidence.objects.exclude(archived_text="").select_related("version__review__claim__speaker")
    item = get_object_or_404(found, pk=pk)
    context = {
        **admin.site.each_context(request),
        "title": "Stored copy",
        "item": item,
        "claim": item.version.review.claim,
    }
    return render(request, "admin/desk/stored_copy.html", context)


def _initial(row: Evidence) -> dict[str, Any]:
    return {name: getattr(row, name) for name in EvidenceForm.base_fields}
