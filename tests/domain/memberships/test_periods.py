"""Periods of a plan from what was paid for it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.domain.memberships.periods import Fee, Period, active_plans, runs_of

ZONE = "Asia/Jakarta"


def at(year: int, month: int, day: int, hour: int = 3) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC) - timedelta(hours=7)


def fee(
    began_at: datetime, number: int = 1, *, months: int | None = 1, trial: bool = False
) -> Fee:
    return Fee(UUID(int=number), "club", began_at, months=months, trial=trial)


def told(*fees: Fee, grace_days: int = 0) -> list[list[tuple[object, ...]]]:
    return [
        [(one.starts_at, one.ends_at, one.ending) for one in run.periods]
        for run in runs_of(fees, zone=ZONE, grace_days=grace_days)
    ]


JANUARY = fee(at(2026, 1, 15))
FEBRUARY = fee(at(2026, 2, 10), 2)


def test_a_month_ends_at_midnight_after_the_same_day() -> None:
    assert told(JANUARY) == [[(at(2026, 1, 15), midnight(2026, 2, 16), "lapses")]]


def test_a_renewal_before_the_end_lengthens_it() -> None:
    assert told(FEBRUARY, JANUARY) == [
        [
            (at(2026, 1, 15), midnight(2026, 2, 16), "continues"),
            (midnight(2026, 2, 16), midnight(2026, 3, 16), "lapses"),
        ]
    ]


def test_a_renewal_after_the_end_begins_anew_unless_grace_runs() -> None:
    late = fee(at(2026, 2, 18), 2)

    assert len(told(JANUARY, late)) == 2
    assert told(JANUARY, late, grace_days=3) == [
        [
            (at(2026, 1, 15), midnight(2026, 2, 16), "continues"),
            (midnight(2026, 2, 16), midnight(2026, 3, 19), "lapses"),
        ]
    ]


def test_a_plan_begun_on_the_31st_does_not_creep() -> None:
    began = [
        fee(at(2026, 1, 31)),
        fee(at(2026, 2, 20), 2),
        fee(at(2026, 3, 20), 3),
    ]

    assert [one[1] for one in told(*began)[0]] == [
        midnight(2026, 3, 1),
        midnight(2026, 4, 1),
        midnight(2026, 5, 1),
    ]


def test_several_at_once_last_longer() -> None:
    assert told(replace(JANUARY, quantity=3))[0][0][1] == midnight(2026, 4, 16)


def test_days_an_end_or_a_life() -> None:
    days = replace(fee(at(2026, 1, 1), months=None), days=30)
    until = replace(fee(at(2026, 1, 1), months=None), ends_at=at(2026, 3, 1))

    assert told(days)[0][0][1] == midnight(2026, 2, 1)
    assert told(until)[0][0][1:] == (at(2026, 3, 1), "lapses")
    assert told(fee(at(2026, 1, 1), months=None))[0][0][1:] == (None, "never")


def test_nothing_lengthens_a_life() -> None:
    assert len(told(fee(at(2026, 1, 1), months=None), FEBRUARY)[0]) == 1


def test_a_trial_is_followed_by_what_is_paid() -> None:
    trial = replace(fee(at(2026, 1, 1), months=None, trial=True), days=14)
    paid = fee(at(2026, 1, 10), 2)

    assert told(trial, paid) == [
        [
            (at(2026, 1, 1), midnight(2026, 1, 16), "continues"),
            (midnight(2026, 1, 16), midnight(2026, 2, 16), "lapses"),
        ]
    ]


def test_a_trial_is_for_those_who_never_had_the_plan() -> None:
    trial = fee(at(2026, 5, 1), 2, trial=True)

    assert len(told(JANUARY, trial)) == 1


def test_a_refund_ends_it_at_once_and_what_follows_runs_from_there() -> None:
    refunded = replace(JANUARY, void_at=at(2026, 2, 12))

    assert told(refunded) == [[(at(2026, 1, 15), at(2026, 2, 12), "refunded")]]
    assert told(refunded, FEBRUARY) == [
        [
            (at(2026, 1, 15), at(2026, 2, 12), "refunded"),
            (at(2026, 2, 12), midnight(2026, 3, 13), "lapses"),
        ]
    ]


def test_a_refund_of_a_life_ends_it_and_a_late_refund_ends_nothing() -> None:
    life = replace(fee(at(2026, 1, 1), months=None), void_at=at(2026, 4, 1))
    late = replace(JANUARY, void_at=at(2026, 3, 1))

    assert told(life)[0][0][1:] == (at(2026, 4, 1), "refunded")
    assert told(late)[0][0][2] == "lapses"


def test_a_fee_that_was_void_before_its_period_counts_for_nothing() -> None:
    renewal = replace(FEBRUARY, void_at=at(2026, 2, 11))

    assert told(JANUARY, renewal) == told(JANUARY)
    assert told(replace(JANUARY, void_at=at(2026, 1, 15))) == []


def test_an_end_that_was_set_before_what_is_paid_changes_nothing() -> None:
    shorter = replace(fee(at(2026, 1, 20), 2, months=None), ends_at=at(2026, 2, 1))

    assert told(JANUARY, shorter) == told(JANUARY)


@pytest.mark.parametrize(
    ("instant", "active"),
    [
        (at(2026, 1, 14), set()),
        (at(2026, 1, 15), {"club"}),
        (midnight(2026, 2, 16), set()),
    ],
)
def test_a_plan_is_active_from_its_beginning_until_before_its_end(
    instant: datetime, active: set[str]
) -> None:
    found: dict[str, Period] = active_plans(runs_of([JANUARY], zone=ZONE), instant)

    assert set(found) == active


def test_a_life_is_active_for_good() -> None:
    life = runs_of([fee(at(2026, 1, 1), months=None)], zone=ZONE)

    assert active_plans(life, at(2090, 1, 1))
