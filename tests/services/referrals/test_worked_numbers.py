"""Worked numbers of referrals (ours): 50 points welcome, 200 for who brought them.

The friend's order is at least Rp100.000, and it matures in 14 days.
"""

from dataclasses import replace

import pytest

from app.domain.events import OrderState
from tests.services.referrals.friends import BONUS, WELCOME, friends


def test_a_friend_is_welcomed_at_once_and_the_member_after_the_window(
    fresh_database_url: str,
) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi")
        assert (shop.points("budi"), shop.points("ani")) == (WELCOME, 0)

        shop.buys("budi")
        assert shop.state("budi") == ("waiting", [])
        shop.passes(days=13, hours=23, minutes=59)
        assert shop.points("ani") == 0

        shop.passes(minutes=1)
        assert (shop.points("budi"), shop.points("ani")) == (WELCOME, BONUS)
        assert shop.state("budi") == ("earned", [])


@pytest.mark.parametrize(
    ("amount", "state", "bonus"),
    [
        (100_000, ("earned", []), BONUS),
        (99_999, ("cancelled", ["below_minimum"]), 0),
    ],
)
def test_the_minimum_is_met_exactly_or_not(
    amount: int, state: tuple[str, list[str]], bonus: int, fresh_database_url: str
) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi")
        shop.buys("budi", amount)
        shop.buys("budi", 500_000)
        shop.passes(days=15)

        assert (shop.state("budi"), shop.points("ani")) == (state, bonus)
        assert shop.points("budi") == WELCOME


def test_a_refund_inside_the_window_cancels_the_bonus(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi")
        ref = shop.buys("budi", 150_000)
        shop.passes(days=10)
        shop.refunds(ref, 50_001)
        shop.passes(days=10)

        assert shop.state("budi") == ("cancelled", ["order_went_back"])
        assert (shop.points("budi"), shop.points("ani")) == (WELCOME, 0)


def test_a_refund_that_leaves_enough_cancels_nothing(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi")
        ref = shop.buys("budi", 150_000)
        shop.refunds(ref, 50_000)
        shop.passes(days=15)

        assert shop.points("ani") == BONUS


def test_an_order_that_goes_back_later_takes_the_bonus_along(
    fresh_database_url: str,
) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi")
        ref = shop.buys("budi")
        shop.passes(days=15)
        shop.cancels(ref)
        assert shop.points("ani") == 0

        shop.world.clock.advance(seconds=1)
        restored = replace(shop.orders[ref], state=OrderState.PAID, version=shop.now)
        shop.shows(restored)
        assert shop.points("ani") == BONUS


def test_what_undo_never_gives_stays(fresh_database_url: str) -> None:
    with friends(fresh_database_url, undo="never") as shop:
        shop.brings("ani", "budi")
        ref = shop.buys("budi")
        shop.passes(days=15)
        shop.cancels(ref)

        assert shop.points("ani") == BONUS


def test_a_third_friend_in_a_month_is_one_too_many_until_one_goes_back(
    fresh_database_url: str,
) -> None:
    with friends(fresh_database_url) as shop:
        for name in ("budi", "cici", "dodi"):
            shop.brings("ani", name)
            shop.passes(hours=1)
            shop.buys(name, ref=name)
        assert shop.referral("dodi").capped == "cap_month"
        shop.refunds("budi", 150_000)
        assert shop.referral("dodi").capped is None

        shop.passes(days=15)
        assert shop.points("ani") == 2 * BONUS
        assert shop.points("dodi") == WELCOME


def test_a_new_month_has_room_again(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        for name in ("budi", "cici", "dodi"):
            shop.brings("ani", name)
        shop.buys("budi")
        shop.buys("cici")
        shop.world.clock.instant = shop.now.replace(day=31, hour=17, minute=0)
        shop.buys("dodi")
        shop.passes(days=15)

        assert shop.points("ani") == 3 * BONUS


def test_who_orders_too_late_brings_nothing(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi")
        shop.passes(days=30, seconds=2)
        assert shop.state("budi") == ("lapsed", ["link_lapsed"])

        shop.buys("budi")
        shop.passes(days=15)
        assert (shop.points("budi"), shop.points("ani")) == (WELCOME, 0)


def test_the_last_moment_of_the_link_counts(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi")
        shop.passes(days=30)
        shop.buys("budi")
        shop.passes(days=15)

        assert shop.points("ani") == BONUS


def test_an_order_that_carries_the_code_is_a_claim(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        code = shop.code("ani")
        shop.buys("budi", link=f" {code.lower()} ")
        assert shop.state("budi") == ("waiting", [])
        shop.passes(days=15)

        assert (shop.points("budi"), shop.points("ani")) == (WELCOME, BONUS)


def test_terms_are_those_of_the_day_when_the_link_was_used(
    fresh_database_url: str,
) -> None:
    with friends(fresh_database_url) as shop:
        from tests.services.referrals.friends import document  # noqa: PLC0415

        shop.brings("ani", "budi")
        gifts = [{"kind": "points", "points": 1}]
        shop.world.publish(document(advocate_gifts=gifts, enabled=False))
        shop.buys("budi")
        shop.passes(days=15)

        assert shop.points("ani") == BONUS
