"""Outstanding points cost what the rewards cost that members take."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.liability_costs import (
    CostEstimate,
    Use,
    cost_estimate,
    unit_costs,
)
from tests.domain.programme.documents import document

HALF = Fraction(1, 2)
MUG = {"id": "mug", "kind": "free_product", "price": 400, "products": ["mug"]}
TEN = {"id": "ten", "kind": "fixed_amount", "price": 100, "amount": {"IDR": 10_000}}
SLIDER = {"id": "off", "kind": "slider", "value": {"IDR": "100 per 5000"}}
PERCENT = {"id": "share", "kind": "percent", "price": 100, "percent": "10%"}


def estimate(*uses: Use, **by_document: Fraction) -> CostEstimate:
    return cost_estimate(
        uses,
        by_document,
        outstanding=1_000,
        share_expected=HALF,
        value_minor=Fraction(100),
    )


@pytest.mark.parametrize(
    ("rewards", "costs"),
    [
        ((TEN,), {"ten": 100}),
        # What it costs the merchant goes before what it takes off.
        ((TEN | {"cost": {"IDR": 6_000}},), {"ten": 60}),
        ((MUG | {"cost": {"IDR": 20_000}}, SLIDER), {"mug": 50, "off": 50}),
        ((MUG, PERCENT, SLIDER | {"value": {"USD": "100 per 1.00"}}), {}),
        ((TEN | {"enabled": False},), {}),
        ((TEN | {"price": None},), {}),
    ],
)
def test_a_unit_costs_what_the_document_says(
    rewards: tuple[dict[str, Any], ...], costs: dict[str, int]
) -> None:
    cleaned = ({k: v for k, v in one.items() if v is not None} for one in rewards)

    made = document(rewards=tuple(cleaned))

    assert unit_costs(made, "points", "IDR") == costs


def test_rewards_of_other_points_say_nothing_of_these() -> None:
    made = document(
        rewards=(TEN | {"asset": "stars"},),
        assets=[{"kind": "points", "id": "points"}, {"kind": "points", "id": "stars"}],
    )

    assert unit_costs(made, "points", "IDR") == {}


def test_points_go_where_members_took_theirs_so_far() -> None:
    found = estimate(
        Use("ten", 300, 100, 10_000),
        Use("mug", 400, 400, 20_000),
        Use("share", 300, 100, None),
    )

    # 0.3 x 100 + 0.4 x 50 + 0.3 x the flat 100 are 80 a unit.
    assert (found.expected_minor, found.gross_minor) == (40_000, 80_000)
    assert [
        (
            one.reward_id,
            one.used,
            int(one.unit_cost_minor),
            one.priced,
            one.expected_minor,
        )
        for one in found.rewards
    ] == [
        ("mug", 400, 50, True, 10_000),
        ("share", 300, 100, False, 15_000),
        ("ten", 300, 100, True, 15_000),
    ]
    assert sum(one.share for one in found.rewards) == 1


def test_what_it_really_cost_goes_before_what_the_document_says() -> None:
    found = estimate(
        Use("ten", 100, 100, 10_000),
        Use("ten", 200, 200, 14_000),
        Use("ten", -100, 100, 9_000),
        Use("gone", 0, 50, 1_000),
        ten=Fraction(1),
    )

    (ten,) = found.rewards
    assert ten.unit_cost_minor == 80
    assert found.expected_minor == 40_000


def test_a_cost_that_nobody_kept_is_that_of_the_document() -> None:
    (ten,) = estimate(Use("ten", 100, 100, None), ten=Fraction(7)).rewards

    assert ten.priced
    assert ten.unit_cost_minor == 7


def test_the_dearest_stands_for_all_while_nobody_used_anything() -> None:
    found = estimate(ten=Fraction(100), mug=Fraction(50), zen=Fraction(100))

    (zen,) = found.rewards
    assert (zen.reward_id, zen.used, zen.priced) == ("zen", 0, True)
    assert zen.share == 1
    assert zen.expected_minor == found.expected_minor == 50_000
    assert found.gross_minor == 100_000


def test_without_any_cost_the_flat_value_stands() -> None:
    assert estimate() == CostEstimate(50_000, 100_000, ())


def test_what_costs_nothing_is_divided_too() -> None:
    found = estimate(Use("a", 100, 100, 0), Use("b", 100, 100, 0))

    assert (found.expected_minor, [one.expected_minor for one in found.rewards]) == (
        0,
        [0, 0],
    )
