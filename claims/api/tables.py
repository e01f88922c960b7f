"""CSV: one line a row, nested members as columns with dots, the same columns on every page."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Negotiation(DefaultContentNegotiation):
    """An unknown `format` is a parameter with a value that cannot be."""

    def filter_renderers(self, renderers: Any, format: str) -> Any:
        """Those that write the format."""
        found = [renderer for renderer in renderers if renderer.format == format]
        if not found:
            names = ", ".join(renderer.format for renderer in renderers)
            raise ValidationError({"format": [f"Not a format here. Use one of: {names}."]})
        return found


class CSVRenderer(BaseRenderer):
    """A list as a table. The next page stands in the Link header."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        """The page, with a line of column names; nothing for an answer without a body."""
        if data is None:
            return b""
        rows = data["results"] if isinstance(data, dict) and "results" in data else [data]
        names = columns(renderer_context["view"].get_serializer())
        return table(names, rows).encode()


def columns(serializer: BaseSerializer[Any]) -> list[str]:
    """The names of all columns, in the order of the fields."""
    names: list[str] = []
    for name, field in serializer.fields.items() if isinstance(serializer, Serializer) else ():
        if isinstance(field, Serializer) and not isinstance(field, ListSerializer):
            names += [f"{name}.{inner}" for inner in columns(field)]
        else:
            names.append(name)
    return names


def table(names: list[str], rows: list[Mapping[str, Any]]) -> str:
    """Column names and rows as CSV, lines ended as RFC 4180 says."""
    out = StringIO()
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in flat(row)} for row in rows)
    return out.getvalue()


def flat(row: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Members with dotted names."""
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def cell(value: Any) -> Any:
    """Lists as JSON; text that a spreadsheet would run as a formula is led by an apostrophe."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
