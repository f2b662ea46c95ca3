"""Gifts of a plan: with its beginning, its months and its years."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.memberships.occasions import next_step, occasions
from app.domain.memberships.periods import Fee, runs_of
from app.domain.programme.memberships import Plan
from tests.domain.memberships.test_periods import (
    FEBRUARY,
    JANUARY,
    ZONE,
    at,
    fee,
    midnight,
)

POINTS = {"kind": "points", "points": 10}


def plan(**sections: Any) -> Plan:  # noqa: ANN401 - a document's
    return Plan.model_validate({"id": "club", **sections})


MARCH = at(2026, 3, 1)
MONTHLY = plan(monthly_gifts=[POINTS])


def told(
    made: Plan, *fees: Fee, until: datetime = MARCH
) -> list[tuple[str, int, object]]:
    runs = runs_of(fees, zone=ZONE, grace_days=made.grace_days)
    found = occasions(made, runs, zone=ZONE, at=until)
    return [(one.source, one.times, one.lapses_at) for one in found]


def test_each_month_brings_its_gift_and_the_gift_lapses_with_it() -> None:
    assert told(MONTHLY, JANUARY, FEBRUARY) == [
        ("month:2026-01-15", 1, midnight(2026, 2, 16)),
        ("month:2026-02-16", 1, midnight(2026, 3, 16)),
    ]


def test_a_month_that_is_not_paid_brings_none_not_even_in_grace() -> None:
    patient = plan(monthly_gifts=[POINTS], grace_days=5)

    assert [source for source, _, _ in told(patient, JANUARY)] == ["month:2026-01-15"]


def test_a_refunded_month_is_taken_back() -> None:
    refunded = replace(JANUARY, void_at=at(2026, 1, 20))

    assert [(source, times) for source, times, _ in told(MONTHLY, refunded)] == [
        ("month:2026-01-15", 0)
    ]


def test_a_trial_brings_gifts_only_where_the_plan_says_so() -> None:
    trial = replace(fee(at(2026, 1, 1), months=None, trial=True), days=14)
    paid = fee(at(2026, 1, 10), 2)
    generous = plan(monthly_gifts=[POINTS], trial_gifts=True)

    assert told(MONTHLY, trial) == []
    assert told(MONTHLY, trial, paid)[0][0] == "month:2026-01-16"
    assert told(generous, trial, paid)[0][0] == "month:2026-01-01"


def test_the_welcome_comes_once_and_goes_with_the_only_fee() -> None:
    welcoming = plan(gifts=[POINTS])
    refunded = replace(JANUARY, void_at=at(2026, 1, 20))
    again = fee(at(2026, 4, 1), 3)
    trial = fee(at(2025, 1, 1), 9, trial=True)

    assert told(welcoming, trial) == []
    assert told(welcoming, JANUARY, FEBRUARY) == [("welcome", 1, None)]
    assert told(welcoming, refunded) == [("welcome", 0, None)]
    assert told(welcoming, refunded, again, until=at(2026, 5, 1)) == [
        ("welcome", 1, None)
    ]


def test_each_year_brings_its_gift() -> None:
    yearly = plan(yearly_gifts=[POINTS])
    two = replace(fee(at(2026, 1, 15)), months=24)

    assert [source for source, _, _ in told(yearly, two, until=at(2028, 6, 1))] == [
        "year:2026-01-15",
        "year:2027-01-16",
    ]


def test_the_next_month_is_known_while_it_is_paid() -> None:
    runs = runs_of([JANUARY, FEBRUARY], zone=ZONE)

    assert next_step(MONTHLY, runs, ZONE, at=at(2026, 1, 20)) == midnight(2026, 2, 16)
    assert next_step(MONTHLY, runs, ZONE, at=at(2026, 2, 20)) is None
    assert next_step(plan(), runs, ZONE, at=at(2026, 1, 20)) is None


def test_what_has_not_begun_brings_nothing_yet() -> None:
    runs = runs_of([JANUARY], zone=ZONE)

    assert occasions(MONTHLY, runs, zone=ZONE, at=at(2026, 1, 1)) == []
    assert next_step(MONTHLY, runs, ZONE, at=at(2026, 1, 1)) is None
