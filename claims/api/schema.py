"""What drf-spectacular cannot see by itself: parameters of all views, errors, which members are always there."""

from __future__ import annotations

from datetime import date
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from claims.api.problems import MEDIA_TYPE

PARTIAL = {"Claim", "ClaimDetail", "SearchHit", "Speaker", "Appearance", "Article", "ArticleDetail"}
PARTIAL |= {"Review", "Scale", "Topic", "Outlet", "Correction"}
PARAMETERS = {
    "fields": OpenApiParameter("fields", str, description="Only these members, separated by commas."),
    "as_of": OpenApiParameter("as_of", date, description="As the record stood when that day was over (UTC)."),
}
ERRORS = {
    "400": "A parameter is unknown or has a value that cannot be; `errors` names it.",
    "404": "Nothing public is at this address.",
    "406": "Nothing of what Accept names is spoken here.",
    "429": "Too many requests; Retry-After says when to come back.",
}


class Described(AutoSchema):
    """Adds the parameters that a view names in `parameters`."""

    def get_override_parameters(self) -> list[Any]:
        """Those that are described here; `format` the library describes itself."""
        named = sorted(getattr(self.view, "parameters", ()))
        return [PARAMETERS[name] for name in named if name in PARAMETERS]


def describe_errors(result: dict[str, Any], generator: SchemaGenerator, **kwargs: Any) -> dict[str, Any]:
    """Add the problem details to every operation; say which members are always there.

    A list's rows and items may be asked for with some `fields` only; what stands inside them is whole.
    """
    for name, shape in result["components"]["schemas"].items():
        if name in PARTIAL:
            shape.pop("required", None)
        elif "properties" in shape:
            shape["required"] = list(shape["properties"])
    text, whole = {"type": "string"}, {"type": "integer"}
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = {
        "type": "object",
        "description": "Problem details (RFC 9457).",
        "required": ["type", "title", "status", "detail", "instance"],
        "properties": {
            "type": text,
            "title": text,
            "status": whole,
            "detail": text,
            "instance": text,
            "errors": {"type": "object", "additionalProperties": {"type": "array", "items": text}},
        },
    }
    body = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in result["paths"].values():
        for operation in path.values():
            for status, words in ERRORS.items():
                operation["responses"][status] = {"description": words, "content": body}
    return result
