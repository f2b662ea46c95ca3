"""Files of orders, CSV or JSON lines, read person by person.

A CSV has one row for each line of an order, rows of one order next to each other:
``member, order, placed_at, currency, amount`` and, where known, ``quantity``,
``refunded``, ``product``, ``sku``, ``vendor``, ``collections`` and ``tags`` (split
by ``;``), ``gift_card``, ``full_price``, ``shipping``, ``state``, ``store``,
``channel``, ``country``, ``region``. Amounts are in major units, without tax and
after discounts. A JSON line is one order: ``member``, ``store`` and a snapshot as
it is stored, in minor units; ``order_ref``, ``placed_at``, ``currency`` and
``lines`` must be there.

Orders are put aside in a temporary file, so only their places are in memory.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from app.domain.errors import Malformed
from app.domain.events import OrderSnapshot
from app.domain.money import Money

JSON_ENDS: Final = frozenset({".jsonl", ".ndjson", ".json"})
NEEDED: Final = ("member", "order", "placed_at", "currency", "amount")
OF_LINE: Final = {"product": "product_ref", "sku": "sku", "vendor": "vendor"}
LISTS: Final = {"collections": "collection_refs", "tags": "tags"}
FLAGS: Final = ("gift_card", "full_price")
OF_ORDER: Final = ("channel", "country", "region")
YES: Final = frozenset({"1", "true", "yes"})


class OrderFileUnreadable(Malformed):
    """A file of orders holds something that is no order."""

    code = "order_file_unreadable"

    def __init__(self, reason: str, *, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}: {reason}")


class FileOrder(NamedTuple):
    """One order of a file."""

    member: str
    store: str
    snapshot: OrderSnapshot


class _Place(NamedTuple):
    """Where an order was put aside; sorts by person and time."""

    member: str
    placed_at: datetime
    number: int
    offset: int
    length: int


class OrderFile:
    """The orders of a file, put aside and sorted."""

    def __init__(self, aside: IO[bytes], places: Sequence[_Place]) -> None:
        self._aside = aside
        self._places = places

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """When the first and the last order were placed; None without orders."""
        if not self._places:
            return None
        instants = [place.placed_at for place in self._places]
        return min(instants), max(instants)

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[FileOrder]:
        """Return the orders, each person's oldest first."""
        decode = msgspec.json.Decoder(FileOrder).decode
        for place in self._places:
            self._aside.seek(place.offset)
            yield decode(self._aside.read(place.length))


@contextmanager
def order_file(path: Path, *, zone: str) -> Iterator[OrderFile]:
    """Open a file of orders.

    Args:
        path: ``.jsonl`` or ``.json`` for JSON lines, anything else is read as CSV.
        zone: Of times that name none.

    Raises:
        OrderFileUnreadable: Something in it is no order; names the line.
    """
    reader = _json_lines if path.suffix.lower() in JSON_ENDS else _csv
    places: list[_Place] = []
    with path.open(encoding="utf-8-sig", newline="") as text, TemporaryFile() as aside:
        offset = 0
        for number, order in enumerate(reader(text, ZoneInfo(zone))):
            packed = msgspec.json.encode(order)
            placed_at = order.snapshot.placed_at
            places.append(_Place(order.member, placed_at, number, offset, len(packed)))
            offset += aside.write(packed)
        places.sort()
        yield OrderFile(aside, places)


def _json_lines(text: IO[str], zone: ZoneInfo) -> Iterator[FileOrder]:
    for line, written in enumerate(text, start=1):
        if not written.strip():
            continue
        try:
            told = json.loads(written)
            yield FileOrder(
                str(told["member"]), str(told.get("store", "")), _snapshot(told, zone)
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise OrderFileUnreadable(_why(error), line=line) from error


def _why(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _snapshot(told: Mapping[str, Any], zone: ZoneInfo) -> OrderSnapshot:
    placed_at = _instant(told["placed_at"], zone)
    usual = {
        "number": told["order_ref"],
        "state": "paid",
        "version": placed_at,
        "paid_at": placed_at,
    }
    lines = [
        {"line_ref": str(number), "title": "", "quantity": 1, **line}
        for number, line in enumerate(told["lines"])
    ]
    names = OrderSnapshot.__dataclass_fields__
    known = {name: value for name, value in told.items() if name in names}
    return msgspec.convert(
        {**usual, **known, "placed_at": placed_at, "lines": lines}, OrderSnapshot
    )


def _instant(written: str, zone: ZoneInfo) -> datetime:
    found = datetime.fromisoformat(written)
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


Row = tuple[int, Mapping[str, str]]


def _csv(text: IO[str], zone: ZoneInfo) -> Iterator[FileOrder]:
    reader = csv.DictReader(text, restval="")
    lacking = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if lacking:
        raise OrderFileUnreadable(f"no column {', '.join(lacking)}", line=1)
    rows = ((reader.line_num, row) for row in reader)
    for _, found in groupby(rows, key=lambda row: _order_of(row[1])):
        yield _csv_order(list(found), zone)


def _order_of(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row["member"], row.get("store", ""), row["order"]


def _csv_order(rows: Sequence[Row], zone: ZoneInfo) -> FileOrder:
    line, first = rows[0]
    try:
        currency = first["currency"]
        lines = []
        for place, (number, row) in enumerate(rows):
            line = number
            lines.append(_csv_line(str(place), row, currency))
        told = {
            "order_ref": first["order"],
            "placed_at": first["placed_at"],
            "currency": currency,
            "lines": lines,
            "shipping_minor": _minor(first.get("shipping"), currency),
            "state": first.get("state") or "paid",
        }
        told |= {name: first[name] for name in OF_ORDER if first.get(name)}
        snapshot = _snapshot(told, zone)
    except (ValueError, KeyError, TypeError, Malformed) as error:
        raise OrderFileUnreadable(_why(error), line=line) from error
    return FileOrder(first["member"], first.get("store", ""), snapshot)


def _csv_line(ref: str, row: Mapping[str, str], currency: str) -> dict[str, Any]:
    line: dict[str, Any] = {
        "line_ref": ref,
        "quantity": int(row.get("quantity") or 1),
        "amount_minor": _minor(row["amount"], currency),
        "refunded_minor": _minor(row.get("refunded"), currency),
    }
    line |= {field: row[name] for name, field in OF_LINE.items() if row.get(name)}
    line |= {
        field: [one.strip() for one in row[name].split(";") if one.strip()]
        for name, field in LISTS.items()
        if row.get(name)
    }
    return line | {name: row[name].lower() in YES for name in FLAGS if row.get(name)}


def _minor(written: str | None, currency: str) -> int:
    return Money.parse(written, currency).amount_minor if written else 0
