"""What a shop grants is what it answers, by the connection that was asked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from app.domain.errors import AccessRevoked
from app.ports import StoreConnection
from app.services import access, outbox
from app.storage.outbox import OutboxRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork
from tests.world import World, opened

NEEDED = "read_orders"


@dataclass
class Host:
    """A platform whose shop grants what a test says."""

    grants: Callable[[], Sequence[str]] = lambda: (NEEDED,)

    def scopes(self, store: StoreConnection) -> Sequence[str]:
        return self.grants()

    def lacking(self, scopes: Sequence[str]) -> tuple[str, ...]:
        return () if NEEDED in scopes else (NEEDED,)


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def world(fresh_database_url: str, host: Host) -> Iterator[World]:
    hosts: Any = {"fake": host}
    with opened(fresh_database_url) as made:
        made.env = replace(made.env, app_hosts=hosts)
        yield made


def row(world: World) -> StoreRow:
    found: StoreRow = world.run(lambda uow: StoreRepository(uow).get(world.store_id))
    return found


def told(world: World) -> str:
    """Let a message come, and what it makes be done."""
    said: str = world.run(lambda uow: access.changed(world.env, uow, world.store_id))
    outbox.drain(world.env, access.HANDLERS, most=5)
    return said


def test_a_shop_that_grants_too_little_stops_and_goes_on(
    world: World, host: Host
) -> None:
    host.grants = lambda: ()
    told(world)
    assert (row(world).state, row(world).options) == ("blocked", {"scopes": ""})
    host.grants = lambda: (NEEDED,)

    assert told(world) == "access_will_be_read"

    assert (row(world).state, row(world).problem) == ("connected", None)


def test_an_answer_to_an_older_connection_changes_nothing(
    world: World, host: Host
) -> None:
    def comes_back() -> Sequence[str]:
        def write(uow: UnitOfWork) -> None:
            later = world.clock.instant.replace(hour=13)
            StoreRepository(uow).change(world.store_id, connected_at=later)

        world.run(write)
        return ()

    host.grants = comes_back

    told(world)

    assert (row(world).state, row(world).options) == ("connected", {})


def test_a_shop_that_refuses_us_is_asked_once_and_marked(
    world: World, host: Host
) -> None:
    asked: list[None] = []

    def refuse() -> Sequence[str]:
        asked.append(None)
        raise AccessRevoked("HTTP 401")

    host.grants = refuse

    told(world)

    assert (row(world).state, row(world).problem) == ("blocked", "HTTP 401")
    assert len(asked) == 1
    [debt] = world.run(lambda uow: OutboxRepository(uow).listed(states=["cancelled"]))
    assert debt.reason == "access_revoked"


def test_a_shop_blocked_for_another_reason_stays_so(world: World) -> None:
    world.run(lambda uow: StoreRepository(uow).block(world.store_id, "HTTP 401"))

    told(world)

    assert (row(world).state, row(world).problem) == ("blocked", "HTTP 401")


def test_a_platform_without_an_admin_of_its_own_is_not_asked(world: World) -> None:
    world.env = replace(world.env, app_hosts={})

    assert told(world) == "access_noted"
    assert world.run(lambda uow: OutboxRepository(uow).listed(states=["waiting"])) == []
