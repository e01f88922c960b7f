"""The deadlines' desk: what is overdue, what falls due, what nobody has confirmed."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.editorial import deadlines

SHOWN = 100


@permission_required("claims.view_claim", raise_exception=True)
def desk(request: HttpRequest) -> HttpResponse:
    """The page."""
    groups = [
        ("Overdue and not settled", deadlines.overdue(), "No promise is overdue and unsettled."),
        ("Due within 7 days", deadlines.due_soon(7), "Nothing falls due this week."),
        ("Due in 8 to 30 days", deadlines.due_soon(30, after=8), "Nothing else falls due this month."),
        ("Proposals to be confirmed", deadlines.proposals(), "Every date was confirmed by somebody."),
    ]
    context = {
        **admin.site.each_context(request),
        "title": "Deadlines",
        "groups": [(title, list(claims[:SHOWN]), empty) for title, claims, empty in groups],
    }
    return render(request, "admin/desk/deadlines.html", context)
