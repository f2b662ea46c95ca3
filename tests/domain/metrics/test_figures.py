"""Figures by day, and how far they reach towards a goal."""

from datetime import date
from fractions import Fraction

from app.domain.metrics.figures import (
    DayAmount,
    asset_of,
    by_period,
    metric_of,
    share,
    wanted,
)
from tests.domain.programme.documents import document

STARS = {"kind": "points", "id": "stars", "scale": 1}
CREDIT = {"kind": "credit", "id": "credit", "currency": "MYR"}
METRICS = [
    {"id": "stars-earned", "of": "points", "asset": "stars"},
    {"id": "nights", "of": "activity", "activity": "stay"},
]
DOCUMENT = document(assets=[CREDIT, STARS], metrics=METRICS)


def test_points_are_those_of_the_first_kind_of_points() -> None:
    assert DOCUMENT.main_points == "stars"
    assert document(assets=[CREDIT]).main_points == "credit"
    assert asset_of(DOCUMENT, "points") == "stars"
    assert asset_of(DOCUMENT, "stars-earned") == "stars"
    assert asset_of(DOCUMENT, "nights") is None


def test_a_metric_that_is_built_in_is_not_declared() -> None:
    assert metric_of(DOCUMENT, "spend") is None


def test_a_goal_is_kept_in_the_units_of_its_metric() -> None:
    assert wanted(DOCUMENT, "spend", amount={"MYR": 500}, count=None) == {"MYR": 500}
    assert wanted(DOCUMENT, "points", amount=None, count=3) == {"stars": 30}
    assert wanted(DOCUMENT, "nights", amount=None, count=3) == {"count": 3}


def test_what_was_spent_in_two_currencies_adds_up_by_its_share() -> None:
    goal = {"MYR": 30_000, "IDR": 1_000_000}

    assert share({"MYR": 15_000, "IDR": 500_000, "USD": 9}, goal) == 1
    assert share({"MYR": 14_999, "IDR": 500_000}, goal) < 1
    assert share({}, goal) == Fraction(0)


def test_days_are_summed_by_period_and_unit_within_their_bounds() -> None:
    days = [
        DayAmount(date(2026, 4, 30), "IDR", 1),
        DayAmount(date(2026, 5, 1), "IDR", 10),
        DayAmount(date(2026, 5, 31), "IDR", 100),
        DayAmount(date(2026, 5, 31), "MYR", 5),
        DayAmount(date(2026, 6, 1), "IDR", 1_000),
    ]

    found = by_period(days, "month", since=date(2026, 5, 1), until=date(2026, 6, 1))

    assert found == {date(2026, 5, 1): {"IDR": 110, "MYR": 5}}
    assert len(by_period(days, "month")) == 3
