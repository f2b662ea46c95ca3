"""A store connected anew gets new keys, and keeps what is not its platform's."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from app.services import stores
from app.services.connections import connection, connection_of, opened_credentials
from app.storage.stores import StoreRepository, StoreRow
from integrations.reviews.judgeme import JudgeMeSigner
from tests.services.test_pairing import SHOP, Shop
from tests.webhooks.reader import StubProvider
from tests.world import World, opened

OLD, NEW = {"key": "ck_old"}, {"key": "ck_new"}
REVIEWS = {"judgeme_secret": "of the review app"}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        made.env = replace(
            made.env,
            platforms={"woocommerce": Shop(made.clock)},
            review_providers={"judgeme": StubProvider("judgeme", JudgeMeSigner())},
        )
        yield made


def connect(world: World, proof: Mapping[str, str]) -> UUID:
    return stores.connect(
        world.env,
        world.programme_id,
        platform="woocommerce",
        base_url=SHOP,
        proof=proof,
    ).store_id


@pytest.fixture
def store_id(world: World) -> UUID:
    """A store whose merchant gave the secret of a review app."""
    made = connect(world, OLD)
    stores.set_review_secret(
        world.env,
        world.programme_id,
        made,
        provider="judgeme",
        secret=REVIEWS["judgeme_secret"],
    )
    return made


def row(world: World, store_id: UUID) -> StoreRow:
    found: StoreRow = world.run(lambda uow: StoreRepository(uow).get(store_id))
    return found


def held(world: World, store_id: UUID) -> dict[str, str]:
    return opened_credentials(world.env, row(world, store_id))


def test_a_connection_anew_keeps_the_secret_of_the_review_app(
    world: World, store_id: UUID
) -> None:
    assert connect(world, NEW) == store_id

    assert held(world, store_id) == NEW | REVIEWS


def test_a_store_that_left_holds_no_key_and_comes_back_with_its_review_app(
    world: World, store_id: UUID
) -> None:
    stores.disconnect(world.env, world.programme_id, store_id)

    assert held(world, store_id) == REVIEWS
    connect(world, NEW)
    assert held(world, store_id) == NEW | REVIEWS


def test_a_store_without_a_review_app_leaves_nothing(world: World) -> None:
    store_id = connect(world, OLD)

    stores.disconnect(world.env, world.programme_id, store_id)

    assert row(world, store_id).credentials is None


def test_a_renewed_key_replaces_the_platforms_own_and_nothing_else(
    world: World, store_id: UUID
) -> None:
    store = world.run(lambda uow: connection(world.env, uow, store_id))
    assert store.renew_credentials is not None

    store.renew_credentials(lambda _held: NEW)

    assert held(world, store_id) == NEW | REVIEWS


def test_keys_that_come_late_are_not_kept_for_a_store_that_left(
    world: World, store_id: UUID
) -> None:
    store = connection_of(world.env, row(world, store_id))
    assert store.keep_credentials is not None
    store.keep_credentials(NEW)
    assert held(world, store_id) == NEW | REVIEWS
    stores.disconnect(world.env, world.programme_id, store_id)

    store.keep_credentials(OLD)

    assert held(world, store_id) == REVIEWS
