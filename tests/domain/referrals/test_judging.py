"""What a referral deserves by the friend's orders as they stand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.events import OrderSnapshot, OrderState
from app.domain.metrics.orders import NEVER
from app.domain.programme.referral import Referral
from app.domain.programme.terms import Pending
from app.domain.referrals.judging import (
    A_MOMENT,
    Decision,
    Deserving,
    FriendOrder,
    Judgement,
    capped,
    friend_order,
    judge,
)
from app.domain.referrals.suspicion import Finding
from tests.factories import DAY, NOON, line, order

STORE = UUID(int=9)
SOFT, HARD = Finding("same_address", "review"), Finding("same_payment", "block")
GOOD = FriendOrder(STORE, "1", NOON + DAY, "IDR", 150, 150, NOON + 15 * DAY)


def judged(
    *orders: FriendOrder,
    after_days: int = 1,
    found: Sequence[Finding] = (),
    decision: Decision | None = None,
    **more: Any,  # noqa: ANN401 - parts of the section
) -> Judgement:
    said: dict[str, Any] = {
        "friend_gifts": [{"kind": "points", "points": 1}],
        "minimum": {"IDR": 100},
        **more,
    }
    return judge(
        Referral.model_validate(said),
        claimed_at=NOON,
        found=found,
        orders=orders,
        at=NOON + after_days * DAY,
        decision=decision,
    )


def said(judgement: Judgement) -> tuple[str, tuple[str, ...], bool]:
    return judgement.state, judgement.reasons, judgement.welcome


def test_without_an_order_the_link_stays_open_to_its_last_moment() -> None:
    assert judged() == Judgement(
        "open", welcome=True, wakes_at=NOON + 30 * DAY + A_MOMENT
    )
    assert judged(after_days=30).state == "open"
    assert said(judged(after_days=31)) == ("lapsed", ("link_lapsed",), True)


def test_an_order_matures() -> None:
    assert judged(GOOD) == Judgement(
        "waiting", welcome=True, order=GOOD, wakes_at=NOON + 15 * DAY
    )
    assert judged(GOOD, after_days=15) == Judgement("earned", welcome=True, order=GOOD)
    assert judged(replace(GOOD, matures_at=None)).state == "earned"
    assert judged(replace(GOOD, matures_at=NEVER)).wakes_at is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"bought_minor": 99, "left_minor": 99}, "below_minimum"),
        ({"currency": "MYR"}, "below_minimum"),
        ({"left_minor": 99}, "order_went_back"),
        ({"left_minor": 0}, "order_went_back"),
    ],
)
def test_an_order_that_is_too_small_or_went_back(
    changes: dict[str, Any], reason: str
) -> None:
    found = judged(replace(GOOD, **changes), after_days=20)

    assert said(found) == ("cancelled", (reason,), True)


def test_without_a_minimum_any_order_is_enough_that_is_worth_something() -> None:
    one = replace(GOOD, currency="MYR", bought_minor=1, left_minor=1)
    nothing = replace(GOOD, bought_minor=0, left_minor=0)

    assert judged(one, minimum=None).state == "waiting"
    assert judged(nothing, minimum=None).reasons == ("below_minimum",)


def test_only_the_first_order_counts_unless_said_otherwise() -> None:
    small = replace(GOOD, order_ref="0", bought_minor=1, left_minor=1)

    assert judged(small, GOOD).state == "cancelled"
    assert judged(small, GOOD, first_order_only=False).order == GOOD
    assert judged(small, first_order_only=False).reasons == ("below_minimum",)


def test_an_order_after_the_links_time_does_not_count() -> None:
    last = replace(GOOD, paid_at=NOON + 30 * DAY)
    late = replace(GOOD, paid_at=NOON + 30 * DAY + timedelta(microseconds=1))

    assert judged(last, after_days=31).state == "earned"
    assert judged(late, after_days=31).state == "lapsed"


def test_what_speaks_against_it_holds_or_refuses() -> None:
    assert said(judged(GOOD, found=[SOFT])) == ("held", ("same_address",), False)
    assert said(judged(GOOD, found=[HARD, SOFT])) == (
        "blocked",
        ("same_payment", "same_address"),
        False,
    )


def test_people_decide() -> None:
    approved = Decision("approved", frozenset({"same_address"}))

    assert judged(GOOD, found=[SOFT], decision=approved).state == "waiting"
    assert judged(GOOD, found=[HARD, SOFT], decision=approved).reasons == (
        "same_payment",
    )
    assert said(judged(GOOD, decision=Decision("refused"))) == (
        "refused",
        ("by_hand",),
        False,
    )


def seen(snapshot: OrderSnapshot) -> FriendOrder | None:
    return friend_order(snapshot, STORE, Pending())


def test_an_order_is_its_goods_without_gift_cards() -> None:
    goods = line("150000", refunded="20000")
    card = line("500000", ref="2", gift_card=True)

    assert seen(order(goods, card)) == FriendOrder(
        STORE, "1001", NOON, "IDR", 150_000, 130_000, NOON + 14 * DAY
    )


def test_a_cancelled_order_was_bought_and_nothing_is_left() -> None:
    found = seen(order(line("150000"), state=OrderState.CANCELLED))

    assert found is not None
    assert (found.bought_minor, found.left_minor) == (150_000, 0)


@pytest.mark.parametrize(
    "snapshot",
    [order(test=True), order(state=OrderState.CANCELLED, paid=False)],
)
def test_what_was_never_paid_is_no_order(snapshot: OrderSnapshot) -> None:
    assert seen(snapshot) is None


def test_a_paid_order_without_an_instant_was_paid_when_placed() -> None:
    found = seen(order(paid=False))

    assert found is not None
    assert found.paid_at == NOON


def deserving(number: int, day: int, **more: Any) -> Deserving:  # noqa: ANN401
    return Deserving(
        UUID(int=number),
        date(2026, 11, 1) + timedelta(days=day),
        NOON + day * DAY,
        **{"most_per_month": None, "most_ever": None, **more},
    )


def over(*all_of_them: Deserving) -> dict[int, str]:
    return {key.int: reason for key, reason in capped(all_of_them).items()}


def test_without_caps_nobody_is_one_too_many() -> None:
    assert over(deserving(1, 0), deserving(2, 0)) == {}


def test_the_later_order_of_a_month_is_one_too_many() -> None:
    cap = {"most_per_month": 1}

    assert over(deserving(1, 2, **cap), deserving(2, 1, **cap)) == {1: "cap_month"}
    assert over(deserving(1, 29, **cap), deserving(2, 30, **cap)) == {}


def test_a_place_that_is_taken_stays_taken() -> None:
    cap = {"most_per_month": 1}
    first = deserving(1, 1, **cap)
    rewarded = deserving(2, 2, rewarded=True, **cap)

    assert over(first, rewarded) == {1: "cap_month"}


def test_what_a_month_refuses_takes_no_place_for_ever() -> None:
    caps = {"most_per_month": 1, "most_ever": 2}
    all_of_them = [deserving(n, day, **caps) for n, day in ((1, 0), (2, 1), (3, 31))]

    assert over(*all_of_them) == {2: "cap_month"}
    assert over(*all_of_them, deserving(4, 62, **caps)) == {
        2: "cap_month",
        4: "cap_ever",
    }
