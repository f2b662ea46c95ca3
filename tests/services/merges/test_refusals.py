"""When a merge can't be undone, who may be merged again, and what is forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest

from app.domain.errors import SetiaError
from app.domain.ledger import Balance, Key
from app.domain.unmerging import (
    MergeFollowed,
    MergeHeld,
    MergeMissing,
    MergeOfErased,
    MergeTooOld,
    MergeUndone,
)
from app.services import housekeeping, unmerging
from app.services.erasure import erase
from app.services.joining import customer_seen
from app.storage.ledger import LedgerRepository
from app.storage.member_list import MemberList
from app.storage.merges import MergeRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, customer, guest, order
from tests.services.merges.people import (
    GONE,
    KEPT,
    joined,
    merged,
    row,
    sound,
    undone,
)
from tests.services.merges.rows import picture
from tests.world import World

WINDOW = timedelta(days=30)


def kept_rows(world: World) -> int:
    def read(uow: UnitOfWork) -> int:
        found = uow.connection.exec_driver_sql("SELECT count(*) FROM member_merge_row")
        return int(found.scalar_one())

    found: int = world.run(read)
    return found


def test_twice_is_refused(world: World, two: tuple[UUID, UUID]) -> None:
    merge_id = merged(world, *two)
    undone(world, merge_id)

    with pytest.raises(MergeUndone):
        undone(world, merge_id)


def test_a_merge_that_never_was_is_missing(world: World) -> None:
    with pytest.raises(MergeMissing):
        undone(world, world.env.ids.new())


@pytest.mark.parametrize(
    ("after", "possible"),
    [(WINDOW - timedelta(seconds=1), True), (WINDOW, False)],
)
def test_the_time_to_undo_ends(
    world: World, two: tuple[UUID, UUID], after: timedelta, *, possible: bool
) -> None:
    merge_id = merged(world, *two)
    world.clock.instant = NOON + after

    (one,) = world.run(lambda uow: unmerging.of_member(world.env, uow, two[0]))
    assert one.possible is possible
    if possible:
        undone(world, merge_id)
        return
    with pytest.raises(MergeTooOld):
        undone(world, merge_id)


def test_of_a_chain_the_last_goes_first(world: World, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    third = joined(world, "7003")
    everybody = (kept, gone, third)
    before = picture(world, everybody)
    first = merged(world, kept, gone)
    world.clock.advance(minutes=1)
    second = merged(world, third, kept)
    assert world.balance(third) == Balance(pending=514, available=130)

    with pytest.raises(MergeFollowed):
        undone(world, first)
    undone(world, second)
    assert world.balance(kept) == Balance(pending=514, available=130)
    assert sound(world)
    undone(world, first)

    assert picture(world, everybody) == before
    assert sound(world)


def test_of_two_merged_into_one_the_last_goes_first(
    world: World, two: tuple[UUID, UUID]
) -> None:
    third = joined(world, "7003")
    everybody = (*two, third)
    before = picture(world, everybody)
    first = merged(world, *two)
    world.clock.advance(minutes=1)
    second = merged(world, two[0], third)

    with pytest.raises(MergeFollowed):
        undone(world, first)
    undone(world, second)
    undone(world, first)

    assert picture(world, everybody) == before
    assert sound(world)


def test_points_set_aside_are_waited_for(world: World, two: tuple[UUID, UUID]) -> None:
    merge_id = merged(world, *two)

    def hold(uow: UnitOfWork) -> None:
        ledger = LedgerRepository(uow, world.env.ids)
        book = ledger.open([(two[0], "points")])
        book.hold(
            Key.of("hold", two[0]),
            member_id=two[0],
            asset="points",
            amount=130,
            at=NOON,
            occurred_at=NOON,
            voucher_id=world.env.ids.new(),
        )
        ledger.flush(book)

    world.run(hold)

    with pytest.raises(MergeHeld) as refusal:
        undone(world, merge_id)
    assert refusal.value.points_held == 30
    assert row(world, two[1]).state == "merged"


@pytest.mark.parametrize("who", [0, 1])
def test_an_erased_person_is_not_brought_back(
    world: World, two: tuple[UUID, UUID], who: int
) -> None:
    merge_id = merged(world, *two)
    assert kept_rows(world) > 0

    erase(world.env, world.programme_id, two[who])

    with pytest.raises(MergeOfErased):
        undone(world, merge_id)
    assert kept_rows(world) == 0
    kept = world.run(lambda uow: MergeRepository(uow).get(merge_id))
    assert kept.sealed_contact is None


def test_what_was_undone_or_is_too_old_is_forgotten(
    world: World, two: tuple[UUID, UUID]
) -> None:
    undone(world, merged(world, *two))
    assert kept_rows(world) == 0
    world.clock.advance(minutes=1)
    merge_id = merged(world, *two)

    world.clock.advance(days=29)
    housekeeping.sweep(world.env, world.programme_id)
    assert kept_rows(world) > 0
    world.clock.advance(days=2)
    housekeeping.sweep(world.env, world.programme_id)

    assert kept_rows(world) == 0
    kept = world.run(lambda uow: MergeRepository(uow).get(merge_id))
    assert kept.sealed_contact is None


def test_of_two_who_undo_at_once_one_does(world: World, two: tuple[UUID, UUID]) -> None:
    merge_id = merged(world, *two)
    gate = Barrier(2)

    def one(_n: int) -> SetiaError | None:
        with world.env.database.unit_of_work(world.programme_id) as uow:
            uow.connection.exec_driver_sql("SELECT 1")
            gate.wait()
            try:
                unmerging.undo(world.env, uow, merge_id, actor="test")
            except SetiaError as error:
                return error
        return None

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(one, range(2)))

    assert sorted(type(each).__name__ for each in told) == ["MergeUndone", "NoneType"]
    assert world.balance(two[1]) == Balance(pending=257, available=130)
    assert sound(world)


def test_an_undoing_and_points_at_once_end_sound(
    world: World, two: tuple[UUID, UUID]
) -> None:
    merge_id = merged(world, *two)
    gate = Barrier(2)

    def undo() -> None:
        gate.wait()
        undone(world, merge_id)

    def refund() -> None:
        gate.wait()
        late = order(ref="G1", who=customer(GONE, email=f"{GONE}@mail.test"))
        world.settle(late, fetched=True)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(undo), pool.submit(refund)]:
            done.result()

    assert row(world, two[1]).state == "active"
    assert sound(world)


def test_a_rehearsal_changes_nothing(world: World, two: tuple[UUID, UUID]) -> None:
    merge_id = merged(world, *two)
    before = picture(world, two)

    def look(uow: UnitOfWork) -> dict[UUID, int]:
        found = MemberList(uow).figures(two, asset="points", currency="IDR")
        return {one: found[one].available for one in two}

    seen = unmerging.rehearse(world.env, world.programme_id, merge_id, look)

    assert seen.before == {two[0]: 130, two[1]: 0}
    assert seen.after == {two[0]: 100, two[1]: 130}
    assert picture(world, two) == before
    assert kept_rows(world) > 0


def test_two_who_were_parted_are_not_joined_again_by_their_address(
    world: World,
) -> None:
    def come(ref: str, *, verified: bool) -> None:
        who = customer(ref, email="one@mail.test", verified=verified)
        world.run(lambda uow: customer_seen(world.env, uow, world.store, who))

    come(KEPT, verified=False)
    world.clock.advance(minutes=1)
    come(GONE, verified=True)
    kept, gone = world.member(KEPT), world.member(GONE)
    undone(world, merged(world, kept, gone))

    come(KEPT, verified=True)
    come(GONE, verified=True)

    assert (row(world, kept).state, row(world, gone).state) == ("active", "active")
    assert (world.member(KEPT), world.member(GONE)) == (kept, gone)


def test_a_guest_who_was_parted_is_not_claimed_again(world: World) -> None:
    world.settle(order(ref="A1", who=guest("tamu@mail.test")))
    who = customer(KEPT, email="tamu@mail.test", verified=True)
    world.run(lambda uow: customer_seen(world.env, uow, world.store, who))
    kept = world.member(KEPT)
    (one,) = world.run(lambda uow: unmerging.of_member(world.env, uow, kept))
    assert one.row.actor == "claim"

    undone(world, one.row.merge_id)
    world.run(lambda uow: customer_seen(world.env, uow, world.store, who))

    assert row(world, one.row.gone_id).state == "shadow"
    assert world.balance(one.row.gone_id) == Balance(pending=257)
    assert world.balance(kept) == Balance(available=100)
