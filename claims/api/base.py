"""What all API views share: strict parameters, caching, throttles, CORS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle
from rest_framework.views import APIView

from claims.api import answers
from claims.api.paging import KeyPaging, Order
from claims.api.problems import LONGEST, answer_with_problem
from claims.api.tables import CSVRenderer, Negotiation

EXPOSED = "ETag, Link, Last-Modified, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
CURSORS = ("cursor", "pageToken")  # as long as they were given out
Bring = Callable[[Sequence[Any]], list[Any]]
PAGE_WORDS = frozenset({"cursor", "page_size", "ordering"})


class Throttle(SimpleRateThrottle):
    """So many requests in each minute from one address; `API_RATE` says how many, and in what time.

    A count for each address, not a list of moments: as quick and as small for who asks often.
    """

    scope = "api"
    num_requests: int
    duration: int
    asked = 0

    def get_rate(self) -> str:
        """As in the settings."""
        return str(settings.API_RATE)

    def allow_request(self, request: Any, view: Any) -> bool:
        """Count this one; is it still among those that are free?"""
        self.now = self.timer()
        key = f"asked-{self.get_ident(request)}-{int(self.now // self.duration)}"
        try:
            self.asked = self.cache.incr(key)
        except ValueError:  # the first one
            self.asked = 1
            self.cache.set(key, 1, self.duration)
        return self.asked <= self.num_requests

    def wait(self) -> float:
        """Seconds until the next count begins."""
        return self.duration - self.now % self.duration

    def headers(self) -> dict[str, str]:
        """What is left, for every answer."""
        return {
            "RateLimit-Limit": str(self.num_requests),
            "RateLimit-Remaining": str(max(0, self.num_requests - self.asked)),
            "RateLimit-Reset": str(int(self.wait())),
        }


class Face(APIView):
    """The behaviour of all views of the API, whatever they show."""

    throttle: Throttle | None = None
    parameters: frozenset[str] = frozenset()
    empty_is_a_fault = True
    http_method_names = ["get", "head", "options"]
    content_negotiation_class = Negotiation
    is_kept = False  # for as long as nothing public changes
    key: answers.Key | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer that was given before, if it still holds; else a new one."""
        self.key = answers.key_of(request) if self.is_kept else None
        kept = answers.find(self.key)
        if kept is not None and (throttle := Throttle()).allow_request(request, self):
            answer = kept.again(request)
            for name, value in throttle.headers().items():
                answer[name] = value
            return answer
        fresh: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return fresh

    def get_throttles(self) -> list[BaseThrottle]:
        """One, kept to tell its state in the headers."""
        self.throttle = Throttle()
        return [self.throttle]

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response]:
        """Problem details."""
        return answer_with_problem

    def errors_as(self) -> BaseRenderer:
        """How problems are written."""
        return JSONRenderer()

    def known_parameters(self) -> frozenset[str]:
        """What may stand after the question mark."""
        return self.parameters

    def unknown(self, name: str) -> str:
        """What is said of a parameter that is not among the known ones."""
        listed = ", ".join(sorted(self.known_parameters())) or "none"
        return f"Unknown parameter. Known here: {listed}."

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what nobody understands before anything is read."""
        super().initial(request, *args, **kwargs)
        known = self.known_parameters()
        faults: dict[str, list[str]] = {}
        for name, values in request.query_params.lists():
            if name not in known:
                shown = name[:60].replace("\0", "")
                faults[shown] = [self.unknown(shown)]
            elif self.empty_is_a_fault and "" in values:
                faults[name] = ["Empty. Give it a value, or leave it out."]
            elif any("\0" in value for value in values):
                faults[name] = ["A null byte cannot be part of a value."]
            elif name not in CURSORS and any(len(value) > LONGEST for value in values):
                faults[name] = [f"Longer than {LONGEST} characters."]
        if faults:
            raise ValidationError(faults)

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """The answer to a browser's preflight."""
        return Response(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Headers for browsers of other sites, caches and throttled clients."""
        if getattr(response, "exception", False):
            # Problems are JSON, whatever was asked for.
            renderer = self.errors_as()
            request.accepted_renderer, request.accepted_media_type = renderer, renderer.media_type
        answer: Any = super().finalize_response(request, response, *args, **kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = EXPOSED
        if request.method == "OPTIONS":
            answer["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            answer["Access-Control-Allow-Headers"] = "Accept, If-None-Match, If-Modified-Since"
            answer["Access-Control-Max-Age"] = "86400"
        if self.throttle is not None:
            for name, value in self.throttle.headers().items():
                answer[name] = value
        if answer.status_code == 200:
            patch_cache_control(answer, public=True, max_age=60)
            answer.add_post_render_callback(lambda done: conditional(request, done, self.key))
        elif answer.status_code >= 400:
            patch_cache_control(answer, no_store=True)
        return answer  # type: ignore[no-any-return]


def conditional(request: Request, response: Any, key: answers.Key | None = None) -> Any:
    """Name the content by its hash and keep it under the key; 304 for who has it already."""
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    changed = getattr(response, "changed_at", None)
    if changed is not None:
        response["Last-Modified"] = http_date(changed.timestamp())
    answers.keep(key, response, changed)
    stamp = int(changed.timestamp()) if changed else None
    return get_conditional_response(request, etag=etag, last_modified=stamp, response=response)


class PublicViewSet(Face, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """A list and its items, read-only. Items are found by slug, where there is one, or by id."""

    is_kept = True
    pagination_class = KeyPaging
    renderer_classes = [JSONRenderer, CSVRenderer]
    parameters = frozenset({"fields", "format"})
    orders: Mapping[str, Order] = {"id": Order.number("id")}
    first_order = "-id"
    slugs = False
    always_filtered = False  # has a filter that must be given
    detail_serializer: Any = None
    lookup_value_regex = "[^/.]+"

    def known_parameters(self) -> frozenset[str]:
        """The filters and what pages; an item is neither narrowed nor paged."""
        if getattr(self, "detail", False):
            return self.parameters
        filters = getattr(self, "filterset_class", None)
        return PAGE_WORDS | self.parameters | (frozenset(filters.base_filters) if filters else frozenset())

    def get_serializer_class(self) -> Any:
        """Items may say more than their line in the list."""
        return (getattr(self, "detail", False) and self.detail_serializer) or self.serializer_class

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """With `fields`, only those members; an unknown one is refused by name."""
        serializer: Any = super().get_serializer(*args, **kwargs)
        wanted = getattr(self, "request", None) and self.request.query_params.get("fields")
        if wanted is None or wanted is False:
            return serializer
        shape = getattr(serializer, "child", serializer)
        names, known = [name.strip() for name in wanted.split(",")], shape.names()
        if unknown := [name for name in names if name not in known]:
            told = f"Not a field here: {', '.join(unknown)[:200]}. Known: {', '.join(known)}."
            raise ValidationError({"fields": [told]})
        shape.wanted = frozenset(names)
        return serializer

    def filter_queryset(self, queryset: Any) -> Any:
        """As asked; a list that nothing narrows needs no filters, which take longer to make than the rows."""
        filters = getattr(self, "filterset_class", None)
        if filters and not (
            self.always_filtered or set(filters.base_filters) & set(self.request.query_params)
        ):
            return queryset
        return super().filter_queryset(queryset)

    def get_object(self) -> Any:
        """By slug, or by id."""
        key = str(self.kwargs["pk"])
        found = self.item(slug=key) if self.slugs and "\0" not in key else None
        if found is None and key.isascii() and key.isdigit() and len(key) < 19:
            found = self.item(pk=int(key))
        if found is None:
            raise Http404  # what is not public and what does not exist look the same
        return found

    def item(self, **key: str | int) -> Any:
        """The one of that slug or id; None if there is none."""
        return self.get_queryset().filter(**key).first()

    def bringing(self) -> Bring | None:
        """What makes rows of the ids and sort keys of a page; None where the list itself brings its rows."""
        return None

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One item, with the moment of its last change where that is known."""
        item = self.get_object()
        response = Response(self.get_serializer(item).data)
        changed = self.changed_at(item)
        if changed is not None:
            response.changed_at = changed  # type: ignore[attr-defined]
        return response

    def changed_at(self, item: Any) -> datetime | None:
        """When anything of what is shown changed last; None where no row says so."""
        return None
