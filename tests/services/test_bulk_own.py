"""A deed on many leaves out whoever asked for it, and whoever approved it."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from app.domain.goodwill import Limits
from app.domain.staff import Role
from app.services import members
from app.services.bulk import desk, work
from app.services.bulk.desk import Wish
from app.services.members import Profile
from app.services.staff import sessions, staffing
from app.services.staff.principal import StaffPrincipal
from app.storage.bulk import BulkRepository, BulkRow, Deed
from app.storage.goodwill import GoodwillRepository
from app.storage.member_list import Filters
from app.storage.members import MemberRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.world import POINTS_IDR, World, opened

NAMES = ("asker", "second", "guest")


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        yield made


@pytest.fixture
def people(world: World) -> dict[str, UUID]:
    """Three members; two of them work here."""

    def enrol(uow: UnitOfWork) -> dict[str, UUID]:
        return {
            name: members.enrol(
                world.env, uow, Profile(email=f"{name.title()}+shop@mail.test")
            )[0].member_id
            for name in NAMES
        }

    found: dict[str, UUID] = world.run(enrol)
    return found


def hired(world: World, name: str, role: Role = Role.MANAGER) -> StaffPrincipal:
    merchant_id = world.run(lambda uow: StoreRepository(uow).programme().merchant_id)
    staff_id = staffing.add(
        world.env, merchant_id, name=name, role=role, email=f"{name}@mail.test"
    )
    session = sessions.find(world.env, sessions.begin(world.env, merchant_id, staff_id))
    assert session is not None
    found = sessions.principal(session)
    assert found is not None
    return found


def begun(world: World, staff: StaffPrincipal, deed: Deed) -> BulkRow:
    points = {"points": 10, "asset": "points", "reason": "event"}
    asked = points if deed == "points" else {"reason": "a test"}
    wish = Wish(world.env.ids.new(), deed, Filters(), len(NAMES), asked)
    row: BulkRow = world.run(lambda uow: desk.begin(world.env, uow, staff, wish))
    return worked(world, row)


def worked(world: World, row: BulkRow) -> BulkRow:
    work.work_on(world.env, world.programme_id, row.bulk_id)
    found: BulkRow = world.run(lambda uow: BulkRepository(uow).get(row.bulk_id))
    return found


def codes(world: World, row: BulkRow) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = world.run(
        lambda uow: BulkRepository(uow).codes(row.bulk_id, "refused")
    )
    return found


def shown(world: World, people: dict[str, UUID]) -> dict[str, int]:
    return {name: world.balance(each).shown for name, each in people.items()}


def test_who_asks_is_left_out_and_told_why(
    world: World, people: dict[str, UUID]
) -> None:
    row = begun(world, hired(world, "asker"), "points")

    assert row.done == {"done": 2, "refused": 1}
    assert codes(world, row) == [("own_wallet", 1)]
    assert shown(world, people) == {"asker": 0, "second": 10, "guest": 10}


def test_so_is_who_approves(world: World, people: dict[str, UUID]) -> None:
    at = world.clock.now()
    limits = Limits(10, 1, 1000)
    world.run(
        lambda uow: GoodwillRepository(uow).set_limits(
            Role.MANAGER, limits, by="test", at=at
        )
    )
    row = begun(world, hired(world, "asker"), "points")
    second = hired(world, "second")

    world.run(
        lambda uow: desk.decide(world.env, uow, second, row.bulk_id, approve=True)
    )
    done = worked(world, row)

    assert (row.state, done.state) == ("waiting", "done")
    assert codes(world, done) == [("own_wallet", 2)]
    assert shown(world, people) == {"asker": 0, "second": 0, "guest": 10}


def test_nobody_blocks_themself_with_many_others(
    world: World, people: dict[str, UUID]
) -> None:
    begun(world, hired(world, "asker"), "block")

    rows = world.run(lambda uow: MemberRepository(uow).many(list(people.values())))
    assert rows[people["asker"]].frozen_at is None
    assert rows[people["guest"]].frozen_at is not None


def test_the_only_owner_is_left_out_of_nothing(
    world: World, people: dict[str, UUID]
) -> None:
    begun(world, hired(world, "asker", Role.OWNER), "points")

    assert shown(world, people) == {"asker": 10, "second": 10, "guest": 10}


def test_one_of_two_owners_is(world: World, people: dict[str, UUID]) -> None:
    hired(world, "second", Role.OWNER)

    begun(world, hired(world, "asker", Role.OWNER), "points")

    assert shown(world, people) == {"asker": 0, "second": 10, "guest": 10}
