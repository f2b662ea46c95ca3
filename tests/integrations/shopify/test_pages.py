"""An order is read with all its lines and refunds, however many pages they take."""

from datetime import datetime
from typing import Any

import pytest
import responses

from app.domain.errors import (
    PlatformUnclear,
)
from app.ports import StoreConnection
from integrations.shopify.adapter import ShopifyPlatform
from tests.integrations.shopify.answers import GRAPHQL, answering, more, says

PLACED = "2026-11-20T08:29:58Z"


def bag(amount: str) -> dict[str, object]:
    return {"shopMoney": {"amount": amount}}


def line(number: int) -> dict[str, object]:
    return {
        "id": f"gid://shopify/LineItem/{number}",
        "title": "Mug",
        "quantity": 1,
        "currentQuantity": 1,
        "isGiftCard": False,
        "originalUnitPriceSet": bag("10.0"),
        "discountAllocations": [],
        "taxLines": [],
    }


def order(lines: list[object], after: str | None, refunds: list[str]) -> dict[str, Any]:
    return {
        "id": "gid://shopify/Order/5500667788991",
        "name": "#1042",
        "processedAt": PLACED,
        "updatedAt": "2026-11-20T08:30:06Z",
        "currencyCode": "EUR",
        "presentmentCurrencyCode": "EUR",
        "displayFinancialStatus": "PARTIALLY_REFUNDED",
        "displayFulfillmentStatus": "UNFULFILLED",
        "taxesIncluded": False,
        "totalPriceSet": bag("30.00"),
        "totalTaxSet": bag("0.00"),
        "totalOutstandingSet": bag("0.00"),
        "lineItems": {"nodes": lines, "pageInfo": more(after)},
        "refunds": [{"id": f"gid://shopify/Refund/{each}"} for each in refunds],
    }


def refund(lines: list[int], after: str | None, money: str) -> dict[str, object]:
    return {
        "data": {
            "refund": {
                "refundLineItems": {
                    "nodes": [
                        {
                            "quantity": 1,
                            "subtotalSet": bag("10.00"),
                            "totalTaxSet": bag("0"),
                            "lineItem": {"id": f"gid://shopify/LineItem/{number}"},
                        }
                        for number in lines
                    ],
                    "pageInfo": more(after),
                },
                "refundShippingLines": {"nodes": []},
                "transactions": {
                    "nodes": [
                        {
                            "kind": "REFUND",
                            "status": "SUCCESS",
                            "amountSet": bag(money),
                        },
                        {"kind": "REFUND", "status": "FAILURE", "amountSet": bag("99")},
                    ]
                },
            }
        }
    }


def test_an_order_is_read_with_all_its_lines_and_refunds(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    rest = {"nodes": [line(3)], "pageInfo": more(None)}
    shop.add_callback(
        responses.POST,
        GRAPHQL,
        answering(
            {"data": {"order": order([line(1), line(2)], "c1", ["9", "8"])}},
            {"data": {"order": {"lineItems": rest}}},
            refund([1], "c2", "20.00"),
            refund([3], None, "20.00"),
            refund([], None, "2.00"),
        ),
    )

    found = platform.fetch_order(store, "5500667788991")

    assert [each.line_ref for each in found.lines] == ["1", "2", "3"]
    assert [each.refunded_minor for each in found.lines] == [1000, 200, 1000]
    assert found.refunded_total_minor == 2200
    assert found.complete


def test_an_order_with_more_refunds_than_are_listed_is_not_complete(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    refunds = [str(number) for number in range(100)]
    shop.add_callback(
        responses.POST,
        GRAPHQL,
        answering(
            {"data": {"order": order([line(1)], None, refunds)}},
            *[refund([], None, "0.00") for _ in refunds],
        ),
    )

    assert not platform.fetch_order(store, "5500667788991").complete


def test_an_order_of_a_page_with_many_refunds_is_read_by_itself(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    many = order([line(1)], None, ["1", "2", "3", "4", "5"])
    page = {"nodes": [many], "pageInfo": more("next")}
    shop.add_callback(
        responses.POST,
        GRAPHQL,
        answering(
            {"data": {"orders": page}},
            {"data": {"order": order([line(1)], None, [])}},
        ),
    )

    found = platform.orders(store)

    assert len(found.items) == 1
    assert found.next_cursor == "next"


def test_an_order_in_another_shape_can_not_be_read(
    shop: responses.RequestsMock, platform: ShopifyPlatform, store: StoreConnection
) -> None:
    says(shop, {"data": {"order": {**order([], None, []), "updatedAt": None}}})

    with pytest.raises(PlatformUnclear):
        platform.fetch_order(store, "5500667788991")


def paid(
    kind: str, processed_at: str | None, status: str = "SUCCESS"
) -> dict[str, object]:
    return {"kind": kind, "status": status, "processedAt": processed_at}


@pytest.mark.parametrize(
    ("payments", "paid_at"),
    [
        ([], PLACED),
        ([paid("SALE", "2026-11-20T08:30:05Z")], PLACED),
        ([paid("SALE", "2026-11-23T10:00:00Z")], "2026-11-23T10:00:00Z"),
        (
            [
                paid("AUTHORIZATION", "2026-11-20T08:30:00Z"),
                paid("CAPTURE", "2026-11-24T10:00:00Z"),
                paid("REFUND", "2026-11-28T10:00:00Z"),
            ],
            "2026-11-24T10:00:00Z",
        ),
        (
            [
                paid("SALE", "2026-11-22T10:00:00Z"),
                paid("SALE", "2026-11-23T10:00:00Z"),
                paid("SALE", "2026-11-25T10:00:00Z", "FAILURE"),
                paid("SALE", None, "SUCCESS"),
            ],
            "2026-11-23T10:00:00Z",
        ),
    ],
    ids=["nothing to pay", "at once", "late", "captured", "in parts"],
)
def test_an_order_is_paid_when_the_last_money_came_in(
    shop: responses.RequestsMock,
    platform: ShopifyPlatform,
    store: StoreConnection,
    payments: list[object],
    paid_at: str,
) -> None:
    body = order([line(1)], None, []) | {
        "transactions": payments,
        "displayFinancialStatus": "PAID",
    }
    says(shop, {"data": {"order": body}})

    found = platform.fetch_order(store, "5500667788991")

    assert found.paid_at == datetime.fromisoformat(paid_at)
    assert not found.payment_unsaid
