"""Discounts to ask for, each with speaking defaults."""

from datetime import UTC, datetime
from typing import Any

from app.domain.money import Money
from app.domain.rewards.discount import DiscountKind, DiscountSpec
from app.ports import StoreConnection

STARTS = datetime(2026, 11, 1, tzinfo=UTC)
ENDS = datetime(2037, 6, 30, 16, 59, 59, tzinfo=UTC)


def spec(store: StoreConnection, kind: DiscountKind, **changes: object) -> DiscountSpec:
    values: dict[str, Any] = {
        "code": "LOY-7K3MQ9TX2F4H",
        "marker": "vch_0001",
        "title": "Loyalty",
        "kind": kind,
        "currency": store.currency,
        "starts_at": STARTS,
        "ends_at": ENDS,
    }
    return DiscountSpec(**{**values, **changes})


def fixed(store: StoreConnection, minor: int = 500, **changes: object) -> DiscountSpec:
    amount = Money(minor, store.currency)
    return spec(store, DiscountKind.FIXED_AMOUNT, amount=amount, **changes)


def percent(store: StoreConnection, **changes: object) -> DiscountSpec:
    return spec(store, DiscountKind.PERCENT, percent_bp=1250, **changes)


def free_shipping(store: StoreConnection, **changes: object) -> DiscountSpec:
    return spec(store, DiscountKind.FREE_SHIPPING, **changes)


def free_product(
    store: StoreConnection, product_ref: str, **changes: object
) -> DiscountSpec:
    return spec(
        store, DiscountKind.FREE_PRODUCT, product_refs=(product_ref,), **changes
    )
