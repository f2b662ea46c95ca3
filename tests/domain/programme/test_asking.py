"""A document says by itself whether an order's goods have to be looked up."""

from typing import Any

import pytest

from app.domain.programme.loading import load_document
from tests.world import POINTS_IDR


def asks_goods(**earning: Any) -> bool:  # noqa: ANN401 - parts of a rule
    rule = {**POINTS_IDR["earning"][0], **earning}
    return load_document({**POINTS_IDR, "earning": [rule]}).asks_goods


@pytest.mark.parametrize(
    "basis",
    [
        {"only": {"collections": ["3"]}},
        {"only": {"tags": ["sale"]}},
        {"exclude": {"vendors": ["Toko"]}},
        {"full_price": True},
    ],
)
def test_what_orders_leave_out_has_to_be_looked_up(basis: dict[str, Any]) -> None:
    assert asks_goods(amount=basis)


@pytest.mark.parametrize("name", ["collections", "product_tags", "vendors"])
def test_conditions_on_goods_have_to_be_looked_up(name: str) -> None:
    leaf = {"field": f"order.{name}", "op": "contains_any", "value": ["3"]}

    assert asks_goods(when={"match": "all", "items": [leaf]})


def test_products_by_their_reference_are_on_the_order_already() -> None:
    leaf = {"field": "order.products", "op": "contains_any", "value": ["12"]}

    assert not asks_goods(amount={"only": {"products": ["12"]}}, when=leaf)
    assert not asks_goods()
