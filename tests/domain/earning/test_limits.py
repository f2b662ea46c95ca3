"""Limits: what is left of a rule for a member in a period, and what is counted."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.domain.earning.periods import period_label
from tests.domain.earning.orders import bought, context, decided, earned, sold, step
from tests.domain.programme.documents import spend

AN_ORDER = bought(sold("1", 257_900))
KEY = "spend|month|2026-11"


def limited(*limits: dict[str, Any]) -> dict[str, Any]:
    return spend(limits=list(limits))


@pytest.mark.parametrize(
    ("used", "units"), [(0, 257), (44, 256), (299, 1), (300, None), (999, None)]
)
def test_a_month_gives_what_is_left_of_it(used: int, units: int | None) -> None:
    where = context(used={f"{KEY}|points": used})
    rule = limited({"per": "month", "points": 300})

    assert earned(rule, snapshot=AN_ORDER, where=where).get("spend") == units


@pytest.mark.parametrize(("used", "units"), [(1, 257), (2, None)])
def test_a_number_of_times_is_used_up(used: int, units: int | None) -> None:
    where = context(used={f"{KEY}|times": used})
    rule = limited({"per": "month", "times": 2})

    assert earned(rule, snapshot=AN_ORDER, where=where).get("spend") == units


def test_the_tightest_limit_holds() -> None:
    rule = limited(
        {"per": "order", "points": 200},
        {"per": "ever", "points": 150, "times": 9},
        {"per": "year", "points": 1_000},
    )

    assert earned(rule, snapshot=AN_ORDER) == {"spend": 150}


def test_an_award_says_what_it_adds_to_which_counter() -> None:
    rule = limited(
        {"per": "order", "points": 200},
        {"per": "day", "points": 300},
        {"per": "ever", "times": 3},
    )
    [award] = decided(rule, snapshot=AN_ORDER).awards

    assert award.counters == {
        "spend|day|2026-11-22|points": 200,
        "spend|day|2026-11-22|times": 1,
        "spend|ever||points": 200,
        "spend|ever||times": 1,
    }


def test_a_limit_per_order_alone_counts_nothing() -> None:
    [award] = decided(limited({"per": "order", "points": 5}), snapshot=AN_ORDER).awards

    assert (award.amount, award.counters) == (5, None)


def test_a_limit_is_in_display_points() -> None:
    assets = [{"kind": "points", "id": "points", "scale": 1}]
    rule = limited({"per": "order", "points": 200})

    assert earned(rule, snapshot=AN_ORDER, assets=assets) == {"spend": 2_000}


def test_the_trace_says_that_a_limit_was_reached_or_bit() -> None:
    rule = limited({"per": "order", "points": 200})
    full = limited({"per": "month", "times": 1})
    where = context(used={f"{KEY}|times": 1})

    assert step(rule, snapshot=AN_ORDER)["limit_left"] == 200
    assert step(full, snapshot=AN_ORDER, where=where)["outcome"] == "limit_reached"


def test_a_multiplier_and_a_fixed_award_have_limits_too() -> None:
    limits = [{"per": "order", "points": 40}]
    double = spend(id="two", award={"kind": "multiplier", "by": 2}, limits=limits)
    flat = spend(id="flat", award={"kind": "fixed", "points": 50}, limits=limits)

    assert earned(spend(), double, flat, snapshot=AN_ORDER) == {
        "spend": 257,
        "two": 40,
        "flat": 40,
    }


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("day", "2027-01-01"),
        ("week", "2026-W53"),
        ("month", "2027-01"),
        ("year", "2027"),
        ("ever", ""),
        ("order", ""),
    ],
)
def test_a_period_has_the_label_of_its_zone(period: str, label: str) -> None:
    late = datetime(2026, 12, 31, 17, tzinfo=UTC)

    assert period_label(period, late, "Asia/Jakarta") == label
