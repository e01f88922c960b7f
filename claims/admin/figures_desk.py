"""The figures' desk: tables with bars beside the numbers, each as CSV too."""

from __future__ import annotations

import csv

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.admin.tables import neutral
from claims.editorial import figures
from claims.models.remembered import remembered


@permission_required("claims.view_claim", raise_exception=True)
def desk(request: HttpRequest) -> HttpResponse:
    """The page."""
    context = {
        **admin.site.each_context(request),
        "title": "Figures",
        "tables": _tables(),
        "small": figures.SMALL,
    }
    return render(request, "admin/desk/figures.html", context)


@permission_required("claims.view_claim", raise_exception=True)
def as_csv(request: HttpRequest, name: str) -> HttpResponse:
    """One table."""
    table = next((table for table in _tables() if table.name == name), None)
    if table is None:
        raise Http404("No such table of figures.")
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
    writer = csv.writer(response)
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([neutral(value) for value in row])
    return response


def _tables() -> list[figures.Table]:
    return remembered("tables of the figures' desk", figures.tables)
