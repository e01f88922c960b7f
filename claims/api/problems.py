"""Every error as problem details (RFC 9457), application/problem+json."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
LONGEST = 500  # characters of one parameter


def problem(
    status: int, detail: str, path: str, errors: dict[str, list[str]] | None = None
) -> dict[str, Any]:
    """The body of an error."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": path,
    }
    return {**body, "errors": errors} if errors else body


def answer_with_problem(error: Exception, context: dict[str, Any]) -> Response:
    """The exception handler of all API views. What nobody foresaw is logged and answered with 500."""
    path = context["request"].path
    if isinstance(error, Http404):
        error = exceptions.NotFound(
            "Nothing public is at this address. The list beside it says what there is."
        )
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    set_rollback()
    if not isinstance(error, exceptions.APIException):
        log.exception("An API view failed", exc_info=error)
        body = problem(500, "Our fault, and it is logged. Try again later.", path)
        return Response(body, status=500, content_type=MEDIA_TYPE)
    headers = {"Retry-After": str(int(wait))} if (wait := getattr(error, "wait", None)) else {}
    errors = _by_name(error.detail) if isinstance(error, exceptions.ValidationError) else None
    detail = "; ".join(f"{k}: {v}" for k, vs in errors.items() for v in vs) if errors else str(error.detail)
    body = problem(error.status_code, detail, path, errors)
    return Response(body, status=error.status_code, headers=headers, content_type=MEDIA_TYPE)


def _by_name(detail: Any) -> dict[str, list[str]]:
    if isinstance(detail, dict):
        return {str(name): [str(word) for word in words] for name, words in detail.items()}
    return {"query": [str(word) for word in detail]}


@csrf_exempt  # nothing is changed here, and a problem is told as one whatever the method
def no_such_address(request: HttpRequest) -> HttpResponse:
    """For addresses below /api/v1/ that lead nowhere; those that lack their slash only are led on."""
    if request.method in ("GET", "HEAD") and _lacks_its_slash(request.path_info):
        led_on = HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        led_on["Access-Control-Allow-Origin"] = "*"
        return led_on
    detail = "There is no such address. /api/v1/ lists what there is, /api/v1/docs/ explains it."
    answer = JsonResponse(problem(404, detail, request.path), status=404, content_type=MEDIA_TYPE)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _lacks_its_slash(path: str) -> bool:
    return not path.endswith("/") and resolve(f"{path}/").func is not no_such_address
