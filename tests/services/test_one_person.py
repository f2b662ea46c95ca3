"""One person over several stores: only a proved address makes one member of two."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import event

from app.domain.errors import Busy
from app.domain.ledger import Balance, Key
from app.services import stores
from app.services.connections import connection
from app.services.enrolment import PROVING, Enrolment, Wanted
from app.services.joining import customer_seen
from app.services.prove import prove
from app.services.settlement import settle
from app.services.settlement_work import SettleItem
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, customer, order
from tests.world import POINTS_IDR, World, add_store, opened

WELCOME = {
    "id": "welcome",
    "trigger": "sign_up",
    "award": {"kind": "fixed", "points": 100},
}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        yield made


def second_store(world: World, domain: str = "dua.test") -> UUID:
    store_id = world.env.ids.new()

    world.run(lambda uow: add_store(uow, store_id, domain=domain))
    return store_id


def seen(world: World, store_id: UUID, ref: str, *, verified: bool = False) -> UUID:
    def come(uow: UnitOfWork) -> UUID:
        store = connection(world.env, uow, store_id)
        customer_seen(world.env, uow, store, customer(ref, verified=verified))
        return MemberRepository(uow).links(store_id, [ref])[ref]

    found: UUID = world.run(come)
    return found


def test_an_address_proved_in_both_stores_is_one_member(world: World) -> None:
    other = second_store(world)

    one = seen(world, world.store_id, "7001", verified=True)

    assert seen(world, other, "8001", verified=True) == one


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True)])
def test_an_address_that_one_store_did_not_prove_is_two_members(
    world: World, *, first: bool, second: bool
) -> None:
    other = second_store(world)

    one = seen(world, world.store_id, "7001", verified=first)

    assert seen(world, other, "8001", verified=second) != one


def test_a_merchant_may_say_that_accounts_prove_the_address(world: World) -> None:
    other = second_store(world)
    for store_id in (world.store_id, other):
        world.run(lambda uow, of=store_id: stores.set_option(uow, of, PROVING, "yes"))

    one = seen(world, world.store_id, "7001")

    assert seen(world, other, "8001") == one


def test_a_shop_without_accounts_proves_nothing(world: World) -> None:
    other = second_store(world)
    world.run(lambda uow: stores.set_option(uow, other, PROVING, "yes"))
    one = seen(world, world.store_id, "7001", verified=True)

    def come(uow: UnitOfWork) -> UUID:
        store = connection(world.env, uow, other)
        stranger = replace(customer("8001"), has_account=False)
        customer_seen(world.env, uow, store, stranger)
        return MemberRepository(uow).links(other, ["8001"])["8001"]

    assert world.run(come) != one


def buys(world: World, store_id: UUID, ref: str, number: str) -> None:
    def place(uow: UnitOfWork) -> None:
        store = connection(world.env, uow, store_id)
        settle(
            world.env,
            uow,
            [SettleItem(store, order(ref=number, who=customer(ref)))],
        )

    world.run(place)


def row(world: World, member_id: UUID) -> MemberRow:
    found: MemberRow = world.run(lambda uow: MemberRepository(uow).get(member_id))
    return found


def change(world: World, member_id: UUID, **values: object) -> None:
    world.run(lambda uow: MemberRepository(uow).change(member_id, at=NOON, **values))


def two_members(world: World) -> tuple[UUID, UUID, UUID]:
    """Return a proved member, the second store, and its member who proved nothing."""
    other = second_store(world)
    one = seen(world, world.store_id, "7001", verified=True)
    world.clock.advance(days=1)
    return one, other, seen(world, other, "8001")


def test_members_become_one_when_the_second_store_proves_the_address(
    world: World,
) -> None:
    one, other, two = two_members(world)
    buys(world, world.store_id, "7001", "A1")
    buys(world, other, "8001", "B1")
    before = world.balance(one), world.balance(two)

    kept = seen(world, other, "8001", verified=True)

    assert before == (Balance(pending=257), Balance(pending=257))
    assert kept == one
    assert row(world, two).merged_into == one
    assert (world.balance(one), world.balance(two)) == (Balance(pending=514), Balance())
    assert list(prove(world.env, world.programme_id)) == []


def test_the_longest_known_is_kept_though_it_proved_last(world: World) -> None:
    other = second_store(world)
    one = seen(world, world.store_id, "7001")
    world.clock.advance(days=1)
    two = seen(world, other, "8001", verified=True)

    kept = seen(world, world.store_id, "7001", verified=True)

    assert kept == one
    assert row(world, two).merged_into == one
    assert seen(world, other, "8001", verified=True) == one


def test_the_same_news_again_changes_nothing(world: World) -> None:
    one, other, _ = two_members(world)
    seen(world, other, "8001", verified=True)
    before = row(world, one)

    again = seen(world, other, "8001", verified=True)

    assert again == one
    assert row(world, one) == before


def test_three_stores_prove_one_after_another(world: World) -> None:
    one, other, _ = two_members(world)
    third = second_store(world, "tiga.test")
    seen(world, third, "9001")

    kept = [
        seen(world, third, "9001", verified=True),
        seen(world, other, "8001", verified=True),
    ]

    assert kept == [one, one]


def test_a_blocked_member_is_not_merged(world: World) -> None:
    one, other, two = two_members(world)
    change(world, one, frozen_at=NOON, frozen_reason="review")

    assert seen(world, other, "8001", verified=True) == two


def test_who_was_erased_is_not_merged(world: World) -> None:
    one, other, two = two_members(world)
    change(world, one, state="erased", erased_at=NOON)

    assert seen(world, other, "8001", verified=True) == two


def test_an_address_changed_without_proof_joins_nobody(world: World) -> None:
    one, other, two = two_members(world)
    change(world, two, email="lain@mail.test", contact_verified=True)

    kept = seen(world, other, "8001")

    assert kept == two
    assert not row(world, two).contact_verified
    assert row(world, one).state == "active"
    assert seen(world, world.store_id, "7001", verified=True) == one
    assert row(world, two).state == "active"


def test_a_redemption_in_progress_is_waited_for(world: World) -> None:
    world.publish(POINTS_IDR | {"earning": [WELCOME]})
    one, other, two = two_members(world)
    hold_points(world, two)

    with pytest.raises(Busy):
        seen(world, other, "8001", verified=True)

    assert row(world, two).state == "active"
    assert row(world, one).state == "active"


def hold_points(world: World, member_id: UUID) -> None:
    """Set 40 points aside, as a redemption in progress does."""

    def write(uow: UnitOfWork) -> None:
        ledger = LedgerRepository(uow, world.env.ids)
        book = ledger.open([(member_id, "points")])
        voucher_id, now = world.env.ids.new(), world.clock.now()
        book.hold(
            Key.of("hold", voucher_id),
            member_id=member_id,
            asset="points",
            amount=40,
            at=now,
            occurred_at=now,
            voucher_id=voucher_id,
        )
        ledger.flush(book)

    world.run(write)


def test_one_person_in_two_stores_of_one_batch_is_one_member(world: World) -> None:
    other = second_store(world)
    for store_id in (world.store_id, other):
        world.run(lambda uow, of=store_id: stores.set_option(uow, of, PROVING, "yes"))

    def come(uow: UnitOfWork) -> list[UUID | None]:
        at_one, at_other = [
            SettleItem(
                connection(world.env, uow, store_id),
                order(ref=ref, who=customer(ref)),
            )
            for store_id, ref in ((world.store_id, "7001"), (other, "8001"))
        ]
        return [
            result.member_id for result in settle(world.env, uow, [at_one, at_other])
        ]

    first, second = world.run(come)

    assert first is not None
    assert first == second
    assert world.balance(first) == Balance(pending=514)


def test_new_people_are_looked_for_by_one_question(world: World) -> None:
    other = second_store(world)
    world.run(lambda uow: stores.set_option(uow, other, PROVING, "yes"))
    people = [customer(str(n), email=f"{n % 20}@mail.test") for n in range(40)]
    asked: list[str] = []

    def come(uow: UnitOfWork) -> set[UUID | None]:
        event.listen(
            uow.connection,
            "before_cursor_execute",
            lambda _c, _u, text, *_rest: asked.append(text),
        )
        enrolment = Enrolment(world.env, uow, at=NOON)
        return set(enrolment.resolve([Wanted(other, each) for each in people]))

    found = world.run(come)

    assert len(found) == 20
    assert sum("setia_members_with_email" in text for text in asked) == 1
