"""Errors in the shape of Google's APIs (google.rpc.Status as JSON)."""

from __future__ import annotations

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response

log = logging.getLogger(__name__)
STATUS = {400: "INVALID_ARGUMENT", 404: "NOT_FOUND", 405: "UNIMPLEMENTED", 406: "INVALID_ARGUMENT"}
STATUS |= {429: "RESOURCE_EXHAUSTED", 500: "INTERNAL"}
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"


def google_error(code: int, message: str, violations: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The body of an error."""
    error: dict[str, Any] = {"code": code, "message": message, "status": STATUS.get(code, "UNKNOWN")}
    if violations:
        error["details"] = [{"@type": BAD_REQUEST, "fieldViolations": violations}]
    return {"error": error}


def answer_as_google(error: Exception, context: dict[str, Any]) -> Response:
    """The exception handler of the compatible API. What nobody foresaw is logged."""
    if isinstance(error, Http404):
        error = exceptions.NotFound("Requested entity was not found.")
    if not isinstance(error, exceptions.APIException):
        log.exception("The compatible API failed", exc_info=error)
        return Response(google_error(500, "Internal error encountered."), status=500)
    headers = {"Retry-After": str(int(wait))} if (wait := getattr(error, "wait", None)) else {}
    if isinstance(error, exceptions.ValidationError) and isinstance(error.detail, dict):
        violations = [
            {"field": str(name), "description": str(word)}
            for name, words in error.detail.items()
            for word in words
        ]
        message = "\n".join(violation["description"] for violation in violations)
        body = google_error(error.status_code, message, violations)
    else:
        body = google_error(error.status_code, str(error.detail))
    return Response(body, status=error.status_code, headers=headers)


@csrf_exempt
def no_such_method(request: HttpRequest) -> HttpResponse:
    """For addresses below /factchecktools/ that lead nowhere."""
    answer = JsonResponse(google_error(404, "Requested entity was not found."), status=404)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
