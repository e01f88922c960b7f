"""An answer to each operation, shown in the schema: asked of the worked examples that the seeds bring."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from drf_spectacular.generators import SchemaGenerator

EXAMPLES: dict[str, Any] = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))
UNKNOWN = {
    "type": "about:blank",
    "title": "Bad Request",
    "status": 400,
    "detail": "spekaer: Unknown parameter. Known here: …",
    "instance": "/api/v1/claims/",
    "errors": {"spekaer": ["Unknown parameter. Known here: …"]},
}
NOTHING = {
    "type": "about:blank",
    "title": "Not Found",
    "status": 404,
    "detail": "Nothing public is at this address. The list beside it says what there is.",
    "instance": "/api/v1/claims/nowhere/",
}


def add_examples(result: dict[str, Any], generator: SchemaGenerator, **kwargs: Any) -> dict[str, Any]:
    """Put beside each operation what was asked and what was answered. Raises KeyError for one without."""
    for path in result["paths"].values():
        for operation in path.values():
            example = EXAMPLES[operation["operationId"]]
            for parameter in operation.get("parameters", []):
                if parameter["name"] in example["asked"]:
                    parameter["example"] = example["asked"][parameter["name"]]
            answers = operation["responses"]
            _show(answers["200"], "application/json", example["answer"])
            _show(answers["400"], "application/problem+json", UNKNOWN)
            _show(answers["404"], "application/problem+json", NOTHING)
    return result


def _show(answer: dict[str, Any], media_type: str, value: Any) -> None:
    content = answer["content"]
    answer["content"] = content | {media_type: content[media_type] | {"example": value}}
