"""The Content-Security-Policy of the desk: the theme's Alpine build needs 'unsafe-eval', nothing more."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class DeskPolicy:
    """Middleware: widen the policy below /admin/ alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = {"script-src": ["'unsafe-eval'"]}  # type: ignore[attr-defined]
        return response
