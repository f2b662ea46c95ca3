"""API keys: made once, shown once, found by their digest, ended at once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.services import keys
from app.services.keys import BadKey, UnknownScope
from app.storage.keys import KeyRepository
from tests.factories import NOON
from tests.world import World, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as found:
        yield found


def made(world: World, *scopes: str) -> str:
    text, _ = keys.create(
        world.env, world.programme_id, name="till", scopes=list(scopes)
    )
    return text


def test_a_key_finds_its_programme_and_scopes(world: World) -> None:
    key = made(world, "members:read", "ledger:read")

    found = keys.principal(world.env, key)

    assert found.programme_id == world.programme_id
    assert found.scopes == {"members:read", "ledger:read"}
    assert found.actor == f"api:{found.key_id}"


def test_a_key_says_what_it_is_and_holds_256_random_bits(world: World) -> None:
    live = made(world, "members:read")
    test, _ = keys.create(
        world.env, world.programme_id, name="t", scopes=["members:read"], mode="test"
    )

    assert live.startswith("lk_live_")
    assert test.startswith("lk_test_")
    assert len(live.removeprefix("lk_live_")) * 5 >= 256


def test_the_database_never_holds_a_key(world: World) -> None:
    key = made(world, "members:read")

    rows = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT api_key::text FROM api_key"
        ).all()
    )

    assert len(rows) == 1
    assert key.removeprefix("lk_live_") not in rows[0][0]
    assert keys.digest_of(key).hex() in rows[0][0]


@pytest.mark.parametrize("scopes", [[], ["members:read", "members:raed"]])
def test_a_scope_that_does_not_exist_is_refused_with_those_that_do(
    world: World, scopes: list[str]
) -> None:
    with pytest.raises(UnknownScope, match="members:write"):
        keys.create(world.env, world.programme_id, name="x", scopes=scopes)


@pytest.mark.parametrize("key", ["", "lk_live_", "lk_live_" + "0" * 52, "ключ"])
def test_a_key_that_was_never_made_is_nobodys(world: World, key: str) -> None:
    with pytest.raises(BadKey):
        keys.principal(world.env, key)


def test_a_key_ends_at_its_instant(world: World) -> None:
    key, _ = keys.create(
        world.env,
        world.programme_id,
        name="x",
        scopes=["members:read"],
        expires_at=NOON + timedelta(hours=1),
    )

    world.clock.advance(minutes=59)
    keys.principal(world.env, key)
    world.clock.advance(minutes=1)

    with pytest.raises(BadKey):
        keys.principal(world.env, key)


def test_a_key_taken_back_is_dead_at_once(world: World) -> None:
    key, row = keys.create(
        world.env, world.programme_id, name="x", scopes=["members:read"]
    )

    world.run(lambda uow: KeyRepository(uow).revoke(row.key_id, at=NOON))

    with pytest.raises(BadKey):
        keys.principal(world.env, key)


def test_the_last_use_is_noted_now_and_then(world: World) -> None:
    key = made(world, "members:read")

    keys.principal(world.env, key)
    world.clock.advance(minutes=1)
    keys.principal(world.env, key)
    (soon,) = world.run(lambda uow: KeyRepository(uow).all())
    world.clock.advance(minutes=10)
    keys.principal(world.env, key)
    (later,) = world.run(lambda uow: KeyRepository(uow).all())

    assert soon.last_used_at == NOON
    assert later.last_used_at == NOON + timedelta(minutes=11)
