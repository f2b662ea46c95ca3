"""A database of its own for the storage tests, so that they may commit.

Every test gets a programme of its own in it: what another one left behind is of
another tenant.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, pool

from app.storage.unit_of_work import Database, driver_url, make_engine
from app.wiring.ids import SystemIds
from tests.servers import Shared

PEPPER = bytes(range(32))
MakeProgramme = Callable[[], UUID]


@pytest.fixture(scope="session")
def storage_url(shared_servers: Shared) -> Iterator[str]:
    with shared_servers.copy() as url:
        yield url


@pytest.fixture(scope="session")
def database(storage_url: str) -> Iterator[Database]:
    engine = make_engine(storage_url, pool_size=30)
    yield Database(engine, SystemIds())
    engine.dispose()


@pytest.fixture
def make_programme(storage_url: str) -> MakeProgramme:
    def make() -> UUID:
        return new_programme(storage_url)

    return make


@pytest.fixture
def programme_id(make_programme: MakeProgramme) -> UUID:
    return make_programme()


@pytest.fixture
def own_database(fresh_database_url: str) -> Iterator[Database]:
    """A database that this test may look at across tenants, or damage."""
    with ExitStack() as stack:
        engine = make_engine(fresh_database_url, pool_size=10)
        stack.callback(engine.dispose)
        yield Database(engine, SystemIds())


def new_programme(database_url: str, *, state: str = "active") -> UUID:
    """Return the id of a new programme, made with the owner's rights."""
    merchant_id, programme_id = uuid4(), uuid4()
    now = datetime.now(UTC)  # noqa: TID251 - a row's birthday, nothing depends on it
    engine = create_engine(driver_url(database_url), poolclass=pool.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO merchant (merchant_id, name, created_at) VALUES (%s, %s, %s)",
            (merchant_id, "Toko", now),
        )
        connection.exec_driver_sql(
            "INSERT INTO programme (programme_id, merchant_id, name, state, timezone,"
            " key_pepper, created_at) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            (programme_id, merchant_id, "Setia", state, "UTC", PEPPER, now),
        )
    engine.dispose()
    return programme_id
