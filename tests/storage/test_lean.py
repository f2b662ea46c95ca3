"""How an order is stored: small, and whole."""

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from app.domain.events import OrderSnapshot
from app.storage.lean import lean, unpack
from tests.factories import customer, guest, line, order


def stored(snapshot: OrderSnapshot) -> dict[str, Any]:
    """Return what the database is given."""
    found: dict[str, Any] = json.loads(msgspec.json.encode(lean(snapshot)))
    return found


@pytest.mark.parametrize(
    "snapshot",
    [
        order(),
        order(nobody=True),
        order(who=guest()),
        order(
            line(), line(ref="2", refunded="1000", gift_card=True), codes=(("A", 5),)
        ),
        replace(
            order(who=customer(staff=True)), tags=("vip",), test=True, renewal=True
        ),
    ],
)
def test_a_snapshot_comes_back_as_it_was(snapshot: OrderSnapshot) -> None:
    assert unpack(stored(snapshot)) == snapshot


def test_what_is_as_usual_takes_no_room() -> None:
    found = stored(order())

    assert {"test", "tags", "renewal", "cancelled_at", "discounts"}.isdisjoint(found)
    assert "gift_card" not in found["lines"][0]


def test_what_the_database_looks_for_is_always_there() -> None:
    found = stored(order(ref="1001"))

    assert (found["number"], found["currency"]) == ("#1001", "IDR")
    assert found["lines"][0]["product_ref"] == "12"


def test_an_order_that_was_stored_whole_is_still_read() -> None:
    whole = json.loads(msgspec.json.encode(order()))

    assert unpack(whole) == order()
