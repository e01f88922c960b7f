"""The Content-Security-Policy of the desk.

The theme's Alpine build needs 'unsafe-eval', and its colours stand in inline styles. Scripts still
come from this site alone, none inline. The public pages need neither.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class DeskPolicy:
    """Middleware: widen the policy below /admin/ alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            update = {"script-src": ["'unsafe-eval'"], "style-src": ["'unsafe-inline'"]}
            response._csp_update = update  # type: ignore[attr-defined]
        return response
