"""Connections with cursors, and Shopify's search syntax over them."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from graphql import GraphQLError

from integrations.sandbox.store.clock import parse_instant

Row = TypeVar("Row")
Node = dict[str, Any]
Key = tuple[str | int, int]
MOST = 250

SEVERAL = ("context",)
"""Fields of which a term may name several values, any of which will do."""
TERM = re.compile(
    r"""(?P<no>-)?(?:(?P<field>[A-Za-z_.]+):)?(?P<op>>=|<=|>|<)?"""
    r"""(?:"(?P<dq>[^"]*)"|'(?P<sq>[^']*)'|(?P<word>[^\s()]+))"""
)


def cursor_of(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


def _key(cursor: str) -> Key:
    try:
        value, number = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (binascii.Error, ValueError, TypeError):
        raise GraphQLError("Invalid cursor for current pagination sort.") from None
    return value, int(number)


def connection(
    rows: Sequence[Row],
    view: Callable[[Row], Node],
    args: dict[str, Any],
    *,
    key: Callable[[Row], Key],
) -> Node:
    """One page of *rows* as nodes, edges and page info.

    Raises:
        GraphQLError: Neither ``first`` nor ``last``, or more than 250 of them.
    """
    first, last = args.get("first"), args.get("last")
    if first is None and last is None:
        raise GraphQLError("you must provide one of first or last")
    if (first or last or 0) > MOST:
        raise GraphQLError(f"first cannot exceed {MOST}")
    backwards = bool(args.get("reverse"))
    ordered = sorted(rows, key=key, reverse=backwards)
    if args.get("after"):
        edge = _key(str(args["after"]))
        ordered = [
            r for r in ordered if (key(r) < edge if backwards else key(r) > edge)
        ]
    if args.get("before"):
        edge = _key(str(args["before"]))
        ordered = [
            r for r in ordered if (key(r) > edge if backwards else key(r) < edge)
        ]
    if first is not None:
        page, more = ordered[:first], len(ordered) > first
        earlier = bool(args.get("after"))
    else:
        count = int(last or 0)
        page, earlier = ordered[-count:] if count else [], len(ordered) > count
        more = bool(args.get("before"))
    edges = [{"cursor": cursor_of(key(row)), "node": view(row)} for row in page]
    return {
        "nodes": [edge["node"] for edge in edges],
        "edges": edges,
        "pageInfo": {
            "hasNextPage": more,
            "hasPreviousPage": earlier,
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }


@dataclass(frozen=True, slots=True)
class Term:
    field: str
    op: str
    value: str
    negated: bool


def parse_search(text: str | None) -> list[list[Term]]:
    """Groups joined by OR; the terms of a group all have to hold."""
    groups: list[list[Term]] = [[]]
    for found in TERM.finditer(text or ""):
        value = found["dq"] or found["sq"] or found["word"] or ""
        bare = found["word"] if not found["field"] else None
        if bare == "OR":
            groups.append([])
        elif bare != "AND":
            groups[-1].append(
                Term(
                    (found["field"] or "").lower(),
                    found["op"] or "",
                    value,
                    found["no"] is not None,
                )
            )
    return [group for group in groups if group]


Values = dict[str, object]


def search(
    rows: Sequence[Row],
    text: str | None,
    values: Callable[[Row], Values],
    zone: Any,  # noqa: ANN401 -- any tzinfo
) -> list[Row]:
    """The rows that *text* finds. Fields it does not know are ignored, as there."""
    groups = parse_search(text)
    if not groups:
        return list(rows)
    found = []
    for row in rows:
        facts = values(row)
        if any(all(_holds(term, facts, zone) for term in group) for group in groups):
            found.append(row)
    return found


def _holds(term: Term, facts: Values, zone: object) -> bool:
    if not term.field:
        texts = [str(value).lower() for value in facts.values()]
        return any(term.value.lower() in text for text in texts) != term.negated
    if term.field not in facts:
        return True
    if term.field in SEVERAL:
        wanted = term.value.lower().split(",")
        return (str(facts[term.field]).lower() in wanted) != term.negated
    return _compares(term, facts[term.field], zone) != term.negated


def _compares(term: Term, fact: object, zone: object) -> bool:
    if isinstance(fact, datetime):
        try:
            wanted = parse_instant(term.value, default_tz=zone)
        except ValueError:
            return True
        return _ordered(term.op, fact.replace(microsecond=0), wanted)
    if isinstance(fact, bool):
        return term.value.lower() == str(fact).lower()
    if isinstance(fact, int):
        return not term.value.isdigit() or _ordered(term.op, fact, int(term.value))
    if isinstance(fact, list):
        return any(_same_text(term.value, str(one)) for one in fact)
    return _same_text(term.value, str(fact or ""))


def _same_text(wanted: str, text: str) -> bool:
    if wanted.endswith("*"):
        return text.lower().startswith(wanted[:-1].lower())
    return text.lower() == wanted.lower()


def _ordered(op: str, left: Any, right: Any) -> bool:  # noqa: ANN401 -- both alike
    results = {
        ">": left > right,
        ">=": left >= right,
        "<": left < right,
        "<=": left <= right,
    }
    return bool(results.get(op, left == right))
