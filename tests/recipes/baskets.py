"""Orders as stories tell them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.events import (
    CustomerProfile,
    Discount,
    OrderLine,
    OrderSnapshot,
    OrderState,
)
from app.domain.money import Money

LINE_FIELDS = {"product": "product_ref", "variant": "variant_ref"}
LISTS = {"collections": "collection_refs", "tags": "tags"}
PLAIN = ("sku", "vendor", "gift_card", "full_price")


def minor(value: object, currency: str) -> int:
    return Money.parse(str(value), currency).amount_minor


def line_of(ref: str, told: Mapping[str, Any], currency: str) -> OrderLine:
    """Return a line; ``amount`` is after discounts and without tax."""
    quantity = told.get("quantity", 1)
    values: dict[str, Any] = {
        "line_ref": ref,
        "title": told.get("title", ref),
        "quantity": quantity,
        "quantity_left": quantity,
        "amount_minor": minor(told["amount"], currency),
    }
    values |= {LINE_FIELDS[key]: told[key] for key in LINE_FIELDS if key in told}
    values |= {LISTS[key]: tuple(told[key]) for key in LISTS if key in told}
    values |= {key: told[key] for key in PLAIN if key in told}
    return OrderLine(**values)


def snapshot_of(
    told: Mapping[str, Any],
    currency: str,
    *,
    at: datetime,
    customer: CustomerProfile,
) -> OrderSnapshot:
    """Return a paid order as a story tells it."""
    lines = tuple(
        line_of(str(number), each, currency)
        for number, each in enumerate(told["lines"])
    )
    shipping_minor = minor(told.get("shipping", 0), currency)
    values: dict[str, Any] = {
        key: told[key]
        for key in ("channel", "country", "region", "referral", "renewal", "test")
        if key in told
    }
    values |= {
        key: tuple(told[key]) for key in ("payment_methods", "tags") if key in told
    }
    return OrderSnapshot(
        order_ref=told["ref"],
        number=told["ref"],
        state=OrderState.PAID,
        currency=currency,
        lines=lines,
        version=at,
        placed_at=at,
        paid_at=at,
        fulfilled_at=None,
        customer=customer,
        shipping_minor=shipping_minor,
        total_minor=sum(line.amount_minor for line in lines) + shipping_minor,
        discounts=tuple(
            Discount(code, minor(amount, currency))
            for code, amount in told.get("discounts", {}).items()
        ),
        **values,
    )
