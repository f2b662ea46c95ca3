"""From a signed webhook to points, and from points to a discount in the store."""

from typing import Any

from app.domain.ledger import Balance, Key
from app.domain.rewards.voucher import Voucher
from app.services.redemption import redeem
from app.services.vouchers import voucher as read_voucher
from tests.journeys.conftest import Journey

EMAIL = "dewi@pelanggan.test"
GOODS = [{"sku": "KOPI-01", "quantity": 1}, {"sku": "TAS-01", "quantity": 1}]
"""Rp150.000 + Rp99.000: 249 points."""


def bought(
    journey: Journey, goods: list[dict[str, Any]], code: str = ""
) -> dict[str, Any]:
    answer = journey.act(
        "checkout-with-code",
        customer=EMAIL,
        email=EMAIL,
        lines=goods,
        **({"code": code} if code else {}),
    )
    assert answer.get("ok"), answer
    order: dict[str, Any] = answer["order"]
    journey.act("complete", order_id=order["id"])
    return order


def redeemed(journey: Journey, points: int) -> Voucher:
    member_id = journey.member(EMAIL)
    made = redeem(
        journey.env,
        journey.programme_id,
        member_id=member_id,
        reward_id="rupiah-off",
        store_id=journey.store_id,
        points=points,
        idempotency=Key.of("test", member_id, points),
        actor="test",
    )
    journey.settle()
    return voucher(journey, made)


def voucher(journey: Journey, made: Voucher) -> Voucher:
    found: Voucher = journey.run(lambda uow: read_voucher(uow, made.voucher_id))
    return found


def test_the_whole_loop(journey: Journey) -> None:
    journey.act("signup", email=EMAIL, first_name="Dewi", last_name="Lestari")
    assert journey.balance(EMAIL) == Balance(available=100)

    first = bought(journey, GOODS)
    assert journey.balance(EMAIL) == Balance(pending=249, available=100)

    journey.advance(15)
    assert journey.balance(EMAIL) == Balance(available=349)

    made = redeemed(journey, 300)
    assert made.state == "issued"
    assert journey.balance(EMAIL) == Balance(available=49)

    second = bought(journey, [{"sku": "KOPI-02", "quantity": 1}], made.code)
    assert voucher(journey, made).state == "used"
    assert journey.balance(EMAIL) == Balance(pending=155, available=49)

    journey.act("refund", order_id=first["id"], lines=[{"index": 1, "quantity": 1}])
    assert journey.balance(EMAIL) == Balance(pending=155, shortfall=-50)

    journey.act("refund", order_id=first["id"], everything=True)
    assert journey.balance(EMAIL) == Balance(pending=155, shortfall=-200)

    journey.act("refund", order_id=second["id"], everything=True)
    assert journey.balance(EMAIL) == Balance(available=100)
    assert voucher(journey, made).state == "returned"
    assert journey.violations() == []


def test_an_unused_code_is_switched_off_and_its_points_come_back(
    journey: Journey,
) -> None:
    journey.act("signup", email=EMAIL, first_name="Dewi", last_name="Lestari")
    made = redeemed(journey, 100)
    spent = journey.balance(EMAIL)

    journey.advance(31)

    assert spent == Balance()
    assert voucher(journey, made).state == "lapsed"
    assert journey.balance(EMAIL) == Balance(available=100)
    answer = journey.act(
        "checkout-with-code", customer=EMAIL, lines=GOODS, code=made.code
    )
    assert answer["ok"] is False
