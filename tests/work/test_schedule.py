"""Timers run once, late rather than never, and by the programme's own clock."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest

from app import schedule
from app.schedule import LEASE, TIMERS, Timer, next_time
from app.services.env import Env
from app.storage.schedule import ScheduleRepository, TaskRow
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.servers import Shared
from tests.world import World, opened


@dataclass(slots=True)
class Run:
    """Timers that remember when they ran, and fail when they are told to."""

    world: World
    ran: list[tuple[str, datetime]] = field(default_factory=list)
    trouble: dict[str, Exception] = field(default_factory=dict)
    timers: tuple[Timer, ...] = ()

    def timer(self, name: str, cron: str, lease: timedelta = LEASE) -> None:
        def sweep(env: Env, _programme_id: UUID) -> str:
            self.ran.append((name, env.clock.now()))
            if name in self.trouble:
                raise self.trouble[name]
            return f"{name} did it"

        self.timers = (*self.timers, Timer(name, cron, sweep, lease))

    def ensure(self) -> int:
        return schedule.ensure(self.world.env, self.timers)

    def due(self, most: int = 100) -> int:
        return schedule.run_due(self.world.env, self.timers, most=most)

    def rows(self) -> dict[str, TaskRow]:
        found: dict[str, TaskRow] = self.world.run(
            lambda uow: {row.name: row for row in ScheduleRepository(uow).listed()}
        )
        return found


@pytest.fixture(scope="module")
def shared_world(shared_servers: Shared) -> Iterator[World]:
    with shared_servers.copy() as url, opened(url) as world:
        yield world


@pytest.fixture
def run(shared_world: World) -> Run:
    shared_world.clock.instant = NOON

    def clear(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql("DELETE FROM scheduled_task")

    shared_world.run(clear)
    return Run(shared_world)


def test_a_programme_gets_its_timers_once(run: Run) -> None:
    run.timer("hourly", "0 * * * *")
    run.timer("nightly", "30 2 * * *")

    assert [run.ensure(), run.ensure()] == [1, 0]

    rows = run.rows()
    assert rows["hourly"].next_at == NOON + timedelta(hours=1)
    # Half past two in Jakarta is half past seven in the evening, UTC.
    assert rows["nightly"].next_at == datetime(2026, 11, 22, 19, 30, tzinfo=UTC)


def test_a_timer_runs_when_its_instant_has_come_and_not_before(run: Run) -> None:
    run.timer("hourly", "0 * * * *")
    run.ensure()

    run.world.clock.instant = NOON + timedelta(hours=1, microseconds=-1)
    assert run.due() == 0
    run.world.clock.instant = NOON + timedelta(hours=1)
    assert run.due() == 1

    row = run.rows()["hourly"]
    assert run.ran == [("hourly", NOON + timedelta(hours=1))]
    assert row.next_at == NOON + timedelta(hours=2)
    assert (row.result, row.failures) == ("hourly did it", 0)


def test_a_timer_that_was_missed_for_days_runs_once(run: Run) -> None:
    run.timer("hourly", "0 * * * *")
    run.ensure()

    run.world.clock.advance(days=3, minutes=7)

    assert [run.due(), run.due()] == [1, 0]
    assert run.rows()["hourly"].next_at == NOON + timedelta(days=3, hours=1)


def test_the_one_that_waits_longest_runs_first(run: Run) -> None:
    run.timer("late", "30 * * * *")
    run.timer("early", "10 * * * *")
    run.ensure()

    run.world.clock.advance(minutes=45)
    run.due()

    assert [name for name, _ in run.ran] == ["early", "late"]


def test_a_sweep_that_fails_stops_no_other_and_waits_longer_each_time(
    run: Run,
) -> None:
    run.timer("bad", "* * * * *")
    run.timer("good", "* * * * *")
    run.trouble["bad"] = KeyError("x")
    run.ensure()

    waits: list[timedelta] = []
    for _ in range(5):
        run.world.clock.instant = run.rows()["bad"].next_at
        run.due()
        waits.append(run.rows()["bad"].next_at - run.world.clock.now())

    assert ("good", NOON + timedelta(minutes=1)) in run.ran
    assert waits == sorted(waits)
    assert waits[-1] >= timedelta(minutes=16)
    assert run.rows()["bad"].failures == 5
    assert run.rows()["bad"].result == "unexpected:KeyError"
    run.trouble.clear()
    run.world.clock.instant = run.rows()["bad"].next_at
    run.due()
    assert run.rows()["bad"].failures == 0


def test_a_scheduler_that_died_in_a_sweep_is_followed_up(run: Run) -> None:
    run.timer("hourly", "0 * * * *")
    run.ensure()
    run.world.clock.advance(hours=1)
    at = run.world.clock.now()
    taken = run.world.run(
        lambda uow: ScheduleRepository(uow).take_due(
            at, at + LEASE, run.world.env.ids.new()
        )
    )

    assert run.due() == 0
    run.world.clock.advance(minutes=10)
    assert run.due() == 1

    # The dead one comes back to life: it is too late.
    late = run.world.run(
        lambda uow: ScheduleRepository(uow).finish(
            taken, at, at, result="late", failed=False
        )
    )
    assert late is False
    assert run.rows()["hourly"].result == "hourly did it"


def test_a_long_sweep_is_not_begun_a_second_time(run: Run) -> None:
    run.timer("long", "* * * * *", timedelta(hours=3))
    run.ensure()
    run.world.clock.advance(minutes=1)
    seen: list[datetime] = []

    def look(env: Env, _programme_id: UUID) -> None:
        seen.append(run.rows()["long"].next_at)
        env.clock.now()

    timer = Timer("long", "* * * * *", look, timedelta(hours=3))
    schedule.run_due(run.world.env, [timer], most=1)

    assert seen == [run.world.clock.now() + timedelta(hours=3)]


def test_many_schedulers_run_a_timer_once(run: Run) -> None:
    for number in range(12):
        run.timer(f"timer-{number}", "0 * * * *")
    run.ensure()
    run.world.clock.advance(hours=1)
    gate = Barrier(6)

    def work() -> None:
        gate.wait()
        run.due()

    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run.due()

    assert sorted(name for name, _ in run.ran) == sorted(
        timer.name for timer in run.timers
    )


def test_a_timer_that_the_program_lost_is_forgotten(run: Run) -> None:
    run.timer("old", "0 * * * *")
    run.timer("kept", "0 * * * *")
    run.ensure()
    run.timers = run.timers[1:]
    run.world.clock.advance(hours=1)

    run.due()

    assert list(run.rows()) == ["kept"]
    assert [name for name, _ in run.ran] == ["kept"]


def test_a_new_rhythm_counts_from_the_next_run_on(run: Run) -> None:
    run.timer("it", "0 * * * *")
    run.ensure()
    run.timers = ()
    run.timer("it", "*/5 * * * *")
    run.world.clock.advance(hours=1)

    run.due()

    assert run.rows()["it"].next_at == NOON + timedelta(hours=1, minutes=5)


def test_a_programme_that_moved_keeps_its_local_hour(run: Run) -> None:
    run.timer("nightly", "30 2 * * *")
    run.ensure()

    def move(zone: str) -> None:
        run.world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "UPDATE programme SET timezone = %s", (zone,)
            )
        )

    move("America/Lima")
    run.world.clock.instant = run.rows()["nightly"].next_at
    run.due()
    move("Asia/Jakarta")

    assert run.rows()["nightly"].next_at == datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cron", "zone", "after", "expected"),
    [
        # The clocks in Berlin jump from 02:00 to 03:00 on 28 March 2027 …
        ("30 2 * * *", "Europe/Berlin", "2027-03-27T12:00", "2027-03-28T01:00"),
        # … and back from 03:00 to 02:00 on 31 October: once, not twice.
        ("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00", "2026-10-25T00:30"),
        ("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30", "2026-10-26T01:30"),
        ("0 0 29 2 *", "UTC", "2026-01-01T00:00", "2028-02-29T00:00"),
        ("* * * * *", "Asia/Kathmandu", "2026-11-22T12:00", "2026-11-22T12:01"),
    ],
)
def test_local_time_is_followed_over_every_leap(
    cron: str, zone: str, after: str, expected: str
) -> None:
    begins = datetime.fromisoformat(after).replace(tzinfo=UTC)

    assert next_time(cron, zone, begins) == datetime.fromisoformat(expected).replace(
        tzinfo=UTC
    )


def test_every_timer_of_the_program_has_a_name_of_its_own_and_a_rhythm() -> None:
    names = [timer.name for timer in TIMERS]

    assert len(set(names)) == len(names)
    assert all(next_time(timer.cron, "UTC", NOON) > NOON for timer in TIMERS)


def test_stopping_is_asked_between_timers(run: Run) -> None:
    run.timer("one", "* * * * *")
    run.ensure()
    run.world.clock.advance(minutes=1)

    ran = schedule.run_due(run.world.env, run.timers, most=9, stopping=lambda: True)

    assert (ran, run.ran) == (0, [])


def test_every_programme_has_its_own_timers(fresh_database_url: str) -> None:
    with opened(fresh_database_url) as world:
        env, ids = world.env, world.env.ids
        run = Run(world)
        run.timer("one", "* * * * *")
        other, merchant_id = ids.new(), ids.new()

        def found(uow: UnitOfWork) -> None:
            stores = StoreRepository(uow)
            stores.add_merchant(merchant_id, "Dua", at=NOON)
            stores.add_programme(
                merchant_id=merchant_id,
                name="Dua",
                timezone="UTC",
                pepper=bytes(32),
                at=NOON,
            )

        env.database.run(other, found)

        assert run.ensure() == 2
        world.clock.advance(minutes=1)
        assert run.due() == 2
