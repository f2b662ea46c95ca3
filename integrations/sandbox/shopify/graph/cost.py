"""What a query costs, and the bucket that pays for it.

An estimate in Shopify's manner: an object 1, a mutation 10, a scalar nothing, a
connection by its page size. Page sizes count by their logarithm, so that every
operation an app would send there passes here; money objects are free.
"""

import math
import threading
import time
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
)

FREE_ENDINGS = ("Set", "Money", "amount", "price", "balance", "Amount", "Price")
MOST = 1_000


class Bucket:
    """Points that flow back at a steady rate, in real time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._level = 0.0
        self._size = 0
        self._at = 0.0

    def status(self, size: int, rate: int) -> dict[str, Any]:
        with self._lock:
            self._flow(size, rate)
            return _status(size, rate, self._level)

    def take(self, points: int, size: int, rate: int) -> bool:
        """Whether the points were there; they are taken then."""
        with self._lock:
            self._flow(size, rate)
            if points > self._level:
                return False
            self._level -= points
            return True

    def give_back(self, points: int, size: int, rate: int) -> dict[str, Any]:
        with self._lock:
            self._flow(size, rate)
            self._level = min(float(size), self._level + points)
            return _status(size, rate, self._level)

    def drain(self, left: float) -> None:
        """Leave only that many points (for tests of throttling)."""
        with self._lock:
            self._level = left
            self._at = time.monotonic()

    def _flow(self, size: int, rate: int) -> None:
        now = time.monotonic()
        if self._size != size:
            self._size, self._level, self._at = size, float(size), now
        self._level = min(float(size), self._level + (now - self._at) * rate)
        self._at = now


def _status(size: int, rate: int, level: float) -> dict[str, Any]:
    return {
        "maximumAvailable": float(size),
        "currentlyAvailable": int(level),
        "restoreRate": float(rate),
    }


def requested(
    document: DocumentNode, operation_name: str | None, variables: dict[str, Any]
) -> int:
    """The points a query has to have in the bucket."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode) and (
            operation_name is None
            or (node.name is not None and node.name.value == operation_name)
        ):
            base = 10 if node.operation is OperationType.MUTATION else 0
            return base + max(1, _cost(node.selection_set, fragments, variables))
    return 1


def _cost(
    chosen: SelectionSetNode,
    fragments: dict[str, FragmentDefinitionNode],
    variables: dict[str, Any],
) -> int:
    total = 0
    for node in chosen.selections:
        if isinstance(node, FragmentSpreadNode):
            found = fragments.get(node.name.value)
            total += _cost(found.selection_set, fragments, variables) if found else 0
        elif isinstance(node, InlineFragmentNode):
            total += _cost(node.selection_set, fragments, variables)
        elif isinstance(node, FieldNode) and node.selection_set is not None:
            name = node.name.value
            if name in {"nodes", "edges", "node"}:
                total += _cost(node.selection_set, fragments, variables)
            elif not name.endswith(FREE_ENDINGS) and name != "pageInfo":
                inner = _cost(node.selection_set, fragments, variables)
                total += 1 + inner * _weight(node, variables)
    return total


def _weight(node: FieldNode, variables: dict[str, Any]) -> int:
    for argument in node.arguments:
        if argument.name.value in {"first", "last"}:
            value = argument.value
            size = 1
            if isinstance(value, IntValueNode):
                size = int(value.value)
            elif isinstance(value, VariableNode):
                size = int(variables.get(value.name.value) or 1)
            return max(1, math.ceil(math.log2(size + 1)))
    return 1
