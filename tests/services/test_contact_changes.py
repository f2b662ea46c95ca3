"""A taken-over account can't be emptied at once, and its owner is to be told."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.services import contact_changes, members, merging
from app.services.contact_changes import ContactHold
from app.services.erasure import erase
from app.services.joining import customer_seen
from app.storage.contact_changes import ContactChange, ContactChangeRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, customer
from tests.world import POINTS_IDR, World, opened

DAY = timedelta(hours=24)


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        from_store(made, "budi@mail.test", phone="+628123456789")
        made.clock.advance(days=30)
        yield made


def from_store(
    world: World, email: str, *, phone: str | None = None, ref: str = "7001"
) -> None:
    profile = replace(customer(ref, email=email), phone=phone)
    world.run(lambda uow: customer_seen(world.env, uow, world.store, profile))


def by_program(world: World, **changes: str | None) -> None:
    def write(uow: UnitOfWork) -> None:
        row = MemberRepository(uow).get(world.member())
        members.change(world.env, uow, row, dict(changes), actor="api:1")

    world.run(write)


def row(world: World, ref: str = "7001") -> MemberRow:
    found: MemberRow = world.run(
        lambda uow: MemberRepository(uow).get(world.member(ref))
    )
    return found


def owed(world: World) -> list[ContactChange]:
    def read(uow: UnitOfWork) -> list[ContactChange]:
        return list(ContactChangeRepository(uow).owed(most=10))

    found: list[ContactChange] = world.run(read)
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda world: from_store(world, "thief@mail.test"),
        lambda world: by_program(world, email="thief@mail.test"),
        lambda world: by_program(world, email=None),
        lambda world: by_program(world, phone="+60111111111"),
    ],
    ids=["by the store", "by a program", "taken away", "a phone"],
)
def test_another_contact_rests_the_points_for_a_day(
    world: World, change: Callable[[World], None]
) -> None:
    change(world)

    changed = row(world)
    with pytest.raises(ContactHold) as refused:
        contact_changes.refuse_resting(changed, at=world.clock.now())
    assert refused.value.redeem_from == (world.clock.now() + DAY).isoformat()
    almost = world.clock.now() + DAY - timedelta(seconds=1)
    assert contact_changes.resting(changed, at=almost) is not None
    assert contact_changes.resting(changed, at=world.clock.now() + DAY) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda world: from_store(world, "budi@mail.test"),
        lambda world: from_store(world, "BUDI@mail.test", phone="+62 8123456789"),
        lambda world: by_program(world, first_name="Ani", locale="ms"),
        lambda world: from_store(world, "wati@mail.test", ref="7002"),
    ],
    ids=["again", "another spelling", "other details", "somebody new"],
)
def test_the_same_contact_again_and_a_first_one_rest_nothing(
    world: World, change: Callable[[World], None]
) -> None:
    change(world)

    assert row(world).redeem_from is None
    assert owed(world) == []


def test_a_notice_to_the_old_address_is_owed_until_it_was_sent(world: World) -> None:
    from_store(world, "thief@mail.test")

    (change,) = owed(world)
    env, programme_id = world.env, world.programme_id
    assert "budi" not in change.sealed_old
    assert contact_changes.old_contact(env, programme_id, change) == "budi@mail.test"
    assert (change.kind, change.store_id) == ("email", world.store_id)
    assert change.actor == f"store:{world.store_id}"
    assert change.changed_at == NOON + timedelta(days=30)

    def settle(uow: UnitOfWork) -> None:
        ContactChangeRepository(uow).settle(change.change_id, "sent", at=NOON)

    world.run(settle)
    assert owed(world) == []


def test_a_merge_hands_the_longer_rest_on(world: World) -> None:
    from_store(world, "wati@mail.test", ref="7002")
    from_store(world, "thief@mail.test")
    until = row(world).redeem_from
    kept, gone = world.member("7002"), world.member()

    world.run(
        lambda uow: merging.merge(world.env, uow, kept=kept, gone=gone, actor="test")
    )

    assert row(world, "7002").redeem_from == until is not None
    assert [change.member_id for change in owed(world)] == [kept]


def test_an_erased_person_leaves_no_old_address(world: World) -> None:
    from_store(world, "thief@mail.test")
    member_id = world.member()

    erase(world.env, world.programme_id, member_id)

    def read(uow: UnitOfWork) -> tuple[int, MemberRow]:
        changes = ContactChangeRepository(uow).of_member(member_id)
        return len(changes), MemberRepository(uow).get(member_id)

    left, gone = world.run(read)
    assert (left, gone.redeem_from) == (0, None)


def test_who_is_not_active_has_nothing_to_rest(world: World) -> None:
    def shadow(uow: UnitOfWork) -> dict[str, object]:
        member = replace(MemberRepository(uow).get(world.member()), state="shadow")
        said = {"email": "thief@mail.test"}
        return contact_changes.note(world.env, uow, member, said, actor="test")

    assert world.run(shadow) == {}
    assert owed(world) == []


def test_a_change_says_which_member_it_is_of(world: World) -> None:
    by_program(world, email="one@mail.test")
    world.clock.advance(hours=1)
    by_program(world, email="two@mail.test")

    def read(uow: UnitOfWork) -> list[UUID]:
        changes = ContactChangeRepository(uow).of_member(world.member())
        return [change.member_id for change in changes]

    assert world.run(read) == [world.member()] * 2
    assert row(world).redeem_from == world.clock.now() + DAY
