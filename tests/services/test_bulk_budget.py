"""What a deed on many will still give counts for who gives by hand meanwhile."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from app.domain.goodwill import Limits
from app.domain.ledger import Key
from app.domain.staff import Role
from app.services import goodwill, members
from app.services.adjustments import Adjustment
from app.services.bulk import desk
from app.services.bulk.desk import Wish
from app.services.goodwill import OverLimit
from app.services.members import Profile
from app.storage.bulk import BulkRepository
from app.storage.goodwill import GoodwillRepository
from app.storage.member_list import Filters
from app.storage.unit_of_work import UnitOfWork
from tests.services.test_bulk_own import hired
from tests.world import POINTS_IDR, World, opened

MANY = 5


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        yield made


def test_what_a_deed_in_hand_will_give_is_not_given_by_hand_too(world: World) -> None:
    def enrol(uow: UnitOfWork) -> list[UUID]:
        profiles = [Profile(email=f"m{each}@mail.test") for each in range(MANY)]
        return [members.enrol(world.env, uow, each)[0].member_id for each in profiles]

    people, at = world.run(enrol), world.clock.now()
    staff = hired(world, "asker")
    asked = {"points": 10, "asset": "points", "reason": "event"}
    wish = Wish(world.env.ids.new(), "points", Filters(), MANY, asked)

    def begin(uow: UnitOfWork) -> None:
        limits = Limits(100, 10 * MANY, 1000)
        GoodwillRepository(uow).set_limits(Role.MANAGER, limits, by="test", at=at)
        row = desk.begin(world.env, uow, staff, wish)
        BulkRepository(uow).change(
            row.bulk_id, state="running", people_total=MANY, people_done=1
        )

    def give(points: int) -> None:
        def write(uow: UnitOfWork) -> None:
            given = Adjustment(points, "points", "event")
            key = Key.of("staff", world.env.ids.new())
            goodwill.give(world.env, uow, staff, people[0], given, key=key)

        world.run(write)

    world.run(begin)
    with pytest.raises(OverLimit):
        give(11)
    give(10)

    assert world.balance(people[0]).shown == 10
