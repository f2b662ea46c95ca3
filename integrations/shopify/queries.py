"""The texts of our GraphQL operations, each with just the fragments it needs.

They are cut out of ``schema/operations.graphql``, the file that a test validates
against Shopify's schema; nothing is put together at run time.
"""

import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "schema" / "operations.graphql"
_COMMENT = re.compile(r"#[^\n]*")
_HEAD = re.compile(r"(query|mutation|fragment)\s+(\w+)")
_SPREAD = re.compile(r"\.\.\.\s*(\w+)")


@cache
def _definitions() -> dict[str, str]:
    """Return every operation and fragment of the file by its name."""
    text = _COMMENT.sub("", FILE.read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    position = 0
    while head := _HEAD.search(text, position):
        start = end = text.index("{", _after_variables(text, head.end()))
        depth = 0
        while True:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
            if depth == 0:
                break
        found[head[2]] = " ".join(text[head.start() : start].split()) + text[start:end]
        position = end
    return found


def _after_variables(text: str, position: int) -> int:
    """Return where the variables of an operation end; their defaults hold braces."""
    rest = text[position:]
    if not rest.lstrip().startswith("("):
        return position
    return position + rest.index(")")


@cache
def document(operation: str) -> str:
    """Return the text to send for an operation.

    Raises:
        KeyError: The file has no such operation (a programmer's mistake).
    """
    definitions = _definitions()
    parts: dict[str, str] = {}
    wanted = [operation]
    while wanted:
        name = wanted.pop()
        if name not in parts:
            parts[name] = definitions[name]
            wanted += [
                each
                for each in _SPREAD.findall(parts[name])
                if each != "on" and each in definitions
            ]
    return " ".join(" ".join(part.split()) for part in parts.values())


@cache
def is_mutation(operation: str) -> bool:
    """Tell whether an operation changes something."""
    return _definitions()[operation].startswith("mutation")


def names() -> list[str]:
    """Return the names of all operations, fragments left out."""
    return [
        name for name, text in _definitions().items() if not text.startswith("fragment")
    ]
