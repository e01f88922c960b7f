"""The API explains itself: its root, the OpenAPI schema, and two ways to read that from local files."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
from django.urls import reverse
from django.utils.decorators import method_decorator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularRedocView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import Face

NAMES = ["claims", "promises", "speakers", "appearances", "articles", "reviews", "ratings", "topics"]
NAMES += ["outlets", "corrections"]


class ApiRoot(Face):
    """Where everything is."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """The address of every list."""
        lists = {name: reverse(f"api:{name}-list") for name in NAMES}
        more = {
            name: reverse(f"api:{name}")
            for name in ("search", "match", "statistics", "schema", "docs", "redoc")
        }
        everything = {**lists, **more}
        return Response({name: request.build_absolute_uri(way) for name, way in everything.items()})


class Schema(Face, SpectacularJSONAPIView):
    """OpenAPI 3.1, as JSON."""


@method_decorator(
    csp_update({"style-src": ["'unsafe-inline'"], "img-src": ["'self'", "data:"]}), name="dispatch"
)
class Docs(SpectacularSwaggerSplitView):
    """Swagger UI, from local files. It sets styles inline, so its page alone may."""

    url_name = "api:schema"
    url_self = "/api/v1/docs/start.js"
    throttle_classes: list[Any] = []


class DocsScript(Docs):
    """What starts Swagger UI, as a file: scripts inside pages are refused."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The script."""
        asked: Any = request._request.GET.copy()
        asked["script"] = ""
        request._request.GET = asked
        script: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        return script


@method_decorator(
    csp_update({"style-src": ["'unsafe-inline'"], "worker-src": ["blob:"], "img-src": ["'self'", "data:"]}),
    name="dispatch",
)
class Redoc(SpectacularRedocView):
    """Redoc, from local files."""

    url_name = "api:schema"
    throttle_classes: list[Any] = []
