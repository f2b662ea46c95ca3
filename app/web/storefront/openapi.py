"""The storefront's own OpenAPI 3.1 document, made from its route table."""

from functools import cache
from typing import Any, Final

from flask import Blueprint, Flask, Response, jsonify
from pydantic.json_schema import models_json_schema

from app.web.api.shapes import Asked, Given
from app.web.errors import TITLES
from app.web.storefront.route import SAFE, Route, Said, Who
from app.web.storefront.table import ROUTES

Node = dict[str, Any]
AT: Final = "/storefront/v1/openapi.json"
REF: Final = "#/components/schemas/"
PROBLEM: Final = "Problem"
VERSION: Final = "1.0.0"
ONE_HOUR: Final = "public, max-age=3600"
DESCRIPTION: Final = """\
What a storefront shows and does for one shopper. The same addresses at three doors:

* a store's own door, `Authorization: Bearer` with the plugin's identity token, or none
  for a guest; pages of the store's origins may read the answers;
* Shopify's app proxy (`/apps/loyalty/v1/…`), signed by the platform;
* UI extensions, `Authorization: Bearer` with their session token.

No cookie is read. Changes are JSON; what spends or plays needs an `Idempotency-Key`
that is a UUID. Every text is ready to show, in the language of `?lang=` or of the
browser. Errors are problems (RFC 9457) with a `code`, and `text` for the shopper.
"""
SERVERS: Final = (
    {"url": "/storefront/v1/stores/{store}", "description": "A store's own door."},
    {"url": "/storefront/shopify/v1", "description": "Behind Shopify's app proxy."},
    {"url": "/storefront/v1/extension", "description": "For UI extensions."},
)
PROBLEM_SCHEMA: Final[Node] = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "text"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; branch on it."},
        "detail": {"type": "string"},
        "text": {"type": "string", "description": "For the shopper."},
        "instance": {"type": "string"},
        "request_id": {"type": "string"},
    },
}
SIGNED: Final = frozenset({Who.CUSTOMER, Who.MEMBER})


def register(flask_app: Flask) -> None:
    """Serve the document."""
    blueprint = Blueprint("storefront_openapi", __name__)

    def read() -> Response:
        answer = jsonify(document())
        answer.headers["Cache-Control"] = ONE_HOUR
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

    blueprint.add_url_rule(AT, view_func=read, methods=["GET"])
    flask_app.register_blueprint(blueprint)


@cache
def document() -> Node:
    """Return the whole document."""
    paths: dict[str, Node] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Setia storefront",
            "version": VERSION,
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [_server(dict(one)) for one in SERVERS],
        "tags": [{"name": tag} for tag in dict.fromkeys(one.tag for one in ROUTES)],
        "paths": paths,
        "components": {
            "schemas": {PROBLEM: PROBLEM_SCHEMA, **_schemas()},
            "securitySchemes": {
                "identity": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The plugin's identity token, or the extension's.",
                }
            },
        },
    }


def _server(server: Node) -> Node:
    if "{store}" in server["url"]:
        server["variables"] = {
            "store": {
                "default": "str_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
                "description": "The store's id, or its permanent domain.",
            }
        }
    return server


def _models() -> list[tuple[type[Asked] | type[Given], str]]:
    bodies = {route.body for route in ROUTES if route.body}
    answers = {route.answer for route in ROUTES}
    return [
        *((model, "validation") for model in sorted(bodies, key=_name)),
        *((model, "serialization") for model in sorted(answers, key=_name)),
    ]


def _name(model: type) -> str:
    return f"{model.__module__}.{model.__qualname__}"


@cache
def _made() -> tuple[dict[Any, Node], Node]:
    found, definitions = models_json_schema(
        _models(),  # type: ignore[arg-type]  # the two literals, as text
        ref_template=f"{REF}{{model}}",
    )
    return found, definitions.get("$defs", {})


def _schemas() -> Node:
    return _made()[1]


def _ref(model: type, mode: str) -> Node:
    return next(
        node
        for (known, as_mode), node in _made()[0].items()
        if known is model and as_mode == mode
    )


def _operation(route: Route) -> Node:
    good: Node = {
        "description": route.summary,
        "content": {
            "application/json": {"schema": _ref(route.answer, "serialization")}
        },
    }
    operation: Node = {
        "operationId": route.operation,
        "tags": [route.tag],
        "summary": route.summary,
        "x-who": route.who.value,
        "parameters": [*_path(route), *_query(route), *_headers(route)],
        "responses": {
            str(route.status): good,
            **{str(status): _problem(status) for status in _refusals(route)},
        },
    }
    if route.who is not Who.ANYBODY:
        optional: list[Node] = [] if route.who in SIGNED else [{}]
        operation["security"] = [*optional, {"identity": []}]
    if route.method not in SAFE:
        body: Node = {"schema": {"type": "object", "maxProperties": 0}}
        if route.body is not None:
            body = {"schema": _ref(route.body, "validation")}
        if route.example is not None:
            body["example"] = dict(route.example)
        operation["requestBody"] = {
            "required": route.body is not None,
            "content": {"application/json": body},
        }
    return operation


def _path(route: Route) -> list[Node]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in route.names
    ]


def _query(route: Route) -> list[Node]:
    names = [*Said.model_fields, *route.query.model_fields]
    return [
        {"name": name, "in": "query", "schema": {"type": "string"}}
        for name in dict.fromkeys(names)
    ]


def _headers(route: Route) -> list[Node]:
    if not route.keyed:
        return []
    schema = {"type": "string", "format": "uuid"}
    either = "In the header or in the query; one of them is needed."
    places = (("Idempotency-Key", "header"), ("idempotency_key", "query"))
    return [
        {"name": name, "in": place, "description": either, "schema": schema}
        for name, place in places
    ]


def _refusals(route: Route) -> list[int]:
    found = {400, 404, 429, 503}
    if route.who in (Who.VISITOR, *SIGNED):
        found |= {401, 422, 502}
    if route.method not in SAFE:
        found |= {409, 413, 415, 422}
    return sorted(found)


def _problem(status: int) -> Node:
    return {
        "description": TITLES[status][1],
        "content": {
            "application/problem+json": {"schema": {"$ref": f"{REF}{PROBLEM}"}}
        },
    }
