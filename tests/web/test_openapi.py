"""The description of the API is valid, complete, and true of its own examples."""

from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.web.api.openapi import document
from app.web.api.table import ROUTES
from tests.web.desk import Desk

Node = dict[str, Any]
METHODS = {(route.method, route.path) for route in ROUTES}


def operations() -> list[tuple[str, Node]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


def examples() -> list[Any]:
    """Return every example of a body, with its schema."""
    found = []
    for name, operation in operations():
        bodies = [("asked", operation.get("requestBody"))]
        bodies += list(operation["responses"].items())
        found += [
            pytest.param(each["schema"], each["example"], id=f"{name} {which}")
            for which, body in bodies
            for each in (body or {}).get("content", {}).values()
            if "example" in each
        ]
    return found


def test_the_description_is_valid_openapi_3_1() -> None:
    assert list(OpenAPIV31SpecValidator(document()).iter_errors()) == []


def test_it_is_served_without_a_key(desk: Desk) -> None:
    answer = desk.get("/openapi.json", key="")

    assert answer.status == 200
    assert answer.json == document()


def test_every_operation_has_an_example_of_its_answer() -> None:
    bare = {
        name
        for name, operation in operations()
        if not any(
            "example" in body["content"]["application/json"]
            for status, body in operation["responses"].items()
            if status.startswith("2")
        )
    }

    assert bare == set()


def test_every_body_that_is_asked_has_an_example() -> None:
    bare = {
        name
        for name, operation in operations()
        if "requestBody" in operation
        and "example" not in operation["requestBody"]["content"]["application/json"]
    }

    assert bare == set()


@pytest.mark.parametrize(("schema", "example"), examples())
def test_an_example_is_of_the_shape_it_shows(schema: Node, example: Any) -> None:  # noqa: ANN401 - JSON
    whole = {**schema, "components": document()["components"]}

    OAS31Validator(whole).validate(example)
