"""A discount whose parts do not fit its kind can't be built."""

from typing import Any

import pytest

from app.domain.money import Money
from app.domain.rewards.discount import DiscountKind, DiscountSpec
from tests.factories import NOON


def spec(kind: DiscountKind, **more: Any) -> DiscountSpec:  # noqa: ANN401 - any part
    return DiscountSpec(
        code="SETIA-1",
        marker="m",
        title="t",
        kind=kind,
        currency="IDR",
        starts_at=NOON,
        **more,
    )


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (DiscountKind.FIXED_AMOUNT, {"amount": Money(1, "IDR")}),
        (DiscountKind.PERCENT, {"percent_bp": 10_000}),
        (DiscountKind.FREE_SHIPPING, {}),
        (DiscountKind.FREE_PRODUCT, {"product_refs": ("12",)}),
        (DiscountKind.FREE_SHIPPING, {"reusable": True}),
        (DiscountKind.FREE_SHIPPING, {"reusable": True, "automatic": True}),
        (DiscountKind.FREE_SHIPPING, {"customer_tag": "gold"}),
    ],
)
def test_what_fits_is_built(kind: DiscountKind, parts: dict[str, Any]) -> None:
    assert spec(kind, **parts).kind is kind


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (DiscountKind.FIXED_AMOUNT, {}),
        (DiscountKind.FIXED_AMOUNT, {"amount": Money(0, "IDR")}),
        (DiscountKind.PERCENT, {}),
        (DiscountKind.PERCENT, {"percent_bp": 0}),
        (DiscountKind.PERCENT, {"percent_bp": 10_001}),
        (DiscountKind.FREE_SHIPPING, {"amount": Money(1, "IDR")}),
        (DiscountKind.FREE_SHIPPING, {"percent_bp": 5}),
        (DiscountKind.FREE_PRODUCT, {}),
        (DiscountKind.FREE_SHIPPING, {"pieces": 1}),
        (DiscountKind.FREE_SHIPPING, {"automatic": True}),
        (DiscountKind.FREE_SHIPPING, {"customer_tag": "gold", "customer_ref": "7"}),
        (DiscountKind.FREE_SHIPPING, {"customer_tag": "gold", "customer_email": "a@b"}),
    ],
)
def test_what_does_not_fit_is_refused(
    kind: DiscountKind, parts: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"discount|amount|percent|product"):
        spec(kind, **parts)
