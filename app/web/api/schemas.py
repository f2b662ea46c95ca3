"""The schemas of all bodies, under the names that clients see."""

import json
import re
from functools import cache
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.domain.programme.document import ProgrammeDocument
from app.web.api.shapes import Asked, Given
from app.web.api.table import ROUTES

Node = dict[str, Any]
PROBLEM: Final = "Problem"
DOCUMENT: Final = "ProgrammeDocument"
REF: Final = "#/components/schemas/"
_GENERIC: Final = re.compile(r"^(Page|Listed)_(\w+?)_?$")
_REF_IN_TEXT: Final = re.compile(rf'"{REF}([^"]+)"')
_MARK: Final = "DocumentPart."

PROBLEM_SCHEMA: Final[Node] = {
    "type": "object",
    "title": "A problem (RFC 9457)",
    "description": "Other members are public figures of the problem.",
    "required": ["type", "title", "status", "code", "detail", "instance", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string", "description": "Stable; branch on it."},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "In the body."},
                    "parameter": {"type": "string", "description": "Of the query."},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                    "nearest": {"type": "string", "description": "What would do."},
                },
            },
        },
    },
}


def name_of(model: type[BaseModel]) -> str:
    """Return the name under which clients see *model*."""
    return public_name(re.sub(r"\W+", "_", model.__name__))


def public_name(raw: str) -> str:
    """Return ``MemberPage`` for ``Page_MemberShape_``, ``Member`` for its shape."""
    found = _GENERIC.match(raw)
    if found is not None:
        ending = "Page" if found[1] == "Page" else "List"
        return f"{public_name(found[2])}{ending}"
    return raw.removesuffix("Shape") or raw


@cache
def components() -> dict[str, Node]:
    """Return every schema that the document refers to, by name."""
    bodies: set[type[Asked]] = {route.body for route in ROUTES if route.body}
    queries: set[type[Asked]] = {route.query for route in ROUTES}
    answers: set[type[Given]] = {route.answer for route in ROUTES}
    wanted = [
        *((model, "validation") for model in sorted(bodies | queries, key=name_of)),
        *((model, "serialization") for model in sorted(answers, key=name_of)),
    ]
    _, definitions = models_json_schema(
        wanted,  # type: ignore[arg-type]  # the two literals, as text
        ref_template=f"{REF}{{model}}",
    )
    schemas = definitions["$defs"]
    named = {raw: public_name(raw) for raw in schemas}
    if len({*named.values(), PROBLEM, DOCUMENT}) != len(named) + 2:
        raise ValueError("two schemas would have the same name")
    found = {named[raw]: _renamed(node, named) for raw, node in schemas.items()}
    return {PROBLEM: PROBLEM_SCHEMA, **found, **_document()}


def used(paths: Node) -> dict[str, Node]:
    """Return the components that *paths* refer to, and those that these refer to."""
    every, found = components(), {PROBLEM: PROBLEM_SCHEMA}
    left = _refs(paths)
    while left:
        name = left.pop()
        if name not in found:
            found[name] = every[name]
            left |= _refs(every[name])
    return dict(sorted(found.items()))


def _refs(node: Node) -> set[str]:
    return set(_REF_IN_TEXT.findall(json.dumps(node)))


def _renamed(node: Node, named: dict[str, str]) -> Node:
    text = json.dumps(node)
    for raw, name in sorted(named.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(f'"{REF}{raw}"', f'"{REF}{name}"')
    renamed: Node = json.loads(text)
    if "title" in renamed:
        renamed["title"] = public_name(re.sub(r"\W+", "_", renamed["title"]))
    return renamed


def _document() -> dict[str, Node]:
    """Return the programme document's schema, its parts beside it."""
    schema = ProgrammeDocument.model_json_schema(ref_template=f"{REF}{_MARK}{{model}}")
    parts = {f"{_MARK}{name}": part for name, part in schema.pop("$defs").items()}
    return {DOCUMENT: schema, **parts}
