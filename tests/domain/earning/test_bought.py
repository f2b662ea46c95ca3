"""Buying something several times within some days."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.earning.bought import evaluate_bought, purchases, reached
from app.domain.events import OrderSnapshot, OrderState
from app.domain.programme.earning import BoughtRule
from tests.domain.earning.orders import MEMBER, STORE, bought, sold
from tests.domain.programme.documents import FIFTY, document, only_problem, raw
from tests.factories import NOON

THREE: dict[str, Any] = {
    "id": "three",
    "trigger": "bought",
    "what": {"products": ["12"]},
    "times": 3,
    "within_days": 90,
    "award": FIFTY,
}


def rule(**more: Any) -> BoughtRule:  # noqa: ANN401 - parts of a rule
    found = document(THREE | more).earning[0]
    assert isinstance(found, BoughtRule)
    return found


def on(day: int, **order: Any) -> OrderSnapshot:  # noqa: ANN401 - fields of an order
    at = NOON + timedelta(days=day)
    return replace(bought(sold("1", 10_000, quantity=2), **order), placed_at=at)


def times(asked: BoughtRule, *orders: OrderSnapshot) -> int:
    found = purchases(asked, [(order, str(STORE)) for order in orders])
    return len(reached(asked, found, "Asia/Jakarta"))


@pytest.mark.parametrize(
    ("days", "found"), [((0, 10), 0), ((0, 10, 89), 1), ((0, 10, 90), 0)]
)
def test_three_purchases_within_ninety_days(days: tuple[int, ...], found: int) -> None:
    assert times(rule(), *(on(day) for day in days)) == found


def test_old_purchases_leave_the_window_one_by_one() -> None:
    assert times(rule(), on(0), on(80), on(100), on(169)) == 1


def test_it_comes_once_unless_it_may_come_again() -> None:
    orders = [on(day) for day in range(7)]

    assert times(rule(), *orders) == 1
    assert times(rule(again=True), *orders) == 2
    assert times(rule(again=True, within_days=None), *orders) == 2


def test_pieces_may_be_counted_instead() -> None:
    assert times(rule(count="units", again=True), on(0), on(1), on(2)) == 2
    one_left = bought(sold("1", 10_000, quantity=2, quantity_left=1))
    assert times(rule(count="units"), one_left, on(1)) == 1
    assert times(rule(count="units"), one_left) == 0


@pytest.mark.parametrize(
    "third",
    [
        on(2, test=True),
        on(2, state=OrderState.CANCELLED),
        on(2, lines=(sold("1", 10_000, product_ref="13"),)),
        on(2, lines=(sold("1", 10_000, refunded_minor=10_000),)),
        on(2, lines=(sold("1", 10_000, quantity_left=0),)),
    ],
)
def test_what_was_undone_is_no_purchase(third: OrderSnapshot) -> None:
    assert times(rule(), on(0), on(1), third) == 0


def test_only_what_was_bought_during_the_rule_counts() -> None:
    campaign = rule(active={"since": "2026-11-23"})

    assert times(campaign, on(0), on(1), on(2)) == 0
    assert times(campaign, on(1), on(2), on(3)) == 1


def test_anything_may_be_counted() -> None:
    anything = rule(what={"products": ["*"]})
    other = on(2, lines=(sold("1", 10_000, product_ref="99"),))

    assert times(anything, on(0), on(1), other) == 1


def test_each_reward_has_its_own_source() -> None:
    found = document(THREE, THREE | {"id": "other"})
    decision = evaluate_bought(found, "three", 2, MEMBER)

    assert [award.source for award in decision.awards] == ["bought:three:2"]
    assert decision.trace[1]["outcome"] == "other_activity"


def test_a_rule_says_what_has_to_be_bought() -> None:
    assert only_problem(raw(THREE | {"what": {}})).code == "empty_filter"
