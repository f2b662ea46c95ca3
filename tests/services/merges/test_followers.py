"""What hangs on an order goes where the order goes, though it came later."""

import json
from uuid import UUID

import pytest

from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.services.merges.people import merged, sound, undone
from tests.services.merges.rows import plant
from tests.world import World

HANGING = ("metric_entry", "earned_gift", "gift", "membership_fee")


def hung(world: World, table: str, member_id: UUID, ref: str) -> None:
    """Let a row of a member hang on an order, as settlement would."""
    plant(world, table, member_id, 0)
    by_order = f"order:{world.store_id}:{ref}"
    said = {
        "metric_entry": {"source": ref},
        "earned_gift": {"source": by_order},
        "gift": {"source": by_order},
        "membership_fee": {
            "kind": "order",
            "store_id": str(world.store_id),
            "order_ref": ref,
        },
    }[table]
    changed = ", ".join(f"{name} = n.{name}" for name in said)

    def write(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql(
            f"UPDATE {table} t SET {changed}"  # noqa: S608 - our own tables
            f" FROM jsonb_populate_record(NULL::{table}, %s::jsonb) n"
            " WHERE t.member_id = %s",
            (json.dumps(said), member_id),
        )

    world.run(write)


def owners(world: World, table: str) -> list[UUID]:
    def read(uow: UnitOfWork) -> list[UUID]:
        asked = f"SELECT member_id FROM {table}"  # noqa: S608 - our own tables
        rows = uow.connection.exec_driver_sql(asked)
        return [row[0] for row in rows]

    found: list[UUID] = world.run(read)
    return found


@pytest.mark.parametrize("table", HANGING)
@pytest.mark.parametrize(("ref", "goes"), [("G1", 1), ("K1", 0)])
def test_it_goes_with_its_order(
    world: World, two: tuple[UUID, UUID], table: str, ref: str, goes: int
) -> None:
    merge_id = merged(world, *two)
    world.clock.instant = NOON
    emptied(world, table)
    hung(world, table, two[0], ref)

    undone(world, merge_id)

    assert two[goes] in owners(world, table)
    assert two[1 - goes] not in owners(world, table)
    assert sound(world)


def emptied(world: World, table: str) -> None:
    """Take away what settlement wrote itself, so that one row is looked at."""

    def write(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - ours

    world.run(write)
