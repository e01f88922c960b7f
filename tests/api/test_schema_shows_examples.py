"""The schema is OpenAPI 3.1, and each operation shows an answer that has the shape which it promises."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from claims.api.examples import EXAMPLES


@pytest.fixture
def schema() -> Any:
    return Client().get("/api/v1/schema/").json()


def operations(schema: Any) -> dict[str, Any]:
    return {way["operationId"]: way for path in schema["paths"].values() for way in path.values()}


def whole(schema: Any, part: Any) -> Any:
    """The schema of a part, with the components that it refers to and every member that it knows."""
    return {**part, "components": schema["components"]}


def test_it_is_valid_openapi_3_1(schema: Any) -> None:
    assert schema["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(schema).iter_errors()) == []


def test_every_operation_has_an_example_of_its_own_shape(schema: Any) -> None:
    found = operations(schema)
    assert set(found) == set(EXAMPLES)
    for name, operation in found.items():
        content = operation["responses"]["200"]["content"]["application/json"]
        faults = Draft202012Validator(whole(schema, content["schema"])).iter_errors(content["example"])
        assert [fault.message for fault in faults] == [], name


def test_an_example_names_every_member_that_there_is(schema: Any) -> None:
    """So that one which is added, or renamed, is missed here."""
    for name, operation in operations(schema).items():
        content = operation["responses"]["200"]["content"]["application/json"]
        answer = content["example"]
        rows = answer["results"] if name.endswith("_list") else [answer]
        shape = content["schema"]
        if name.endswith("_list"):
            [shape] = [schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]]
            shape = shape["properties"]["results"]["items"]
        named = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
        assert rows, name
        assert set(rows[0]) == set(named["properties"]), name


def test_every_parameter_that_was_asked_is_one_of_the_operation(schema: Any) -> None:
    for name, operation in operations(schema).items():
        examples = {p["name"]: p["example"] for p in operation.get("parameters", []) if "example" in p}
        assert examples == EXAMPLES[name]["asked"], name


def test_errors_show_what_they_look_like(schema: Any) -> None:
    for operation in operations(schema).values():
        for status in ("400", "404"):
            problem = operation["responses"][status]["content"]["application/problem+json"]["example"]
            assert problem["status"] == int(status)


def test_a_field_may_be_named_twice_as_it_is_answered(schema: Any) -> None:
    parameters = schema["paths"]["/api/v1/claims/"]["get"]["parameters"]
    [shape] = [parameter["schema"] for parameter in parameters if parameter["name"] == "fields"]
    assert Draft202012Validator(shape).is_valid(["slug", "slug"])
