"""A discount whose parts do not fit its kind cannot be built."""

from dataclasses import replace

import pytest

from app.domain.money import Money
from app.domain.rewards.discount import DiscountKind, DiscountSpec
from tests.domain.rewards.vouchers import voucher

FIXED = voucher().discount()
GIFT = ("9",)
PERCENT = replace(FIXED, kind=DiscountKind.PERCENT, amount=None, percent_bp=10_000)


@pytest.mark.parametrize("kind", [DiscountKind.FREE_SHIPPING, DiscountKind.PERCENT])
def test_only_a_fixed_amount_has_an_amount(kind: DiscountKind) -> None:
    with pytest.raises(ValueError, match="needs an amount"):
        replace(FIXED, kind=kind)


def test_only_a_percentage_has_a_rate() -> None:
    with pytest.raises(ValueError, match="needs percent_bp"):
        replace(FIXED, percent_bp=5)


@pytest.mark.parametrize("percent_bp", [0, -1, 10_001])
def test_a_percentage_is_above_nothing_and_up_to_all(percent_bp: int) -> None:
    with pytest.raises(ValueError, match="1 to 10000"):
        replace(PERCENT, percent_bp=percent_bp)


@pytest.mark.parametrize("amount_minor", [0, -1])
def test_a_discount_takes_something_off(amount_minor: int) -> None:
    with pytest.raises(ValueError, match="takes something off"):
        replace(FIXED, amount=Money(amount_minor, "IDR"))


def test_a_gift_names_a_product() -> None:
    gift = replace(
        FIXED, kind=DiscountKind.FREE_PRODUCT, amount=None, product_refs=GIFT
    )

    with pytest.raises(ValueError, match="at least one product_ref"):
        DiscountSpec(
            code="A",
            marker="m",
            title="t",
            kind=DiscountKind.FREE_PRODUCT,
            currency="IDR",
            starts_at=FIXED.starts_at,
        )

    assert gift.product_refs == GIFT
