"""Errors in the same look: what happened, why, and what to do."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

UNREADABLE = "The request could not be understood."
NOTHING_HERE = "Nothing public stands at this address. It may have been mistyped, or never published."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: which parameter, and what is wrong with it."""
    words = str(exception) if isinstance(exception, BadRequest) else UNREADABLE
    context = {"title": "This address asks for something we cannot read", "words": words}
    return render(request, "claims/error.html", context, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here; search instead."""
    ours = isinstance(exception, Http404) and exception.args and isinstance(exception.args[0], str)
    words = exception.args[0] if ours else NOTHING_HERE
    return render(
        request, "claims/error.html", {"title": "There is no such page", "words": words}, status=404
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page asks nobody anything."""
    return render(request, "claims/server_error.html", status=500)
