"""What happens between a merge and its undoing stays where the rules say."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.events import OrderState
from app.domain.ledger import Balance
from app.services import consents, evaluating
from app.services.joining import customer_seen
from app.services.merging import customers_merged
from app.services.sweeps import mature
from app.services.unmerging import of_member
from app.storage.consents import ConsentRepository
from app.storage.orders import OrderRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, customer, line
from tests.services.merges.people import (
    DOCUMENT,
    GONE,
    KEPT,
    bought,
    given_points,
    merged,
    row,
    sound,
    undone,
)
from tests.world import World

LATER = NOON + timedelta(hours=1)
LATEST = NOON + timedelta(hours=2)
ENOUGH = {"all_of": [{"metric": "spend", "amount": {"IDR": 400_000}}]}
TIERS = DOCUMENT | {"tiers": [{"id": "base"}, {"id": "gold", "reach": ENOUGH}]}


def owner(world: World, ref: str) -> UUID | None:
    def read(uow: UnitOfWork) -> UUID | None:
        found = OrderRepository(uow).get(world.store_id, ref)
        return None if found is None else found.member_id

    found: UUID | None = world.run(read)
    return found


class TestOrders:
    """Refunds of orders from before, orders since, orders that grew."""

    def test_a_refund_since_takes_from_what_goes_back(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        merge_id = merged(world, kept, gone)
        bought(world, GONE, "G1", lines=[line(refunded="100000")], version=LATER)

        found = undone(world, merge_id)

        assert world.balance(gone) == Balance(pending=157, available=130)
        assert world.balance(kept) == Balance(pending=257, available=100)
        assert (found.came, found.back) == ({"points": 387}, {"points": 287})
        assert owner(world, "G1") == gone
        assert sound(world)

    def test_a_refund_afterwards_takes_from_the_restored_member(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        undone(world, merged(world, kept, gone))

        bought(world, GONE, "G1", lines=[line(refunded="257900")], version=LATER)

        assert world.balance(gone) == Balance(available=130)
        assert world.balance(kept) == Balance(pending=257, available=100)
        assert sound(world)

    def test_orders_since_stay_and_new_ones_count_for_the_restored_member(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        merge_id = merged(world, kept, gone)
        bought(world, GONE, "S1", at=LATER)

        undone(world, merge_id)
        bought(world, GONE, "S1", at=LATER, version=LATEST)
        bought(world, GONE, "N1", at=LATEST)

        assert (owner(world, "S1"), owner(world, "N1")) == (kept, gone)
        assert world.balance(kept).pending == 2 * 257
        assert world.balance(gone).pending == 2 * 257
        assert sound(world)

    def test_a_refund_of_an_order_since_takes_from_who_kept_it(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        merge_id = merged(world, kept, gone)
        bought(world, GONE, "S1", at=LATER)
        undone(world, merge_id)

        refund = [line(refunded="257900")]
        bought(world, GONE, "S1", at=LATER, version=LATEST, lines=refund)

        assert world.balance(kept).pending == 257
        assert world.balance(gone).pending == 257
        assert sound(world)

    def test_what_an_order_grew_by_since_is_taken_back_where_it_is(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        merge_id = merged(world, kept, gone)
        bought(world, GONE, "G1", lines=[line("357900")], version=LATER)

        undone(world, merge_id)
        assert world.balance(gone).pending == 257
        assert world.balance(kept).pending == 257 + 100
        assert sound(world)

        refund = [line("357900", refunded="357900")]
        bought(world, GONE, "G1", lines=refund, version=LATEST)
        assert world.balance(gone).pending == 0
        assert world.balance(kept).pending == 257
        assert owner(world, "G1") == gone
        assert sound(world)

    def test_an_order_that_earned_only_since_stays(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        bought(world, GONE, "P1", at=LATER, paid=False, state=OrderState.OPEN)
        merge_id = merged(world, kept, gone)
        bought(world, GONE, "P1", at=LATER, version=LATEST)

        undone(world, merge_id)
        again = LATEST + timedelta(hours=1)
        bought(world, GONE, "P1", at=LATER, version=again)

        assert owner(world, "P1") == kept
        assert world.balance(gone).pending == 257
        assert sound(world)

    def test_where_the_shop_joined_the_customers_orders_stay_apart(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        world.run(lambda uow: customers_merged(world.env, uow, world.store, KEPT, GONE))
        (merge_id,) = merges_of(world, kept)

        undone(world, merge_id)
        # The shop tells of the old order under the customer who is left.
        bought(world, KEPT, "G1", version=LATER)

        assert owner(world, "G1") == gone
        assert sound(world)


def merges_of(world: World, member_id: UUID) -> list[UUID]:
    found = world.run(lambda uow: of_member(world.env, uow, member_id))
    return [one.row.merge_id for one in found]


class TestPoints:
    """Points given, spent and lapsed since."""

    def test_points_given_since_stay(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        merge_id = merged(world, kept, gone)
        given_points(world, kept, 70)

        undone(world, merge_id)

        assert world.balance(kept).available == 170
        assert world.balance(gone).available == 130

    def test_what_was_taken_since_does_not_come_back(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        merge_id = merged(world, kept, gone)
        given_points(world, kept, -130)

        found = undone(world, merge_id)

        # The bonus that both had is given back to both; 30 and 100 were taken.
        assert world.balance(kept).available + world.balance(gone).available == 100
        assert found.back["points"] < found.came["points"]
        assert sound(world)

    def test_a_shortfall_goes_back_as_far_as_it_stands(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        world.clock.advance(days=15)
        mature(world.env, world.programme_id)
        given_points(world, gone, -387)
        bought(world, GONE, "G1", lines=[line(refunded="257900")], version=LATER)
        assert world.balance(gone).shortfall == -257
        merge_id = merged(world, kept, gone)

        undone(world, merge_id)

        # The kept member's points have paid what was owed; none of it stands.
        assert world.balance(gone).shown == 0
        assert world.balance(kept).shown == 357 - 257
        assert sound(world)


class TestPeople:
    """Consents, contact data, tiers."""

    def test_a_no_said_since_counts_for_both(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        said(world, KEPT, consent=True)
        said(world, GONE, consent=True)
        merge_id = merged(world, kept, gone)
        world.clock.advance(hours=1)
        said(world, GONE, consent=False)

        undone(world, merge_id)

        assert held(world, kept) == held(world, gone) == []
        assert words(world, gone)[-1] is False

    def test_a_no_of_the_one_from_before_counts_for_that_one(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        said(world, KEPT, consent=True)
        said(world, GONE, consent=True)
        said(world, GONE, consent=False)
        merge_id = merged(world, kept, gone)
        assert held(world, kept) == []

        undone(world, merge_id)

        assert held(world, kept) == ["newsletter"]
        assert held(world, gone) == []

    def test_what_the_shop_said_of_the_one_is_taken_off_the_other(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        merge_id = merged(world, kept, gone)
        said(world, GONE)
        assert row(world, kept).email == f"{GONE}@mail.test"

        undone(world, merge_id)

        assert row(world, kept).email == f"{KEPT}@mail.test"
        assert row(world, gone).email == f"{GONE}@mail.test"

    @pytest.mark.parametrize("member", [0, 1])
    def test_tiers_are_reckoned_anew(
        self, world: World, two: tuple[UUID, UUID], member: int
    ) -> None:
        world.publish(TIERS)
        world.clock.advance(days=15)
        merge_id = merged(world, *two)
        evaluated(world, two[0])
        assert tier(world, two[0]) == "gold"

        undone(world, merge_id)
        evaluated(world, two[member])

        assert tier(world, two[member]) in (None, "base")


def said(world: World, ref: str, *, consent: bool | None = None) -> None:
    """Let the store tell of a customer."""
    who = replace(customer(ref, email=f"{ref}@mail.test"), marketing_consent=consent)
    world.run(lambda uow: customer_seen(world.env, uow, world.store, who))


def held(world: World, member_id: UUID) -> list[str]:
    found: list[str] = world.run(lambda uow: consents.held(uow, member_id))
    return found


def words(world: World, member_id: UUID) -> list[bool]:
    found = world.run(lambda uow: ConsentRepository(uow).of_member(member_id))
    return [one.word.granted for one in found]


def evaluated(world: World, member_id: UUID) -> None:
    world.run(lambda uow: evaluating.evaluate(world.env, uow, member_id))


def tier(world: World, member_id: UUID) -> str | None:
    def read(uow: UnitOfWork) -> str | None:
        found = uow.connection.exec_driver_sql(
            "SELECT tier FROM member_tier WHERE member_id = %s AND until IS NULL",
            (member_id,),
        ).first()
        return None if found is None else str(found[0])

    found: str | None = world.run(read)
    return found
