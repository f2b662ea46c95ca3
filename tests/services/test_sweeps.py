"""Maturation and expiry by the clock, and what stops them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.domain.ledger import Balance, Book, Key
from app.domain.ledger.brake import FEW_MEMBERS, ClockGuard
from app.domain.ledger.freezes import Freeze
from app.services import brakes, sweeps
from app.services.env import Env
from app.services.sealing import seal
from app.services.sweeps import SweepReport, expire, mature
from app.storage.statistics import analyze_grown
from app.storage.unit_of_work import Database
from app.wiring.clock import SystemClock
from tests.domain.ledger.worlds import POINTS, InDatabase
from tests.factories import DAY, NOON
from tests.world import HandClock, World, opened

ADA = UUID(int=0xADA)


@dataclass(slots=True)
class MachineClock(HandClock):
    """Claims to be the machine's own."""

    of_machine: bool = True


@pytest.fixture
def here(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        yield made


@pytest.fixture
def ledger(here: World) -> InDatabase:
    return InDatabase(here.env.database, here.programme_id, here.env.ids)


def grant(
    ledger: InDatabase,
    amount: int,
    *,
    member_id: UUID = ADA,
    ready: datetime | None = None,
    lapses_at: datetime | None = None,
) -> None:
    def do(book: Book) -> None:
        book.accrue(
            Key.of("grant", ledger.ids.new()),
            member_id=member_id,
            asset=POINTS,
            amount=amount,
            award_id=None,
            occurred_at=NOON,
            at=NOON,
            pending=ready is not None,
            available_from=ready,
            lapses_at=lapses_at,
            zone="UTC",
        )

    ledger.act(do, [(member_id, POINTS)])


def test_pending_units_mature_when_their_wait_is_over(
    here: World, ledger: InDatabase
) -> None:
    grant(ledger, 30, ready=NOON + DAY)
    grant(ledger, 12, ready=NOON + 2 * DAY)

    assert mature(here.env, here.programme_id) == SweepReport()
    here.clock.advance(days=1)
    assert mature(here.env, here.programme_id) == SweepReport(lots=1, units=30)
    assert mature(here.env, here.programme_id) == SweepReport()

    assert ledger.balance(ADA) == Balance(pending=12, available=30)


def test_old_units_expire_at_the_instant_and_once(
    here: World, ledger: InDatabase
) -> None:
    grant(ledger, 30, lapses_at=NOON + DAY)
    grant(ledger, 12)

    here.clock.instant = NOON + DAY - timedelta(microseconds=1)
    assert expire(here.env, here.programme_id) == SweepReport()
    here.clock.instant = NOON + DAY
    assert expire(here.env, here.programme_id) == SweepReport(lots=1, units=30)
    assert expire(here.env, here.programme_id) == SweepReport()

    assert ledger.balance(ADA) == Balance(available=12)


def test_a_late_sweep_matures_and_then_expires(here: World, ledger: InDatabase) -> None:
    grant(ledger, 30, ready=NOON + DAY, lapses_at=NOON + 10 * DAY)
    here.clock.advance(days=20)

    mature(here.env, here.programme_id)
    expire(here.env, here.programme_id)

    assert ledger.balance(ADA) == Balance()


def test_a_sweep_goes_on_until_nothing_is_due(
    here: World, ledger: InDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "LOTS_AT_ONCE", 2)
    for n in range(5):
        grant(ledger, 10, member_id=UUID(int=n + 1), ready=NOON)

    assert mature(here.env, here.programme_id) == SweepReport(lots=5, units=50)


def test_a_frozen_members_lots_wait_and_keep_nobody_else_waiting(
    here: World, ledger: InDatabase
) -> None:
    grant(ledger, 10, ready=NOON)
    grant(ledger, 20, member_id=UUID(int=1), ready=NOON)
    ledger.read(
        lambda repository: repository.freeze(
            ADA, Freeze.WRITES, reason="review", at=NOON
        )
    )

    assert mature(here.env, here.programme_id) == SweepReport(lots=1, units=20)
    assert ledger.balance(ADA) == Balance(pending=10)


def set_state(here: World, state: str) -> None:
    here.run(
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE programme SET state = %s", (state,)
        )
    )


def test_the_sweeps_of_a_frozen_programme_stop(here: World, ledger: InDatabase) -> None:
    grant(ledger, 10, ready=NOON)
    set_state(here, "frozen")

    stopped = SweepReport(stopped="programme_frozen")

    assert mature(here.env, here.programme_id) == stopped
    assert expire(here.env, here.programme_id) == stopped


def many(ledger: InDatabase, members: int, lapsing: int, staying: int) -> None:
    for n in range(members):
        member_id = UUID(int=n + 1)
        grant(ledger, lapsing, member_id=member_id, lapses_at=NOON)
        grant(ledger, staying, member_id=member_id)


def test_more_than_five_percent_at_once_waits_for_a_person(
    here: World, ledger: InDatabase
) -> None:
    many(ledger, FEW_MEMBERS, lapsing=6, staying=94)

    assert expire(here.env, here.programme_id).stopped == "share_of_available"
    confirmed = expire(here.env, here.programme_id, confirmed=True)

    assert confirmed == SweepReport(lots=FEW_MEMBERS, units=6 * FEW_MEMBERS)


def test_five_percent_goes_through(here: World, ledger: InDatabase) -> None:
    many(ledger, FEW_MEMBERS, lapsing=5, staying=95)

    assert expire(here.env, here.programme_id).units == 5 * FEW_MEMBERS


def test_five_times_the_daily_mean_waits_for_a_person(
    here: World, ledger: InDatabase
) -> None:
    grant(ledger, 1, lapses_at=NOON)
    expire(here.env, here.programme_id)
    many(ledger, FEW_MEMBERS, lapsing=1, staying=99)

    assert expire(here.env, here.programme_id).stopped == "daily_mean"


def with_clock(here: World, clock: HandClock | SystemClock) -> Env:
    return replace(here.env, clock=clock)


def test_a_process_whose_clock_is_out_of_step_does_not_sweep(
    here: World, ledger: InDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brakes, "GUARD", ClockGuard())
    grant(ledger, 10, ready=NOON)
    env = with_clock(here, MachineClock(NOON + 365 * DAY))

    assert mature(env, here.programme_id).stopped == "clocks_apart"
    assert ledger.balance(ADA) == Balance(pending=10)


def test_the_machines_own_clock_is_held_against_the_databases(
    here: World, ledger: InDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = ClockGuard()
    monkeypatch.setattr(brakes, "GUARD", guard)
    grant(ledger, 10, ready=NOON - 3650 * DAY)

    report = mature(with_clock(here, SystemClock()), here.programme_id)

    assert report == SweepReport(lots=1, units=10)
    assert guard != ClockGuard()


def test_sealing_takes_what_waits(here: World, ledger: InDatabase) -> None:
    grant(ledger, 10)
    grant(ledger, 20)

    assert seal(here.env, here.programme_id) == 2
    assert seal(here.env, here.programme_id) == 0


def test_a_long_queue_makes_the_planner_look_at_what_grew(
    here: World, ledger: InDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Database] = []
    monkeypatch.setattr("app.services.sealing.MOST_AT_ONCE", 2)
    monkeypatch.setattr("app.services.sealing.analyze_grown", asked.append)
    grant(ledger, 10)
    grant(ledger, 20)

    seal(here.env, here.programme_id)
    seal(here.env, here.programme_id)

    assert asked == [here.env.database]


def test_tables_that_doubled_are_analysed_and_then_left_alone(
    here: World, ledger: InDatabase
) -> None:
    members = [UUID(int=n + 1) for n in range(400)]
    before = analysed_by_itself(here)

    def do(book: Book) -> None:
        for member_id in members:
            book.accrue(
                Key.of("import", member_id),
                member_id=member_id,
                asset=POINTS,
                amount=1,
                award_id=None,
                occurred_at=NOON,
                at=NOON,
                pending=False,
                available_from=None,
                lapses_at=None,
                zone="UTC",
            )

    ledger.act(do, [(member_id, POINTS) for member_id in members])
    flush_statistics(here)

    # On a slow machine the server's own rounds may have come first.
    grown = analyze_grown(here.env.database)
    assert grown >= 1 or analysed_by_itself(here) > before
    flush_statistics(here)
    assert analyze_grown(here.env.database) == 0


def analysed_by_itself(here: World) -> int:
    with here.env.database.unbound() as connection:
        asked = "SELECT coalesce(sum(autoanalyze_count), 0) FROM pg_stat_user_tables"
        return int(connection.exec_driver_sql(asked).scalar_one())


def flush_statistics(here: World) -> None:
    """Have the server count what its sessions did; they report when idle."""
    here.env.database.engine.dispose()
    with here.env.database.unbound() as connection:
        connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")
