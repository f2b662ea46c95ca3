"""An order of which nothing was taken off is told by a look at it."""

from dataclasses import replace

import pytest

from app.domain.earning.keeping import untouched
from app.domain.events import OrderState
from tests.domain.earning.orders import bought, sold

LINE = sold("1", 40_000, quantity=2)


@pytest.mark.parametrize("state", [OrderState.PAID, OrderState.FULFILLED])
def test_a_paid_order_without_refunds_is_untouched(state: OrderState) -> None:
    order = bought(LINE, replace(LINE, line_ref="2", quantity_left=2), state=state)

    assert untouched(order)


@pytest.mark.parametrize(
    "more",
    [
        {"state": OrderState.REFUNDED},
        {"state": OrderState.OPEN},
        {"shipping_minor": 9, "refunded_shipping_minor": 9},
        {"shipping_tax_minor": 1},
        {"lines": (replace(LINE, refunded_minor=1),)},
        {"lines": (replace(LINE, refunded_tax_minor=1),)},
        {"lines": (replace(LINE, quantity_left=1),)},
        {"lines": (LINE, LINE)},
    ],
)
def test_anything_that_may_take_something_makes_it_touched(
    more: dict[str, object],
) -> None:
    assert not untouched(replace(bought(LINE), **more))  # type: ignore[arg-type]  # fields of an order
