"""What drf-spectacular cannot see by itself: parameters of all views, errors, which members are always there."""

from __future__ import annotations

from datetime import date
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from claims.api.problems import LONGEST, MEDIA_TYPE

PARTIAL = {"Claim", "ClaimDetail", "SearchHit", "Speaker", "Appearance", "Article", "ArticleDetail"}
PARTIAL |= {"Review", "Scale", "Topic", "Outlet", "Correction"}
AS_OF = OpenApiParameter("as_of", date, description="As the record stood when that day was over (UTC).")
ERRORS = {
    "400": "A parameter is unknown or has a value that cannot be; `errors` names it.",
    "404": "Nothing public is at this address.",
    "406": "Nothing of what Accept names is spoken here.",
    "429": "Too many requests; Retry-After says when to come back.",
}


class Described(AutoSchema):
    """Adds the parameters that a view names in `parameters`; `format` the library describes itself."""

    def get_override_parameters(self) -> list[Any]:
        """`fields` with the names there are, and `as_of`."""
        view: Any = self.view
        named: frozenset[str] = getattr(view, "parameters", frozenset())
        found = [AS_OF] if "as_of" in named else []
        if "fields" in named:
            names = list(view.get_serializer().fields)
            shape = {"type": "array", "minItems": 1, "items": {"enum": names}}
            told = "Only these members, separated by commas."
            found.append(OpenApiParameter("fields", shape, description=told, style="form", explode=False))
        return found


def bound_texts(operation: dict[str, Any]) -> None:
    """What the views refuse of texts: none or more than LONGEST characters, and null bytes."""
    for parameter in operation.get("parameters", []):
        shape = parameter["schema"]
        if (
            parameter["in"] == "query"
            and shape.get("type") == "string"
            and not {"enum", "format"} & set(shape)
        ):
            shape.setdefault("minLength", 1)
            shape.setdefault("pattern", r"^[^\u0000]*$")
            if parameter["name"] != "cursor":
                shape.setdefault("maxLength", LONGEST)


def describe_errors(result: dict[str, Any], generator: SchemaGenerator, **kwargs: Any) -> dict[str, Any]:
    """Add the problem details to every operation; say which members are always there.

    A list's rows and items may be asked for with some `fields` only; what stands inside them is whole.
    """
    for name, shape in result["components"]["schemas"].items():
        if name in PARTIAL:
            shape.pop("required", None)
        elif "properties" in shape:
            shape["required"] = list(shape["properties"])
        for member in shape.get("properties", {}).values():
            if "oneOf" in member:  # an address or "": a validator that knows no formats takes "" for both
                member["anyOf"] = member.pop("oneOf")
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
            bound_texts(operation)
            for status, words in ERRORS.items():
                operation["responses"][status] = {"description": words, "content": body}
    return result
