"""A deed that reads its member, and waits while they are merged or erased."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TypeVar
from uuid import UUID

from app.services import merging
from app.storage.unit_of_work import UnitOfWork
from tests.world import World

T = TypeVar("T")

WAITS = (
    "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN ("
    " SELECT pid FROM pg_stat_activity WHERE datname = current_database())"
)
LOOKS = 1000


def meanwhile(
    world: World, first: Callable[[UnitOfWork], object], deed: Callable[[], T]
) -> T:
    """Write *first*, let *deed* wait for its locks, and commit; return what it said."""
    opened: AbstractContextManager[UnitOfWork]
    opened = world.env.database.unit_of_work(world.programme_id)
    with ThreadPoolExecutor(1) as pool:
        with opened as uow:
            first(uow)
            waiting = pool.submit(deed)
            _wait_until_it_waits(uow)
        return waiting.result()


def _wait_until_it_waits(uow: UnitOfWork) -> None:
    for _ in range(LOOKS):
        # Who is connected is remembered for the length of a transaction.
        uow.connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")
        if uow.connection.exec_driver_sql(WAITS).scalar_one():
            return
        uow.connection.exec_driver_sql("SELECT pg_sleep(0.005)")
    raise AssertionError("the deed waits for nothing")


def merging_them(
    world: World, kept: UUID, gone: UUID
) -> Callable[[UnitOfWork], object]:
    """Return the merge of two members, to be written."""
    return lambda uow: merging.merge(world.env, uow, kept=kept, gone=gone, actor="test")
