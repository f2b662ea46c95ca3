"""A past that comes in one file is waited for, read on, and asked for anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import pytest

from app.domain.errors import PlatformRefused
from app.domain.events import OrderSnapshot
from app.domain.ledger import Balance
from app.ports import Platform, StoreConnection
from app.services import backfills
from app.storage.backfills import BackfillRepository, RunRow
from tests.factories import DAY, NOON, customer, line, order
from tests.services.test_backfills import (
    ON_A_PAGE,
    Listing,
    begin,
    known,
    past,
    run_of,
    work,
)
from tests.services.test_past_orders import credited_after
from tests.world import POINTS_IDR, World, opened


@pytest.fixture
def listing() -> Listing:
    return Listing([customer(f"c{n}") for n in range(4)], past())


@pytest.fixture
def world(fresh_database_url: str, listing: Listing) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        row = made.store
        made.env = replace(
            made.env, platforms={row.platform: cast("Platform", listing)}
        )
        yield made


@dataclass
class File:
    """A platform that makes a file: not ready at once, and once it fails."""

    snapshots: Sequence[OrderSnapshot]
    states: list[str | None]
    asked: int = 0

    def begin(self, _store: StoreConnection, *, since: datetime) -> str:
        self.asked += 1
        return f"file-{self.asked}"

    def ready(self, _store: StoreConnection, name: str) -> str | None:
        found = self.states.pop(0) if self.states else f"place of {name}"
        if found == "FAILED":
            raise PlatformRefused("it failed", reason="FAILED")
        return found

    def orders(
        self, _store: StoreConnection, where: str, *, place: int
    ) -> tuple[list[OrderSnapshot], int | None]:
        end = place + ON_A_PAGE
        more = end if end < len(self.snapshots) else None
        return list(self.snapshots[place:end]), more


def test_a_file_is_waited_for_and_read_on_and_asked_for_anew_when_it_fails(
    world: World, listing: Listing
) -> None:
    file = File(
        [replace(each, complete=False) for each in listing.snapshots],
        [None, "FAILED"],
    )
    world.env = replace(world.env, history_readers={world.store.platform: file})
    run = begin(world)

    for _ in range(6):
        work(world)
        world.clock.advance(seconds=5)

    assert run_of(world, run.run_id).state == "done"
    assert file.asked == 2
    assert known(world).orders == 8


def test_a_file_of_nothing_ends_the_reading(world: World) -> None:
    file = File([], ["", ""])
    world.env = replace(world.env, history_readers={world.store.platform: file})
    run = begin(world)

    for _ in range(3):
        work(world)
        world.clock.advance(seconds=5)

    assert run_of(world, run.run_id).state == "done"


def test_settling_from_a_file_reads_what_it_shows_in_part(
    world: World, listing: Listing
) -> None:
    world.publish(POINTS_IDR)
    file = File([replace(each, complete=False) for each in listing.snapshots], [])
    world.env = replace(world.env, history_readers={world.store.platform: file})

    begin(world, "settle")
    for _ in range(3):
        work(world)
        world.clock.advance(seconds=5)

    assert credited_after(world) == 8


def test_a_file_never_beats_what_was_delivered_after_it_was_made(world: World) -> None:
    world.publish(POINTS_IDR)
    placed = NOON - 30 * DAY
    before = order(ref="A1", at=placed, version=placed)
    refund = order(line(refunded="257900"), ref="A1", at=placed, version=NOON)
    file = File([before], [None])
    world.env = replace(world.env, history_readers={world.store.platform: file})
    begin(world, "settle")
    work(world)
    world.settle(before)
    world.settle(refund)

    for _ in range(3):
        world.clock.advance(seconds=5)
        work(world)

    assert last_run(world).state == "done"
    assert world.balance() == Balance()


def test_a_file_that_says_other_things_of_the_same_moment_is_not_believed(
    world: World, listing: Listing
) -> None:
    world.publish(POINTS_IDR)
    placed = NOON - 30 * DAY
    before = order(ref="A1", at=placed, version=placed)
    silent = order(line(refunded="257900"), ref="A1", at=placed, version=placed)
    listing.snapshots = [silent]
    file = File([before], [None])
    world.env = replace(world.env, history_readers={world.store.platform: file})
    begin(world, "settle")
    work(world)
    world.settle(silent)

    for _ in range(3):
        world.clock.advance(seconds=5)
        work(world)

    assert world.balance() == Balance()


def test_one_chain_of_work_waits_for_a_file_however_long_it_takes(
    world: World,
) -> None:
    file = File([], [None] * 1_000)
    world.env = replace(world.env, history_readers={world.store.platform: file})
    begin(world)
    work(world)

    for _ in range(12):
        world.clock.advance(minutes=5)
        work(world)
        backfills.sweep(world.env, world.programme_id)

    assert waiting_pieces(world) == 1


def test_a_lost_chain_is_followed_by_one_only(world: World) -> None:
    file = File([], [None] * 1_000)
    world.env = replace(world.env, history_readers={world.store.platform: file})
    begin(world)
    work(world)
    # Nobody works for an hour, and the timer owes the piece anew each time.
    for _ in range(3):
        world.clock.advance(minutes=20)
        backfills.sweep(world.env, world.programme_id)

    work(world)

    assert waiting_pieces(world) == 1


def last_run(world: World) -> RunRow:
    [run] = world.run(lambda uow: BackfillRepository(uow).last()).values()
    found: RunRow = run
    return found


def waiting_pieces(world: World) -> int:
    found: int = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(*) FROM outbox WHERE kind = 'backfill' AND state = 'waiting'"
        ).scalar_one()
    )
    return found
