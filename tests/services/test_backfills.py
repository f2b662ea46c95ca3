"""A store's past is read piece by piece, and nothing is credited by being read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import pytest

from app.domain.errors import PlatformUnavailable
from app.domain.events import CustomerProfile, OrderSnapshot
from app.ports import Page, Platform, StoreConnection
from app.services import backfills, outbox
from app.services.backfills import BackfillOpen
from app.storage.backfills import BackfillRepository, Past, PastOrders, RunRow
from app.storage.programmes import NothingPublished
from tests.factories import DAY, NOON, customer, guest, order
from tests.world import POINTS_IDR, World, opened

ON_A_PAGE = 3


@dataclass
class Listing:
    """A store with a past; it may fail at a page."""

    people: Sequence[CustomerProfile] = ()
    snapshots: Sequence[OrderSnapshot] = ()
    fails_at: str = "never"

    def customers(
        self, _store: StoreConnection, *, cursor: str | None
    ) -> Page[CustomerProfile]:
        return self._page(self.people, cursor)

    def orders(
        self,
        _store: StoreConnection,
        *,
        changed_since: datetime | None,
        cursor: str | None,
    ) -> Page[OrderSnapshot]:
        return self._page(self.snapshots, cursor)

    def fetch_order(self, _store: StoreConnection, order_ref: str) -> OrderSnapshot:
        return next(each for each in self.snapshots if each.order_ref == order_ref)

    def _page(self, items: Sequence[Any], cursor: str | None) -> Page[Any]:
        if cursor == self.fails_at:
            raise PlatformUnavailable("no store")
        begin = int(cursor or 0)
        end = begin + ON_A_PAGE
        return Page(items[begin:end], str(end) if end < len(items) else None)


def past(count: int = 8) -> list[OrderSnapshot]:
    return [
        order(
            ref=f"old-{n}",
            at=NOON - DAY * (20 * (count - n)),
            who=customer(f"c{n % 3}", email=f"c{n % 3}@mail.test")
            if n % 4
            else guest("c1@mail.test"),
        )
        for n in range(count)
    ]


@pytest.fixture
def listing() -> Listing:
    return Listing([customer(f"c{n}") for n in range(4)], past())


@pytest.fixture
def world(fresh_database_url: str, listing: Listing) -> Any:  # noqa: ANN401 - a generator
    with opened(fresh_database_url) as made:
        row = made.store
        made.env = replace(
            made.env, platforms={row.platform: cast("Platform", listing)}
        )
        yield made


def begin(world: World, purpose: Any = "history") -> RunRow:  # noqa: ANN401 - a word
    found: RunRow = world.run(
        lambda uow: backfills.begin(
            world.env, uow, world.store_id, purpose=purpose, by="ani"
        )
    )
    return found


def work(world: World, *, pieces: int = 50) -> None:
    for _ in range(pieces):
        if not outbox.drain(world.env, backfills.HANDLERS, most=1):
            return


def run_of(world: World, run_id: UUID) -> RunRow:
    found: RunRow = world.run(lambda uow: BackfillRepository(uow).get(run_id))
    return found


def known(world: World) -> Past:
    found: Past = world.run(
        lambda uow: PastOrders(uow).summary(since=NOON - timedelta(days=400))
    )
    return found


def members(world: World) -> int:
    found: int = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(*) FROM member"
        ).scalar_one()
    )
    return found


def test_the_past_is_kept_and_makes_nobody_a_member(world: World) -> None:
    run = begin(world)

    work(world)

    done = run_of(world, run.run_id)
    assert (done.state, done.customers_done, done.orders_done) == ("done", 4, 8)
    # A guest with the address of an account is the same buyer.
    assert (known(world).orders, known(world).buyers) == (8, 3)
    assert members(world) == 0


def test_the_past_holds_no_person(world: World) -> None:
    begin(world)
    work(world)

    kept = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT string_agg(snapshot::text, '') FROM past_order"
        ).scalar_one()
    )

    assert "mail.test" not in kept
    assert '"customer"' not in kept


def test_settling_the_past_credits_what_the_programme_says(world: World) -> None:
    world.publish(POINTS_IDR)

    begin(world, "settle")
    work(world)

    assert world.balance(world.member("c1")).pending > 0 or (
        world.balance(world.member("c1")).available > 0
    )


def test_the_past_is_not_settled_before_there_is_a_programme(
    fresh_database_url: str,
) -> None:
    with opened(fresh_database_url) as made:
        made.run(
            lambda uow: uow.connection.exec_driver_sql(
                "UPDATE programme SET live_version = NULL"
            )
        )
        with pytest.raises(NothingPublished):
            begin(made, "settle")


def test_a_store_that_fails_is_read_on_from_the_page_that_failed(
    world: World, listing: Listing
) -> None:
    listing.fails_at = "6"
    run = begin(world)
    work(world)
    stuck = run_of(world, run.run_id)

    listing.fails_at = "never"
    world.clock.advance(hours=2)
    work(world)

    assert (stuck.state, stuck.problem) == ("running", "platform_unavailable")
    assert (stuck.orders_done, stuck.cursor) == (6, "6")
    done = run_of(world, run.run_id)
    assert (done.state, done.orders_done, done.problem) == ("done", 8, None)


def test_one_that_was_stopped_goes_on_where_it_was(world: World) -> None:
    run = begin(world)
    world.run(lambda uow: backfills.stop(world.env, uow, run.run_id))
    work(world)
    stopped = run_of(world, run.run_id)

    world.run(lambda uow: backfills.resume(world.env, uow, run.run_id))
    work(world)

    assert (stopped.state, stopped.orders_done) == ("stopped", 0)
    assert run_of(world, run.run_id).state == "done"


def test_a_long_past_takes_several_pieces(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfills, "MOST_PAGES", 1)
    run = begin(world)

    work(world, pieces=1)
    after_one = run_of(world, run.run_id)
    world.clock.advance(seconds=1)
    work(world)

    assert (after_one.phase, after_one.customers_done) == ("customers", 3)
    done = run_of(world, run.run_id)
    assert (done.state, done.orders_done, done.slices) == ("done", 8, 5)


def test_a_piece_that_is_done_twice_counts_once(world: World) -> None:
    run = begin(world)

    first = world.run(
        lambda uow: BackfillRepository(uow).move(
            run, at=NOON, phase="customers", cursor="3", customers=3
        )
    )
    twin = world.run(
        lambda uow: BackfillRepository(uow).move(
            run, at=NOON, phase="customers", cursor="3", customers=3
        )
    )

    assert first.customers_done == 3
    assert twin is None


def test_asking_twice_is_asking_once_and_for_another_purpose_is_refused(
    world: World,
) -> None:
    world.publish(POINTS_IDR)

    assert begin(world).run_id == begin(world).run_id
    with pytest.raises(BackfillOpen):
        begin(world, "settle")


def test_a_reading_that_nobody_works_on_is_followed_up(world: World) -> None:
    run = begin(world)
    world.run(lambda uow: uow.connection.exec_driver_sql("DELETE FROM outbox"))
    assert backfills.sweep(world.env, world.programme_id) == "0 followed up"
    world.clock.advance(minutes=16)

    assert backfills.sweep(world.env, world.programme_id) == "1 followed up"
    work(world)

    assert run_of(world, run.run_id).state == "done"


def test_progress_is_told_by_the_dates_that_were_reached(
    world: World, listing: Listing
) -> None:
    begin(world)
    assert _percent(world) == 0
    listing.fails_at = "6"
    work(world)
    half = _percent(world)
    listing.fails_at = "never"
    world.clock.advance(hours=2)
    work(world)

    assert 50 < half < 100
    assert _percent(world) == 100


def _percent(world: World) -> int:
    found = world.run(lambda uow: backfills.progress(world.env, uow))
    return int(found[world.store_id].percent)
