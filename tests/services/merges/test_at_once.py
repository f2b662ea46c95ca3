"""Deeds that meet a merge, or an erasure, half way.

Each deed has read its member and waits for the balance; then the other commits.
"""

from uuid import UUID

import pytest

from app.domain.ledger import Balance, Key
from app.domain.ledger.errors import MemberMoved
from app.services import erasure, merging
from app.services.adjustments import Adjustment, adjust
from app.services.living import MemberGone
from app.services.unmerging import of_member
from app.storage.members import MemberRepository
from app.storage.orders import OrderRepository
from app.storage.unit_of_work import UnitOfWork
from tests.services.merges.meanwhile import meanwhile, merging_them
from tests.services.merges.people import (
    GONE,
    KEPT,
    bought,
    given_points,
    merged,
    row,
    sound,
)
from tests.world import World

NOTHING = Balance()


class TestTwoMerges:
    """Two people at two desks, or one who clicks twice."""

    def test_of_two_merges_in_opposite_directions_one_is_made(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two

        def the_other_way() -> None:
            merged(world, gone, kept)

        with pytest.raises(MemberGone):
            meanwhile(world, merging_them(world, kept, gone), the_other_way)

        assert row(world, kept).state == "active"
        assert row(world, gone).merged_into == kept
        assert world.balance(gone) == NOTHING
        assert sound(world)

    def test_the_same_merge_asked_for_twice_is_one_merge(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two

        with pytest.raises(MemberGone):
            meanwhile(
                world,
                merging_them(world, kept, gone),
                lambda: merged(world, kept, gone),
            )

        (merge,) = world.run(lambda uow: of_member(world.env, uow, kept))
        assert merge.row.gone_id == gone

    def test_members_without_any_history_are_merged_once_too(
        self, world: World
    ) -> None:
        kept, gone = (_without_history(world, ref) for ref in ("8001", "8002"))

        with pytest.raises(MemberGone):
            meanwhile(
                world,
                merging_them(world, kept, gone),
                lambda: merged(world, gone, kept),
            )

        assert (row(world, kept).state, row(world, gone).state) == ("active", "merged")

    def test_a_store_that_says_it_twice_is_told_that_it_is_done(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two

        def told() -> str:
            said: str = world.run(
                lambda uow: merging.customers_merged(
                    world.env, uow, world.store, KEPT, GONE
                )
            )
            return said

        assert meanwhile(world, merging_them(world, kept, gone), told) == (
            "already_merged"
        )


def _without_history(world: World, ref: str) -> UUID:
    def write(uow: UnitOfWork) -> UUID:
        made = world.env.ids.new()
        now = world.clock.now()
        MemberRepository(uow).add(made, at=now, state="active", email=f"{ref}@x.test")
        return made

    found: UUID = world.run(write)
    return found


class TestDeeds:
    """What is given while the member is merged into another."""

    def test_an_order_goes_to_the_one_who_is_left(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two

        meanwhile(
            world, merging_them(world, kept, gone), lambda: bought(world, GONE, "Z1")
        )

        assert world.balance(gone) == NOTHING
        assert world.balance(kept).pending == 3 * 257
        owner = world.run(
            lambda uow: OrderRepository(uow).lock([(world.store_id, "Z1")])
        )[world.store_id, "Z1"].member_id
        assert owner == kept
        assert sound(world)

    def test_points_by_hand_are_refused(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        before = world.balance(kept).shown + world.balance(gone).shown

        with pytest.raises(MemberGone):
            meanwhile(
                world,
                merging_them(world, kept, gone),
                lambda: given_points(world, gone, 500),
            )

        assert world.balance(gone) == NOTHING
        assert world.balance(kept).shown <= before

    def test_who_holds_an_old_reading_is_told_to_begin_again(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        known = row(world, gone)
        merged(world, kept, gone)
        asked = Adjustment(points=500, asset="points", reason_code="goodwill")

        with pytest.raises(MemberMoved):
            world.run(
                lambda uow: adjust(
                    world.env, uow, known, asked, key=Key.of("x"), actor="test"
                )
            )

        assert world.balance(gone) == NOTHING


class TestErasure:
    """A deed and the erasure of its member."""

    def test_points_by_hand_do_not_land_on_somebody_who_is_erased_meanwhile(
        self, world: World
    ) -> None:
        ada = _without_history(world, "8003")
        world.run(
            lambda uow: erasure._ask(  # noqa: SLF001 - its first step
                world.env, uow, ada, erasure.LeavingPolicy.FORFEIT, "test"
            )
        )

        with pytest.raises(MemberGone):
            meanwhile(
                world,
                lambda uow: erasure._forget(world.env, uow, ada),  # noqa: SLF001 - its second
                lambda: given_points(world, ada, 500),
            )

        assert row(world, ada).state == "erased"
        assert world.balance(ada) == NOTHING
        assert sound(world)

    def test_who_is_merged_meanwhile_is_erased_as_the_one_who_is_left(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two

        meanwhile(
            world,
            merging_them(world, kept, gone),
            lambda: erasure.erase(world.env, world.programme_id, gone),
        )

        assert row(world, kept).state == "erased"
        assert row(world, kept).email is row(world, gone).email is None
        assert world.balance(kept) == world.balance(gone) == NOTHING
        assert sound(world)
