"""A form whose token is not the browser's own: most often a tab that was opened before the last sign-in."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

TITLE = "This page can no longer save"
ELSEWHERE = "Nothing was sent: the page was open for too long. Reload the page, and send it again."


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: what happened, that nothing typed is lost, and what to do. The reason is for who runs the site."""
    if not request.path.startswith(reverse("admin:index")):
        context = {"title": "This page has to be loaded again", "words": ELSEWHERE}
        return render(request, "claims/error.html", context, status=403)
    context = {**admin.site.each_context(request), "title": TITLE, "reason": reason}
    return render(request, "admin/desk/form_expired.html", context, status=403)
