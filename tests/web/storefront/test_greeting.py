"""A new member's first call: welcomed first, then served."""

import pytest

from tests.factories import line, order
from tests.web.storefront.shop import Shop


@pytest.mark.parametrize("ordered", [False, True], ids=["unknown", "by an order"])
def test_a_new_member_can_spend_the_welcome_with_the_first_call(
    shop: Shop, *, ordered: bool
) -> None:
    shop.welcome("7001")
    if ordered:
        shop.world.settle(order(line("4900"), ref="1042", at=shop.world.clock.now()))

    first = shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001")

    assert first.status == 201, first.text
    assert shop.get("/member", who="7001").json["balance"]["value"] == 0


def test_a_welcome_is_given_once_however_it_comes(shop: Shop) -> None:
    shop.welcome("7001")
    shop.world.settle(order(line("4900"), ref="1042", at=shop.world.clock.now()))

    for _ in range(3):
        assert shop.get("/member", who="7001").status == 200
        shop.later(hours=10)

    lines = shop.get("/history", who="7001").json["data"]
    assert sorted(one["delta"]["value"] for one in lines) == [4, 100]


def test_who_has_been_a_member_for_long_is_not_welcomed_by_a_visit(shop: Shop) -> None:
    shop.welcome("7001")
    shop.world.settle(order(line("4900"), ref="1042", at=shop.world.clock.now()))
    shop.later(days=2)

    assert shop.get("/member", who="7001").json["balance"]["value"] == 0
