"""The JSON Schema of the document, and what it knows about a place in it."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.problems import Step

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Node = dict[str, Any]


@cache
def json_schema() -> Node:
    """Return the schema of programme documents (draft 2020-12)."""
    schema = ProgrammeDocument.model_json_schema(mode="validation")
    return {"$schema": DIALECT, "title": "Setia programme", **schema}


def known_keys(loc: Sequence[Step]) -> list[str]:
    """Return the keys that may stand at a place, in the schema's order.

    *loc* may name the kinds of tagged unions on the way, as pydantic does.
    """
    nodes = [json_schema()]
    for step in loc:
        nodes = list(_step(nodes, step)) or nodes
    return list(dict.fromkeys(key for node in nodes for key in _properties(node)))


def _resolved(node: Node) -> Iterator[Node]:
    """Return the plain alternatives of a node, references followed."""
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[1]
        yield from _resolved(json_schema()["$defs"][name])
        return
    yield node
    for choice in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        yield from _resolved(choice)


def _properties(node: Node) -> Iterator[str]:
    for choice in _resolved(node):
        yield from choice.get("properties", ())


def _step(nodes: Sequence[Node], step: Step) -> Iterator[Node]:
    for node in nodes:
        for choice in _resolved(node):
            tagged = choice.get("discriminator", {}).get("mapping", {})
            if step in tagged:
                yield {"$ref": tagged[step]}
            elif isinstance(step, int) and "items" in choice:
                yield choice["items"]
            elif step in choice.get("properties", {}):
                yield choice["properties"][step]
