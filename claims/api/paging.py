"""Cursor paging by key: a cursor names the last row seen, so rows added meanwhile shift nothing."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from claims.models.days import day, in_utc

PAGE_SIZE, MOST = 20, 100


@dataclass(frozen=True)
class Order:
    """A way to sort: the expression, never null, and how its values are read from a cursor."""

    expression: Any
    read: Any = str

    @classmethod
    def number(cls, name: str) -> Order:
        """By a whole number that is never null."""
        return cls(F(name), int)

    @classmethod
    def time(cls, name: str) -> Order:
        """By a moment that is never null."""
        return cls(F(name), datetime.fromisoformat)

    @classmethod
    def day(cls, name: str, undated: date = date.min) -> Order:
        """By a day; rows without one stand as if on the first of all."""
        return cls(day(name, undated), date.fromisoformat)

    @classmethod
    def text(cls, name: str) -> Order:
        """By a text that is never null."""
        return cls(F(name))


def in_order(
    rows: QuerySet[Any], order: Order, *, down: bool, after: tuple[Any, int] | None = None
) -> QuerySet[Any]:
    """The rows sorted, equal ones by id, from behind the row whose key and id are given."""
    rows = rows.annotate(sort_key=order.expression)
    if after is not None:
        (key, pk), sign = after, "lt" if down else "gt"
        rows = rows.filter(Q(**{f"sort_key__{sign}": key}) | Q(sort_key=key, **{f"pk__{sign}": pk}))
    return rows.order_by(*(("-sort_key", "-pk") if down else ("sort_key", "pk")))


def pack(name: str, last: Any) -> str:
    """A cursor behind the row `last` of the list called `name`."""
    key = last.sort_key
    stated = key.isoformat() if isinstance(key, date) else key
    return base64.urlsafe_b64encode(json.dumps([name, stated, last.pk]).encode()).decode()


def unpack(name: str, text: str, order: Order) -> tuple[Any, int]:
    """Key and id of the last row seen. Raises ValueError for another list's cursor or a made-up one."""
    try:
        stated_name, key, pk = json.loads(base64.urlsafe_b64decode(text.encode("ascii")))
        value = order.read(key)
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise ValueError("not a cursor") from error
    if stated_name != name or not isinstance(pk, int) or not 0 <= pk < 2**63 or "\0" in str(key):
        raise ValueError("a cursor of another list")
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("a moment without a zone")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError("a number out of range")
    return in_utc(value) if isinstance(value, datetime) else value, pk


class KeyPaging(BasePagination):
    """`cursor`, `page_size` (1 to 100) and `ordering` for views that name their `orders`."""

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> list[Any]:
        """One page; a row more is asked for, to know whether there is a next one."""
        self.request = request
        orders: Mapping[str, Order] = view.orders
        self.size = page_size(request)
        self.name = request.query_params.get("ordering") or view.first_order
        order = orders.get(self.name.removeprefix("-"))
        if order is None:
            names = ", ".join(name for key in orders for name in (key, f"-{key}"))
            raise ValidationError({"ordering": [f"Not an ordering here. Use one of: {names}."]})
        after = None
        if text := request.query_params.get("cursor"):
            try:
                after = unpack(self.name, text, order)
            except ValueError as error:
                told = "Not a cursor of this list and ordering. Start again without it."
                raise ValidationError({"cursor": [told]}) from error
        rows: Any = in_order(queryset, order, down=self.name.startswith("-"), after=after)
        bring = view.bringing()
        found = list((rows.values_list("pk", "sort_key", named=True) if bring else rows)[: self.size + 1])
        self.last = found[self.size - 1] if len(found) > self.size else None
        return bring(found[: self.size]) if bring else found[: self.size]

    def following(self) -> str | None:
        """The address of the next page."""
        if self.last is None:
            return None
        cursor = pack(self.name, self.last)
        return str(replace_query_param(self.request.build_absolute_uri(), "cursor", cursor))

    def get_paginated_response(self, data: Any) -> Response:
        """`next` is null on the last page."""
        following = self.following()
        headers = {"Link": f'<{following}>; rel="next"'} if following else {}
        return Response({"next": following, "results": data}, headers=headers)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of a page."""
        address = {"type": ["string", "null"], "format": "uri", "description": "The next page, if any."}
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {"next": address, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The parameters of every list."""
        names = [name for key in view.orders for name in (key, f"-{key}")]
        return [
            _parameter("cursor", {"type": "string"}, "From `next` of the page before."),
            _parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE_SIZE},
                "Rows a page.",
            ),
            _parameter("ordering", {"enum": names, "default": view.first_order}, "Rows of one day by id."),
        ]


def page_size(request: Request) -> int:
    """Rows a page as asked for; anything outside of 1 to 100 is refused."""
    stated = request.query_params.get("page_size", str(PAGE_SIZE))
    if not (stated.isascii() and stated.isdigit() and len(stated) < 5 and 1 <= int(stated) <= MOST):
        raise ValidationError({"page_size": [f"A whole number from 1 to {MOST}."]})
    return int(stated)


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
