"""What an order counts for."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.events import OrderLine, OrderSnapshot
from app.domain.metrics.orders import (
    NEVER,
    count_order,
    matures_at,
    order_day,
    pieces_left,
)
from app.domain.programme.terms import Pending
from tests.domain.earning.orders import CONTEXT, bought, sold
from tests.domain.programme.documents import document
from tests.factories import DAY, NOON, line


def counted(snapshot: OrderSnapshot, *metrics: dict[str, Any]) -> dict[str, int]:
    found = count_order(document(metrics=list(metrics)), snapshot, CONTEXT)
    return {one.metric: one.amount for one in found}


def test_spend_and_orders_need_no_declaration() -> None:
    kept = sold("1", 100_000, refunded_minor=40_000)
    card = sold("2", 50_000, gift_card=True)

    assert counted(bought(kept, card)) == {"spend": 60_000, "orders": 1}


def test_an_order_that_went_back_whole_counts_for_nothing() -> None:
    gone = sold("1", 100_000, refunded_minor=100_000)

    assert counted(bought(gone)) == {"spend": 0, "orders": 0}


BEAUTY = {
    "id": "beauty",
    "of": "spend",
    "amount": {"only": {"collections": ["beauty"]}},
    "counts": "paid",
}


def test_spending_within_a_collection_is_what_is_left_of_its_lines() -> None:
    cream = sold("1", 3_000, collection_refs=("beauty",), refunded_minor=1)
    bread = sold("2", 9_000)

    assert counted(bought(cream, bread), BEAUTY)["beauty"] == 2_999


def test_a_metric_says_its_unit_and_whether_it_waits() -> None:
    snapshot = bought(sold("1", 3_000, collection_refs=("beauty",)))
    nights = {"id": "nights", "of": "activity", "activity": "stay"}
    idle = {**BEAUTY, "id": "idle", "enabled": False}
    declared = document(metrics=[BEAUTY, nights, idle])

    found = {one.metric: one for one in count_order(declared, snapshot, CONTEXT)}

    assert set(found) == {"spend", "orders", "beauty"}
    assert (found["beauty"].unit, found["beauty"].at_once) == ("IDR", True)
    assert (found["spend"].unit, found["spend"].at_once) == ("IDR", False)
    assert found["orders"].unit == "count"


STAMPS = {"id": "stamps", "of": "orders", "minimum": {"IDR": 25_000}}


@pytest.mark.parametrize(
    ("amount", "refunded", "stamps"),
    [(25_000, 0, 1), (24_999, 0, 0), (25_000, 1, 0), (26_000, 1_000, 1)],
)
def test_a_minimum_asks_for_what_is_left(
    amount: int, refunded: int, stamps: int
) -> None:
    snapshot = bought(sold("1", amount, refunded_minor=refunded))

    assert counted(snapshot, STAMPS)["stamps"] == stamps


def test_a_currency_without_a_minimum_counts_for_nothing() -> None:
    snapshot = replace(bought(sold("1", 99_000)), currency="MYR")

    assert counted(snapshot, STAMPS)["stamps"] == 0


def test_an_order_that_the_condition_leaves_out_counts_for_nothing() -> None:
    web = {"field": "order.channel", "op": "in", "value": ["pos"]}
    till = {"id": "till", "of": "orders", "when": web}
    snapshot = bought(sold("1", 99_000))

    assert counted(snapshot, till)["till"] == 0
    assert counted(replace(snapshot, channel="pos"), till)["till"] == 1


def test_pieces_are_those_that_were_kept() -> None:
    pieces = {
        "id": "cups",
        "of": "items",
        "amount": {"only": {"products": ["12"]}},
    }
    with_cards = {**pieces, "id": "all", "amount": {"gift_cards": True}}
    lines = (
        replace(line(ref="1", quantity=3), quantity_left=2),
        replace(line(ref="2", quantity=1), product_ref="13"),
        replace(line(ref="3", quantity=4), gift_card=True),
    )

    found = counted(bought(*lines), pieces, with_cards)

    assert (found["cups"], found["all"]) == (2, 7)


@pytest.mark.parametrize(
    ("item", "left"),
    [
        (OrderLine("1", "x", 3, 300, quantity_left=5), 3),
        (OrderLine("1", "x", 3, 300, quantity_left=-1), 0),
        (OrderLine("1", "x", 3, 300, refunded_minor=300), 0),
        (OrderLine("1", "x", 3, 300, refunded_minor=299), 3),
        (OrderLine("1", "x", 3, 0), 3),
    ],
)
def test_a_store_that_does_not_say_is_judged_by_the_money(
    item: OrderLine, left: int
) -> None:
    assert pieces_left(item) == left


def test_an_order_belongs_to_the_day_it_was_paid_in_the_stores_zone() -> None:
    late = replace(
        bought(), placed_at=NOON, paid_at=NOON + timedelta(hours=5)
    )  # 17:00 UTC is midnight in Jakarta

    assert order_day(late, "Asia/Jakarta") == date(2026, 11, 23)
    assert order_day(late, "UTC") == date(2026, 11, 22)
    assert order_day(replace(late, paid_at=None), "Asia/Jakarta") == date(2026, 11, 22)


def test_amounts_mature_with_the_return_window() -> None:
    snapshot = replace(bought(), paid_at=NOON, fulfilled_at=NOON + DAY)
    handed_over = Pending(days=14, since="fulfilled")

    assert matures_at(Pending(), snapshot) == NOON + 14 * DAY
    assert matures_at(Pending(), replace(snapshot, paid_at=None)) == NOON + 14 * DAY
    assert matures_at(Pending(days=0), snapshot) is None
    assert matures_at(handed_over, snapshot) == NOON + 15 * DAY
    assert matures_at(handed_over, replace(snapshot, fulfilled_at=None)) == NEVER
