"""The ranking's desk: what was learnt from the editors' decisions, measured beside what was in use before."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims import ranking
from claims.extraction.checkworthiness.model import shipped
from claims.models import Ranking

SHOWN = 50


@permission_required("claims.view_candidate", raise_exception=True)
def desk(request: HttpRequest) -> HttpResponse:
    """The page."""
    version = ranking.version_in_use()
    context = {
        **admin.site.each_context(request),
        "title": "Ranking",
        "version": version,
        "corrected": version != shipped().version,
        "telling": ranking.telling().count(),
        "fewest": ranking.FEWEST,
        "weekly": settings.LEARN_FROM_DESK,
        "attempts": Ranking.objects.defer("weights")[:SHOWN],
    }
    return render(request, "admin/desk/ranking.html", context)
