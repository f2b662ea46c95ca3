"""Figures of a period are what a person with pencil and paper would come to."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from app.domain.events import CustomerProfile, OrderSnapshot
from app.domain.words import Language
from app.services.analytics import reading
from app.services.analytics.reading import Reading, read, sweep
from app.storage.analytics import measuring
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, customer, guest, line, order
from tests.world import POINTS_IDR, World, opened

EN = Language.EN
ANA = customer("1", email="ana@mail.test")
BUDI = customer("2", email="budi@mail.test")
CICI = customer("3", email="cici@mail.test")


def bought(
    ref: str, day: datetime, amount: str, who: CustomerProfile | None, back: str = "0"
) -> OrderSnapshot:
    return order(
        line(amount, refunded=back), ref=ref, at=day, who=who, nobody=who is None
    )


STORY = (
    bought("1", datetime.fromisoformat("2026-10-10T03:00Z"), "100000", ANA),
    bought("2", datetime.fromisoformat("2026-10-12T03:00Z"), "100000", BUDI),
    bought("3", datetime.fromisoformat("2026-11-05T03:00Z"), "200000", ANA),
    bought("4", datetime.fromisoformat("2026-11-10T03:00Z"), "300000", CICI),
    bought("5", datetime.fromisoformat("2026-11-11T03:00Z"), "50000", guest()),
    bought("6", datetime.fromisoformat("2026-11-12T03:00Z"), "70000", None),
    bought("7", datetime.fromisoformat("2026-11-20T03:00Z"), "100000", ANA, "50000"),
    # All of it came back: it was no purchase, whatever its state.
    bought("0", datetime.fromisoformat("2026-11-15T03:00Z"), "80000", BUDI, "80000"),
    order(line("900000"), ref="8", at=NOON - timedelta(days=1), who=ANA, test=True),
)


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        made.settle(*STORY)
        # Whoever has an account joined with their first order.
        made.run(
            lambda uow: uow.connection.exec_driver_sql(
                "UPDATE member m SET joined_at = (SELECT min(o.placed_at)"
                " FROM order_settlement o WHERE o.member_id = m.member_id)"
                " WHERE state = 'active'"
            )
        )
        yield made


@pytest.fixture
def found(world: World) -> Reading:
    shown: Reading = world.run(lambda uow: read(world.env, uow, 28))
    return shown


@pytest.mark.parametrize(
    ("name", "part", "whole"),
    [
        ("members", 3, 1),
        ("new_members", 1, 1),
        # Ana's two and Cici's one, of five; Ana's third was before.
        ("member_share", 3, 5),
        # Ana and Cici, of these, the guest, and somebody unknown.
        ("enrolment_rate", 2, 4),
        ("purchase_frequency", 3, 2),
        ("average_order", 550_000, 3),
        ("average_order_others", 120_000, 2),
        ("sales", 670_000, 5),
        ("repeat_rate", 1, 3),
        # Ana and Budi ordered in the 28 days before, Ana in these too.
        ("retention", 1, 2),
        ("churn", 1, 2),
        ("lifetime_value", 750_000, 3),
        # Ana's second and third order, of hers, Cici's and the guest's.
        ("returning_revenue", 250_000, 600_000),
        ("orders_with_reward", 0, 5),
        ("participation", 0, 3),
    ],
)
def test_a_figure_is_so_many_of_so_many(
    found: Reading, name: str, part: int, whole: int
) -> None:
    figure = found.of(name)

    assert (figure.part, figure.whole) == (part, whole)


def test_the_period_before_stands_beside_it(found: Reading) -> None:
    assert found.was("average_order").part == 200_000
    assert found.of("members").change_text(found.was("members"), EN) == "+50.0%"
    assert (found.span.since, found.span.until) == (
        date(2026, 10, 26),
        date(2026, 11, 22),
    )


def test_a_day_ends_at_midnight_where_the_programme_is(world: World) -> None:
    late = datetime.fromisoformat("2026-10-25T17:30Z")
    world.settle(bought("9", late, "10000", BUDI))

    shown = world.run(lambda uow: read(world.env, uow, 28))

    assert shown.of("member_share").whole == 6


def test_cohorts_count_who_ordered_again_after_the_day_they_joined(
    found: Reading,
) -> None:
    members = found.months("cohort_members")
    october = members["2026-10"]

    # Ana and Budi joined in October; Ana ordered again 26 days later.
    assert (october[1].part, october[1].whole) == (1, 2)
    assert october[1].text(EN) == "50%"
    assert members["2026-11"][1].part == 0
    # November is not two months old yet.
    assert set(members["2026-11"]) == {1}
    assert found.months("cohort_others")["2026-11"][1].whole == 1


def test_an_unknown_period_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="a period has one of"):
        world.run(lambda uow: read(world.env, uow, 5))


def test_a_large_programme_is_told_what_was_worked_out_by_night(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "FEW", 3)
    early = world.run(lambda uow: read(world.env, uow, 28))
    world.clock.advance(days=1)

    done = sweep(world.env, world.programme_id)
    again = sweep(world.env, world.programme_id)
    shown = world.run(lambda uow: read(world.env, uow, 28))

    assert (early.is_ready, early.of("members").part) == (False, 0)
    assert (done, again) == (2 * len(reading.PERIODS), 0)
    assert shown.is_ready
    assert shown.span.until == date(2026, 11, 22)
    assert shown.of("average_order").part == 550_000
    assert shown.was("average_order").part == 200_000


def test_a_small_programme_keeps_nothing(world: World) -> None:
    assert sweep(world.env, world.programme_id) == 0

    def rows(uow: UnitOfWork) -> int:
        counted: int = uow.connection.exec_driver_sql(
            "SELECT count(*) FROM analytics_figure"
        ).scalar_one()
        return counted

    assert world.run(rows) == 0


def test_an_empty_programme_has_nothing_to_divide(fresh_database_url: str) -> None:
    with opened(fresh_database_url) as empty:
        shown = empty.run(lambda uow: read(empty.env, uow, 365))

    assert shown.of("repeat_rate").text(EN) is None
    assert shown.of("average_order").text(EN) is None
    assert shown.of("members").text(EN) == "0"
