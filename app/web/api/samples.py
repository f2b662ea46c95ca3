"""Examples of answers, made from their schemas: always of the right shape."""

from typing import Any

from app.web.api.schemas import REF, components

Node = dict[str, Any]
PLAIN: dict[str, object] = {
    "string": "text",
    "integer": 1,
    "number": 1,
    "boolean": False,
    "null": None,
}
CHOICES = ("anyOf", "oneOf", "allOf")
FORMATS: dict[str, str] = {"date-time": "2026-11-22T12:00:00Z", "date": "1990-05-17"}


def sample(name: str) -> Any:  # noqa: ANN401 - JSON
    """Return an example of the component *name*."""
    return _sample(components()[name])


def _sample(node: Node) -> Any:  # noqa: ANN401 - JSON
    if "$ref" in node:
        return sample(node["$ref"].removeprefix(REF))
    said = [*node.get("examples", ()), *node.get("enum", ())]
    said += [node[key] for key in ("const", "default") if key in node]
    if said:
        return said[0]
    choices = next((node[key] for key in CHOICES if key in node), None)
    return _sample(choices[0]) if choices else _of_type(node)


def _of_type(node: Node) -> Any:  # noqa: ANN401 - JSON
    match node.get("type"):
        case "object":
            properties = node.get("properties", {})
            return {name: _sample(part) for name, part in properties.items()}
        case "array":
            return [_sample(node["items"])] if "items" in node else []
        case "string":
            return FORMATS.get(node.get("format", ""), PLAIN["string"])
        case other:
            return PLAIN.get(str(other))
