"""Dated amounts are set to their targets and read by period."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.metrics.figures import DayAmount
from app.storage.members import MemberRepository
from app.storage.metrics import NOWHERE, MetricEntry, MetricReader, set_entries
from app.storage.standing import Mark, StandingRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.world import World, opened

MAY = date(2026, 5, 31)
JUNE = date(2026, 6, 1)


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        yield made


@pytest.fixture
def member_id(world: World) -> UUID:
    found = world.env.ids.new()
    world.run(lambda uow: MemberRepository(uow).add(found, at=NOON, state="active"))
    return found


def entry(member_id: UUID, source: str, amount: int, day: date = MAY) -> MetricEntry:
    return MetricEntry(member_id, "spend", NOWHERE, source, day, amount, "IDR")


def put(world: World, *entries: MetricEntry) -> None:
    world.run(lambda uow: set_entries(uow, entries))


def rows(world: World) -> int:
    def count(uow: UnitOfWork) -> int:
        found: int = uow.connection.exec_driver_sql(
            "SELECT count(*) FROM metric_entry"
        ).scalar_one()
        return found

    found: int = world.run(count)
    return found


def test_an_amount_is_set_and_never_added_to(world: World, member_id: UUID) -> None:
    put(world, entry(member_id, "a", 100))
    put(world, entry(member_id, "a", 60, JUNE))

    def read(uow: UnitOfWork) -> list[MetricEntry]:
        return MetricReader(uow).entries(member_id, ["spend"])

    assert world.run(read) == [entry(member_id, "a", 60, JUNE)]


def test_nothing_is_kept_for_nothing_but_what_stood_is_brought_to_nothing(
    world: World, member_id: UUID
) -> None:
    put(world)
    put(world, entry(member_id, "a", 0), entry(member_id, "b", 5))
    assert rows(world) == 1

    put(world, entry(member_id, "b", 0))

    assert rows(world) == 1
    assert world.run(lambda uow: MetricReader(uow).total(member_id, "spend")) == 0


def test_sums_are_by_day_period_and_unit(world: World, member_id: UUID) -> None:
    rupiah, ringgit = entry(member_id, "a", 100), entry(member_id, "b", 7)
    put(world, rupiah, replace(ringgit, unit="MYR"), entry(member_id, "c", 30, JUNE))

    def read(uow: UnitOfWork) -> None:
        reader = MetricReader(uow)
        assert reader.total(member_id, "spend", unit="IDR") == 130
        assert reader.total(member_id, "spend", unit="IDR", until=JUNE) == 100
        assert reader.total(member_id, "spend", since=JUNE) == 30
        assert reader.totals([], "spend") == {}
        assert reader.by_period(member_id, "spend", "month", unit="IDR") == {
            date(2026, 5, 1): 100,
            JUNE: 30,
        }
        assert reader.by_day(member_id, ["spend"]) == {
            "spend": [
                DayAmount(MAY, "IDR", 100),
                DayAmount(MAY, "MYR", 7),
                DayAmount(JUNE, "IDR", 30),
            ]
        }
        assert reader.by_day(member_id, []) == {}
        assert not reader.matured_asked

    world.run(read)


def test_who_asks_for_matured_amounts_sees_them_from_their_instant_on(
    world: World, member_id: UUID
) -> None:
    put(world, replace(entry(member_id, "a", 100), counts_from=NOON))

    def read(uow: UnitOfWork) -> None:
        reader, before = MetricReader(uow), NOON - timedelta(microseconds=1)
        assert reader.next_maturing(member_id, after=before) == NOON
        assert reader.next_maturing(member_id, after=NOON) is None
        assert reader.total(member_id, "spend", at=before) == 0
        assert reader.total(member_id, "spend", at=NOON) == 100
        assert reader.total(member_id, "spend") == 100
        assert reader.matured_asked

    world.run(read)


def test_a_member_is_due_once(world: World, member_id: UUID) -> None:
    def write(uow: UnitOfWork) -> None:
        standing = StandingRepository(uow)
        standing.lock(member_id)
        standing.save(member_id, evaluated_at=NOON, due_at=NOON)
        assert standing.take_due(NOON - timedelta(seconds=1), most=10) == []
        assert standing.take_due(NOON, most=10) == [member_id]
        assert standing.take_due(NOON, most=10) == []

    world.run(write)


def test_marks_of_two_members_become_one_set(world: World, member_id: UUID) -> None:
    other = world.env.ids.new()
    mine = Mark("card", "ever", 2, None, 1, NOON, NOON)
    theirs = replace(mine, times=5)
    more = replace(mine, source="2026-05", goal=3)

    def write(uow: UnitOfWork) -> None:
        MemberRepository(uow).add(other, at=NOON, state="active")
        standing = StandingRepository(uow)
        standing.save_marks(member_id, [])
        standing.save_marks(member_id, [mine])
        standing.save_marks(other, [theirs, more])
        standing.move(other, member_id)
        assert standing.marks(member_id) == [more, mine]
        assert standing.marks(other) == []

    world.run(write)
