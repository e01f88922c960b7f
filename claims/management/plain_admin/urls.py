"""One model, registered with what one does at least: numbers instead of selects of a hundred thousand rows."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone

from claims.models import Candidate


@admin.register(Candidate)
class Candidates(admin.ModelAdmin):  # type: ignore[type-arg]
    """The queue as Django's admin shows it."""

    list_display = ["__str__", "checkworthiness", "kind", "state"]
    list_filter = ["state", "kind"]
    raw_id_fields = ["revision", "speaker", "claim", "decided_by", "group", "assigned_to", "locked_by"]

    def save_model(self, request: HttpRequest, obj: Candidate, form: Any, change: bool) -> None:
        """Whoever saves decides."""
        obj.decided_by_id, obj.decided_at = request.user.pk, timezone.now()
        super().save_model(request, obj, form, change)


urlpatterns: list[Any] = [path("admin/", admin.site.urls)]
