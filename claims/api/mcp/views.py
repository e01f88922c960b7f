"""The address: it hands what was posted to the SDK and what the SDK answers back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from asgiref.sync import async_to_sync
from django.conf import settings
from django.http import HttpResponse
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from claims.api.base import Throttle
from claims.api.mcp import server
from claims.api.problems import answer_with_problem

HOP = {b"content-length", b"connection", b"transfer-encoding"}


class AsItCame(BaseContentNegotiation):
    """What is accepted is the SDK's to judge; our own refusals are JSON."""

    def select_parser(self, request: Request, parsers: Any) -> BaseParser:
        """None is asked for: the SDK reads the body."""
        return parsers[0]  # type: ignore[no-any-return]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """JSON."""
        found: BaseRenderer = renderers[0]
        return found, found.media_type


class Endpoint(APIView):
    """POST of one JSON-RPC message. There is no stream to open and no session to end: GET and DELETE are 405.

    As many requests as to the rest of the API, counted together with them.
    """

    schema = None  # it describes itself to those who speak its protocol
    http_method_names = ["post"]
    content_negotiation_class = AsItCame
    renderer_classes = [JSONRenderer]

    def get_throttles(self) -> list[BaseThrottle]:
        """The API's."""
        return [Throttle()]

    def get_exception_handler(self) -> Any:
        """Problem details."""
        return answer_with_problem

    def post(self, request: Request) -> HttpResponse:
        """The SDK's answer. Django has checked the Host against ALLOWED_HOSTS by now."""
        named = {**request._request.headers, "Host": request.get_host()}
        headers = [
            (name.lower().encode(), value.encode("latin-1", "replace")) for name, value in named.items()
        ]
        own = f"{request.scheme}://{request.get_host()}"
        site = urlsplit(settings.SITE_URL)
        origins = [own, f"{site.scheme}://{site.netloc}", *settings.CSRF_TRUSTED_ORIGINS]
        status, told, body = async_to_sync(server.answer)(
            "POST", headers, request._request.body, [request.get_host()], origins
        )
        answer = HttpResponse(body, status=status, content_type=None)
        del answer["Content-Type"]
        for name, value in told:
            if name.lower() not in HOP:
                answer[name.decode("latin-1")] = value.decode("latin-1")
        answer["Cache-Control"] = "no-store"
        return answer
