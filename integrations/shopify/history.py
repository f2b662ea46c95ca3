"""A shop's past in one file: a bulk operation, read in ranges.

The file is JSON lines: an order, then its lines and the like, each naming its
parent (``groupObjects`` keeps them together). It is fetched a piece at a time, so
that a reading that was cut off goes on at the order where it was, and nothing of
any size is held. Orders with refunds come without them and say so.
"""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from app.domain.errors import PlatformRefused, PlatformUnclear
from app.domain.events import OrderSnapshot
from app.domain.json_limits import UnreadablePayload, read_json
from app.domain.store_exam import on_this_machine
from app.ports import StoreConnection
from integrations.http import Http, raise_for_status, readable
from integrations.reading import Body, mapping, objects, text
from integrations.shopify.client import ShopifyClient
from integrations.shopify.fetched import past_order

FILE: Final = Path(__file__).parent / "schema" / "past.graphql"
PIECE: Final = 2 * 1024 * 1024
"""Bytes asked for at a time; no order's lines are longer."""
HOST: Final = "storage.googleapis.com"
PARTIAL, EVERYTHING, PAST_END = 206, 200, 416
GOING: Final = frozenset({"CREATED", "RUNNING", "CANCELING"})
INTO: Final = {
    "LineItem": "lineItems",
    "ShippingLine": "shippingLines",
    "DiscountCodeApplication": "discountApplications",
    "AutomaticDiscountApplication": "discountApplications",
    "ManualDiscountApplication": "discountApplications",
    "ScriptDiscountApplication": "discountApplications",
}
"""Where a line of a type belongs in its order."""


@cache
def _question() -> str:
    """Return the query of the past, without its comments."""
    text_of = FILE.read_text(encoding="utf-8")
    return " ".join(
        part
        for line in text_of.splitlines()
        if not line.startswith("#")
        for part in line.split()
    )


class ShopifyHistory:
    """Asks for the file and reads it, as ``HistoryReader`` wants it."""

    def __init__(self, client: ShopifyClient, http: Http) -> None:
        self._client = client
        self._http = http

    def begin(self, store: StoreConnection, *, since: datetime) -> str:
        stamp = since.isoformat(timespec="seconds").replace("+00:00", "Z")
        query = _question().replace("SINCE", f"processed_at:>='{stamp}'")
        reply = self._client.run(store, "LoyaltyBulkRun", {"query": query})
        made = mapping(reply.data.get("bulkOperationRunQuery"))
        wrong = objects(made.get("userErrors"))
        name = text(mapping(made.get("bulkOperation")).get("id"))
        if wrong or not name:
            code = str(wrong[0].get("code")) if wrong else "NOTHING"
            raise PlatformRefused(f"no bulk operation: {code}", reason=code)
        return name

    def ready(self, store: StoreConnection, name: str) -> str | None:
        reply = self._client.run(store, "LoyaltyBulkState", {"id": name})
        found = mapping(reply.data.get("bulkOperation"))
        status = text(found.get("status")) or "EXPIRED"
        if status in GOING:
            return None
        if status != "COMPLETED":
            raise PlatformRefused(f"the bulk operation is {status}", reason=status)
        return text(found.get("url")) or ""

    def orders(
        self, store: StoreConnection, where: str, *, place: int
    ) -> tuple[list[OrderSnapshot], int | None]:
        host = urlsplit(where).hostname or ""
        both_here = on_this_machine(where) and on_this_machine(store.base_url)
        if host != HOST and not both_here:
            raise PlatformRefused("the file lies in a strange place", reason="host")
        piece, ends = self._piece(where, place)
        groups, after = _groups(piece, ends=ends)
        with readable("an order of the file"):
            found = [past_order(_order(lines)) for lines in groups]
        return found, None if ends else place + after

    def _piece(self, where: str, place: int) -> tuple[bytes, bool]:
        """Return some bytes of the file, and whether they are the last."""
        last = place + PIECE - 1
        answer = self._http.call(
            "GET", where, headers={"Range": f"bytes={place}-{last}", "Accept": "*/*"}
        )
        if answer.status == PAST_END:
            return b"", True
        raise_for_status(answer, now=self._http.clock.now())
        if answer.status == EVERYTHING:
            return answer.body[place:], True
        total = answer.headers.get("content-range", "").rpartition("/")[2]
        if answer.status != PARTIAL or not total.isdigit():
            raise PlatformUnclear("a piece of a file without its size")
        return answer.body, place + len(answer.body) >= int(total)


def _groups(piece: bytes, *, ends: bool) -> tuple[list[list[Body]], int]:
    """Return the orders that are whole in a piece, each with its lines.

    And how many bytes they are: the rest is read again with what follows.
    """
    groups: list[list[Body]] = []
    offset = begun = 0
    for raw in piece.splitlines(keepends=True):
        if not raw.endswith(b"\n") and not ends:
            break
        if raw.strip():
            line = _line(raw)
            if "__parentId" not in line:
                begun = offset
                groups.append([line])
            elif not groups or line["__parentId"] != groups[-1][0].get("id"):
                raise PlatformUnclear("a line of the file stands without its order")
            else:
                groups[-1].append(line)
        offset += len(raw)
    if ends:
        return groups, offset
    if len(groups) < 2:  # noqa: PLR2004 - the last one may go on in the next piece
        raise PlatformUnclear("an order of the file is longer than a piece")
    return groups[:-1], begun


def _line(raw: bytes) -> Body:
    try:
        found = read_json(raw)
    except UnreadablePayload as error:
        raise PlatformUnclear(f"a line of the file is unreadable: {error}") from error
    return mapping(found)


def _order(lines: list[Body]) -> Body:
    """Return an order as a query would show it."""
    order: dict[str, Any] = dict(lines[0])
    for name in set(INTO.values()):
        order[name] = {"nodes": [], "pageInfo": {"hasNextPage": False}}
    for line in lines[1:]:
        where = INTO.get(str(line.get("__typename")))
        if where is not None:
            order[where]["nodes"].append(line)
    return order
