"""The plugin's secret: made once, replaced with an overlap, sealed at rest."""

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.services.store_identity import identity_secrets, newest_identity_secret
from app.services.storefront.visits import IdentityRefused, signed_customer
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.world import World, opened

ROOT = Path(__file__).parents[2]
VECTOR = json.loads((ROOT / "tests/vectors/identity_token.json").read_text("utf-8"))


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as found:
        yield found


def believed(world: World) -> list[bytes]:
    def read(uow: UnitOfWork) -> list[bytes]:
        at = world.clock.now()
        return identity_secrets(world.env, uow, world.store_id, at)

    found: list[bytes] = world.run(read)
    return found


def made(world: World, *, renew: bool = False) -> str:
    return newest_identity_secret(
        world.env, world.programme_id, world.store_id, renew=renew
    )


def test_a_store_that_never_had_a_plugin_believes_nobody(world: World) -> None:
    assert believed(world) == []


def test_asking_twice_gives_the_same_secret_of_32_bytes(world: World) -> None:
    first = made(world)

    assert made(world) == first
    assert believed(world) == [b64decode(first)]
    assert len(b64decode(first)) == 32


def test_a_replaced_secret_holds_for_seven_days_and_no_longer(world: World) -> None:
    old, new = made(world), made(world, renew=True)

    assert believed(world) == [b64decode(new), b64decode(old)]
    world.clock.advance(days=7)
    assert believed(world) == [b64decode(new), b64decode(old)]
    world.clock.advance(seconds=1)
    assert believed(world) == [b64decode(new)]


def test_a_third_secret_drops_what_lapsed(world: World) -> None:
    made(world)
    second = made(world, renew=True)
    world.clock.advance(days=8)

    third = made(world, renew=True)

    assert believed(world) == [b64decode(third), b64decode(second)]


def test_the_database_never_holds_the_secret_itself(world: World) -> None:
    secret = made(world)

    row = world.run(lambda uow: StoreRepository(uow).get(world.store_id))

    assert row.identity_secrets
    assert secret not in row.identity_secrets


@pytest.mark.parametrize("case", VECTOR["cases"], ids=lambda case: case["name"])
def test_the_token_that_the_plugin_makes_is_believed(case: dict[str, Any]) -> None:
    claims, secret = case["claims"], b64decode(case["secret"])
    issued = datetime.fromtimestamp(claims["iat"], UTC)

    found = signed_customer(case["token"], [secret], claims["store"], at=issued)

    assert found == claims["id"]
    with pytest.raises(IdentityRefused):
        signed_customer(case["token"], [bytes(32)], claims["store"], at=issued)
