"""Bulk operations: a query over everything, its answer a file of JSON lines.

The query is the caller's own, with a page size put into each connection; it is run
page after page at once, and said to be running until it is asked after. A node of a
nested connection becomes a line of its own that names its parent, after the parent's.
"""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request
from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    GraphQLError,
    IntValueNode,
    NameNode,
    SelectionSetNode,
    StringValueNode,
    Visitor,
    parse,
    validate,
    visit,
)

from integrations.sandbox.shopify.graph.schema import schema
from integrations.sandbox.shopify.wire import gid, number_of, zulu
from integrations.sandbox.store.state import Store

Node = dict[str, Any]
Run = Callable[[DocumentNode], Node]
PAGE = 100
NESTED = 250
MOST_CONNECTIONS = 5
FILES = "/_files/bulk"


@dataclass(slots=True)
class Operation:
    """One that was asked for."""

    id: int
    query: str
    created_at: str | None
    lines: bytes
    objects: int
    roots: int
    asked: int = 0


class BulkRoots:
    """Holds the operations; *run* executes a document as the door does."""

    def __init__(self, store: Store, run: Run) -> None:
        self.store = store
        self.run = run
        self.operations: dict[int, Operation] = {}

    def fields(self) -> dict[str, Callable[[Node], object]]:
        return {
            "bulkOperationRunQuery": self._begin,
            "bulkOperation": lambda a: self._shown(number_of(a["id"], "BulkOperation")),
        }

    def _begin(self, args: Node) -> Node:
        try:
            document = _paged(str(args["query"]))
        except GraphQLError as error:
            wrong = {"code": "INVALID", "field": ["query"], "message": error.message}
            return {"bulkOperation": None, "userErrors": [wrong]}
        lines: list[Node] = []
        roots = 0
        for node in self._roots(document):
            roots += 1
            lines += _flat(node, None)
        text = "".join(
            json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
            for line in lines
        )
        made = Operation(
            id=self.store.ids.number("bulk"),
            query=str(args["query"]),
            created_at=zulu(self.store.now()),
            lines=text.encode(),
            objects=len(lines),
            roots=roots,
        )
        self.operations[made.id] = made
        return {"bulkOperation": self._view(made), "userErrors": []}

    def _roots(self, document: DocumentNode) -> Iterator[Node]:
        after: str | None = None
        while True:
            found = self.run(_after(document, after))
            (page,) = found.values()
            yield from (edge["node"] for edge in page["edges"])
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]

    def _shown(self, number: int | None) -> Node | None:
        made = self.operations.get(number or 0)
        if made is None:
            return None
        made.asked += 1
        return self._view(made)

    def _view(self, made: Operation) -> Node:
        done = made.asked > 1
        base = self.store.config.base_url
        return {
            "id": gid("BulkOperation", made.id),
            "status": "COMPLETED" if done else "RUNNING",
            "type": "QUERY",
            "query": made.query,
            "createdAt": made.created_at,
            "completedAt": made.created_at if done else None,
            "errorCode": None,
            "fileSize": str(len(made.lines)) if done else None,
            "objectCount": str(made.objects),
            "rootObjectCount": str(made.roots),
            "partialDataUrl": None,
            # Nothing found: no file.
            "url": f"{base}{FILES}/{made.id}.jsonl" if done and made.lines else None,
        }

    def blueprint(self) -> Blueprint:
        """Serve the files: no token, ranges as a storage service has them."""
        bp = Blueprint("bulk", __name__)

        @bp.get(f"{FILES}/<int:number>.jsonl")
        def file(number: int) -> Response:
            made = self.operations.get(number)
            if made is None:
                return Response("", 404)
            answer = Response(made.lines, mimetype="application/jsonl")
            answer.make_conditional(
                request, accept_ranges=True, complete_length=len(made.lines)
            )
            return answer

        return bp


def _flat(node: Node, parent: str | None) -> Iterator[Node]:
    """Yield a node and what its connections hold, each on a line of its own."""
    own = {name: value for name, value in node.items() if not _connects(value)}
    if parent is not None:
        own["__parentId"] = parent
    yield own
    for value in node.values():
        if _connects(value):
            for edge in value["edges"]:
                yield from _flat(edge["node"], node.get("id"))


def _connects(value: object) -> bool:
    return isinstance(value, dict) and "edges" in value


def _paged(query: str) -> DocumentNode:
    """Return the query with a page size in each connection, and page info at the root.

    Raises:
        GraphQLError: Unreadable, or more than a bulk operation takes.
    """
    document = parse(query)
    errors = validate(schema(), document)
    if errors:
        raise errors[0]
    paging = _Paging()
    found: DocumentNode = visit(copy.deepcopy(document), paging)
    if not 1 <= paging.connections <= MOST_CONNECTIONS:
        raise GraphQLError("Bulk queries must contain one to five connections.")
    return found


class _Paging(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.connections = 0
        self.depth = 0

    def enter_field(self, node: FieldNode, *_: object) -> None:
        if not _has_edges(node):
            return
        self.connections += 1
        self.depth += 1
        size = PAGE if self.depth == 1 else NESTED
        kept = [one for one in node.arguments if one.name.value != "first"]
        first = ArgumentNode(
            name=NameNode(value="first"), value=IntValueNode(value=str(size))
        )
        node.arguments = (*kept, first)
        if self.depth == 1 and node.selection_set is not None:
            node.selection_set.selections = (
                *node.selection_set.selections,
                _page_info(),
            )

    def leave_field(self, node: FieldNode, *_: object) -> None:
        if _has_edges(node):
            self.depth -= 1


def _has_edges(node: FieldNode) -> bool:
    chosen = node.selection_set.selections if node.selection_set else ()
    return any(
        isinstance(one, FieldNode) and one.name.value == "edges" for one in chosen
    )


def _page_info() -> FieldNode:
    names = ("hasNextPage", "endCursor")
    return FieldNode(
        name=NameNode(value="pageInfo"),
        arguments=(),
        directives=(),
        selection_set=SelectionSetNode(
            selections=tuple(
                FieldNode(name=NameNode(value=name), arguments=(), directives=())
                for name in names
            )
        ),
    )


def _after(document: DocumentNode, cursor: str | None) -> DocumentNode:
    """Return the document for the page after a cursor."""
    if cursor is None:
        return document
    moved = copy.deepcopy(document)
    (operation,) = moved.definitions
    (root,) = operation.selection_set.selections  # type: ignore[attr-defined]  # a query
    after = ArgumentNode(
        name=NameNode(value="after"), value=StringValueNode(value=cursor)
    )
    root.arguments = (*root.arguments, after)
    return moved
