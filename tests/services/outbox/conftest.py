"""Books of debts, empty for each test."""

from collections.abc import Iterator

import pytest

from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.servers import Shared
from tests.services.outbox.books import Books
from tests.world import add_store, opened


@pytest.fixture(scope="module")
def shared_books(shared_servers: Shared) -> Iterator[Books]:
    with shared_servers.copy() as url, opened(url) as world:
        second = world.env.ids.new()
        world.run(lambda uow: add_store(uow, second))
        yield Books(world, [world.store_id, second])


@pytest.fixture
def books(shared_books: Books) -> Books:
    world = shared_books.world
    world.clock.instant = NOON
    world.wake.woken.clear()

    def clear(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql("DELETE FROM outbox_pause")
        uow.connection.exec_driver_sql("DELETE FROM outbox")
        for store_id in shared_books.stores:
            StoreRepository(uow).change(
                store_id,
                state="connected",
                problem=None,
                connected_at=NOON,
                uninstalled_at=None,
            )

    world.run(clear)
    return Books(world, shared_books.stores)
