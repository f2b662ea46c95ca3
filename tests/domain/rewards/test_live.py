"""Rewards and perks of ours in the shape of a store's discounts."""

from typing import Any

import pytest

from app.domain.programme.perks import Perk
from app.domain.rewards.live import LiveDiscount, kind_of, of_offer, of_perk
from app.domain.rewards.pricing import price
from tests.domain.programme.documents import document, spend

STORE = "00000000-0000-0000-0000-000000000001"
OFF: dict[str, Any] = {
    "id": "off",
    "kind": "fixed_amount",
    "price": 100,
    "amount": {"IDR": "10000"},
    "minimum_order": {"IDR": "50000"},
}
SHIPPING: dict[str, Any] = {"id": "ship", "kind": "free_shipping", "price": 50}
SHIRT: dict[str, Any] = {
    "id": "shirt",
    "kind": "free_product",
    "price": 500,
    "products": [f"{STORE}/11", "12"],
}


def reward(raw: dict[str, Any]) -> LiveDiscount:
    [made] = document(spend(), rewards=(raw,)).rewards
    return of_offer(price(made, None, currency="IDR"), "Title", STORE, "/there")


def perk(what: dict[str, Any], **more: Any) -> Perk:  # noqa: ANN401 - of a perk
    raw = {"id": "p", "held_by": {"everybody": True}, "what": what, **more}
    return document(spend(), perks=[raw]).perks[0]


def put(made: Perk, code: str | None = None) -> LiveDiscount | None:
    return of_perk(made, "Perk", "IDR", STORE, admin_url="/there", code=code)


def test_an_amount_off_is_an_order_discount_with_its_floor() -> None:
    found = reward(OFF)

    assert found.kinds == {"order"}
    assert (found.amount_minor, found.minimum_minor) == (10_000, 50_000)
    assert found.combines_with.shipping
    assert found.alone
    assert found.ours
    assert not found.automatic


def test_shipping_never_allows_more_of_it() -> None:
    found = reward(SHIPPING)

    assert found.kinds == {"shipping"}
    assert not found.combines_with.shipping


def test_a_gift_is_for_its_products_in_this_store() -> None:
    found = reward(SHIRT)

    assert found.kinds == {"product"}
    assert found.goods.products == {"11", "12"}


def test_a_reward_that_may_stand_beside_others_is_not_alone() -> None:
    assert not reward({**OFF, "combines_with": {"product": True}}).alone


def test_a_share_of_pieces_has_conditions_of_the_checkout() -> None:
    half: dict[str, Any] = {"id": "half", "kind": "percent", "price": 10}
    scoped = {**half, "percent": "50%", "scope": {"collections": ["kopi"]}}

    assert reward(scoped).conditions_known
    assert not reward({**scoped, "pieces": 1}).conditions_known


@pytest.mark.parametrize(
    ("what", "kind", "minimum"),
    [
        ({"kind": "percent", "percent": "5%"}, "order", 0),
        (
            {"kind": "percent", "percent": "5%", "scope": {"products": ["1"]}},
            "product",
            0,
        ),
        ({"kind": "free_shipping"}, "shipping", 0),
        ({"kind": "free_shipping", "minimum": {"IDR": "9000"}}, "shipping", 9_000),
        ({"kind": "free_shipping", "minimum": {"MYR": "9"}}, "shipping", 0),
    ],
)
def test_a_perk_that_takes_something_off_is_a_discount(
    what: dict[str, Any], kind: str, minimum: int
) -> None:
    found = put(perk(what))

    assert found is not None
    assert found.kinds == {kind}
    assert found.minimum_minor == minimum
    assert found.automatic


def test_other_perks_are_none() -> None:
    words = {"en": "a cup", "id": "secangkir", "ms": "secawan"}

    assert put(perk({"kind": "text", "text": words})) is None


def test_what_a_thing_of_ours_is_by_its_kind() -> None:
    assert kind_of("percent", scoped=False) == "order"
    assert kind_of("percent", scoped=True) == "product"
    assert kind_of("free_product", scoped=False) == "product"
    assert kind_of("free_shipping", scoped=True) == "shipping"
