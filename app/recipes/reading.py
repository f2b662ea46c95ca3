"""Programme documents as YAML files: read strictly, written readably.

A number with a point is read as text, so that ``1.25`` stays exact. Of YAML
only what a document needs is accepted: no anchors, no tags, no second key of
the same name, ``true`` and ``false`` as the only flags. A key is always text,
so ``no: …`` and ``on: …`` mean what they say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from app.domain.programme.canonical import terse
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid, Problem, Step

MAX_BYTES = 1_000_000
MAX_VALUES = 50_000
MAX_DEPTH = 40
WIDTH = 88

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast one where the YAML library was built with it."""
OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)

_PLAIN: Mapping[str, bool | None] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}
_WHOLE_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Source:
    """A file as plain values, and the line on which each of them stands."""

    data: Any
    lines: Mapping[tuple[Step, ...], int]

    def line(self, steps: tuple[Step, ...]) -> int | None:
        """Return the line of a place, or of the nearest place around it."""
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps)


def read_source(text: str) -> Source:
    """Return a YAML (or JSON) text as plain values.

    Raises:
        DocumentInvalid: It is no YAML, or uses what documents may not use.
    """
    if len(text.encode()) > MAX_BYTES:
        raise _refused(f"a document has at most {MAX_BYTES} bytes")
    try:
        return _Reader(text).read()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = "" if mark is None else f"line {mark.line + 1}: "
        reason = getattr(error, "problem", None) or getattr(error, "reason", error)
        raise _refused(f"{where}{reason}") from error


def read_document(text: str) -> ProgrammeDocument:
    """Return the document that a YAML text holds.

    Raises:
        DocumentInvalid: It has mistakes; all of them are listed.
    """
    return load_document(read_source(text).data)


def _refused(reason: str) -> DocumentInvalid:
    return DocumentInvalid([Problem((), "unreadable_file", reason)])


class _Reader:
    """Walks the nodes of one YAML text; nothing is constructed by tag."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[tuple[Step, ...], int] = {}

    def read(self) -> Source:
        self._scan()
        node = yaml.compose(self._text, LOADER)
        data = {} if node is None else self._value(node, ())
        return Source(data, self._lines)

    def _scan(self) -> None:
        """Refuse by the tokens alone what would be costly to build."""
        depth = values = 0
        for token in yaml.scan(self._text, LOADER):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                raise self._error(token, "anchors and aliases are not used here")
            if isinstance(token, yaml.TagToken):
                raise self._error(token, "tags are not used here")
            depth += isinstance(token, OPENING) - isinstance(token, CLOSING)
            values += isinstance(token, yaml.ScalarToken)
            if depth > MAX_DEPTH:
                raise self._error(token, f"more than {MAX_DEPTH} levels")
            if values > MAX_VALUES:
                raise self._error(token, f"more than {MAX_VALUES} values")

    def _error(self, at: Any, reason: str) -> yaml.MarkedYAMLError:  # noqa: ANN401 - a token or a node
        return yaml.MarkedYAMLError(problem=reason, problem_mark=at.start_mark)

    def _value(self, node: yaml.Node, steps: tuple[Step, ...]) -> Any:  # noqa: ANN401 - plain values
        self._lines[steps] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, steps)
        if isinstance(node, yaml.SequenceNode):
            items = enumerate(node.value)
            return [self._value(item, (*steps, at)) for at, item in items]
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        return _scalar(node.value) if plain else node.value

    def _mapping(
        self, node: yaml.MappingNode, steps: tuple[Step, ...]
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._error(key, "a key is a text")
            if key.value in found:
                raise self._error(key, f"the key {key.value!r} stands here twice")
            found[key.value] = self._value(value, (*steps, key.value))
        return found


def _scalar(text: str) -> bool | int | str | None:
    """Return what a text without quotes means."""
    if text in _PLAIN:
        return _PLAIN[text]
    digits = text.removeprefix("-")
    plain = digits.isascii() and digits.isdigit() and len(digits) <= _WHOLE_DIGITS
    if plain and (digits == "0" or not digits.startswith("0")):
        return int(text)
    return text


class _Writer(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _text)


def print_document(document: ProgrammeDocument) -> str:
    """Return the document as YAML, defaults left out.

    ``read_document`` reads the same document from it.
    """
    return print_data(terse(document))


def print_data(data: Mapping[str, Any]) -> str:
    """Return a part of a document, as plain values, as YAML."""
    return yaml.dump(
        data,
        Dumper=_Writer,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        indent=2,
    )
