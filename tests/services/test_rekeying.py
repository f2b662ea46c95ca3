"""Secrets move to the newest key, whole or bit by bit, and none is forgotten."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.staff import Role
from app.services import rekeying
from app.services.code_pools import add_codes
from app.services.connections import connection, seal_credentials, with_new_secret
from app.services.env import Env
from app.services.rekeying import Rekeyed, seal_anew, sweep
from app.services.staff import staffing
from app.services.staff.second_factor import begin_enrolment, enrolment
from app.storage.sealed import (
    SEALED_COLUMNS,
    SEALED_OF_TEAMS,
    SealedColumn,
    sealed_texts,
)
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.wiring.secret_box import FernetBox, SealBroken
from tests.factories import NOON
from tests.world import POINTS_IDR, World, add_store, opened

ROOT = Path(__file__).parents[2]
OLD = "8tTDXmZmTTT8KcVvbDFcUq3ci5a0NsTJVXnWXb7PLXY="
NEW = "q0N6oTNvG0b9qkYyTz3u5gHk7pXU3yJpF0s0bZ2e6dE="
PLACES_THAT_SEAL = {
    "app/services/code_pools.py",
    "app/services/connections.py",
    "app/services/contact_changes.py",
    "app/services/draws.py",
    "app/services/kept_files.py",
    "app/services/merging.py",
    "app/services/outgoing/desk.py",
    "app/services/pairing.py",
    "app/services/staff/second_factor.py",
    "app/services/store_identity.py",
    "app/services/storefront/claiming.py",
    # Into a cookie, a link and forms, never into a table:
    "app/services/staff/known_browsers.py",
    "app/services/storefront/previewing.py",
    "app/web/admin/kept_form.py",
    "app/web/admin/storefront/preview.py",
    "app/web/storefront/page/forms.py",
}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    """A store with credentials and a webhook secret, under the old key."""
    with opened(fresh_database_url) as made:
        made.env = replace(made.env, secrets=FernetBox([OLD]))
        give_secrets(made)
        yield made


def give_secrets(world: World) -> None:
    keys = seal_credentials(
        world.env, world.programme_id, world.store_id, {"consumer_key": "ck_1"}
    )

    def write(uow: UnitOfWork) -> None:
        stores = StoreRepository(uow)
        row = stores.get(world.store_id)
        secrets = with_new_secret(world.env, row, "hush", NOON)
        stores.change(world.store_id, credentials=keys, webhook_secrets=secrets)

    world.run(write)


def under(world: World, *keys: str) -> Env:
    return replace(world.env, secrets=FernetBox(keys))


def consumer_key(world: World, env: Env) -> str:
    found: str = world.run(
        lambda uow: connection(env, uow, world.store_id).credentials["consumer_key"]
    )
    return found


def test_every_secret_opens_under_the_new_key_alone(world: World) -> None:
    done = seal_anew(under(world, NEW, OLD), world.programme_id)

    assert done == Rekeyed(renewed=2)
    assert consumer_key(world, under(world, NEW)) == "ck_1"
    with pytest.raises(SealBroken):
        consumer_key(world, under(world, OLD))


def test_a_second_run_finds_nothing_to_do(world: World) -> None:
    env = under(world, NEW, OLD)

    seal_anew(env, world.programme_id)

    assert seal_anew(env, world.programme_id) == Rekeyed(fresh=2)


def test_a_run_that_was_stopped_goes_on_where_it_was(world: World) -> None:
    env = under(world, NEW, OLD)

    def stop(_place: str, _done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seal_anew(env, world.programme_id, told=stop)

    assert seal_anew(env, world.programme_id) == Rekeyed(renewed=1, fresh=1)


def test_counting_changes_nothing(world: World) -> None:
    done = seal_anew(under(world, NEW, OLD), world.programme_id, write=False)

    assert done == Rekeyed(renewed=2)
    assert consumer_key(world, under(world, OLD)) == "ck_1"


def test_what_no_key_opens_is_named_and_left(world: World) -> None:
    done = sweep(under(world, NEW), world.programme_id)

    assert (done.renewed, done.fresh) == (0, 0)
    assert done.broken == [
        f"store.credentials {world.store_id}",
        f"store.webhook_secrets {world.store_id}",
    ]
    assert consumer_key(world, under(world, OLD)) == "ck_1"


def test_a_token_that_was_renewed_in_between_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = under(world, NEW, OLD)

    def read_and_overtake(
        uow: UnitOfWork, place: SealedColumn, *, after: UUID, most: int
    ) -> object:
        found = sealed_texts(uow, place, after=after, most=most)
        fresh = seal_credentials(
            env, world.programme_id, world.store_id, {"consumer_key": "ck_2"}
        )
        if found and place.column == "credentials":
            StoreRepository(uow).change(world.store_id, credentials=fresh)
        return found

    monkeypatch.setattr(rekeying, "sealed_texts", read_and_overtake)
    seal_anew(env, world.programme_id)

    assert consumer_key(world, under(world, NEW)) == "ck_2"


def test_more_texts_than_one_look_takes_are_all_renewed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "AT_ONCE", 1)

    other = UUID(int=7)
    keys = seal_credentials(world.env, world.programme_id, other, {})

    def add(uow: UnitOfWork) -> None:
        add_store(uow, other)
        StoreRepository(uow).change(other, credentials=keys)

    world.run(add)

    assert seal_anew(under(world, NEW, OLD), world.programme_id).renewed == 3


def test_uploaded_codes_move_too(world: World) -> None:
    world.publish(
        POINTS_IDR | {"rewards": [{"id": "partner", "kind": "code_pool", "price": 10}]}
    )
    world.run(
        lambda uow: add_codes(world.env, uow, "partner", [(1, "A"), (2, "B")], by="t")
    )

    assert seal_anew(under(world, NEW, OLD), world.programme_id).renewed == 4
    assert seal_anew(under(world, NEW), world.programme_id) == Rekeyed(fresh=4)


def test_a_second_factor_of_the_team_moves_too(world: World) -> None:
    env = under(world, OLD)
    merchant_id = world.run(lambda uow: StoreRepository(uow).programme().merchant_id)
    staff_id = staffing.add(env, merchant_id, name="Sari", role=Role.OWNER)
    begin_enrolment(env, staffing.teammate(env, merchant_id, staff_id).row)

    assert seal_anew(under(world, NEW, OLD), world.programme_id).renewed == 3

    new = under(world, NEW)
    row = staffing.teammate(new, merchant_id, staff_id).row
    assert enrolment(new, row) is not None


def test_every_place_that_seals_is_known() -> None:
    sealing = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "app").rglob("*.py")
        if re.search(r"secrets\.seal\(", path.read_text(encoding="utf-8"))
    }

    # Another one: add its column to SEALED_COLUMNS, or its secret dies with a key.
    assert sealing == PLACES_THAT_SEAL
    assert [str(place) for place in SEALED_OF_TEAMS] == ["staff.totp_secret"]
    assert [str(place) for place in SEALED_COLUMNS] == [
        "store.credentials",
        "store.webhook_secrets",
        "store.identity_secrets",
        "store_pairing.sealed_keys",
        "pool_code.sealed",
        "support_claim.sealed_contact",
        "contact_change.sealed_old",
        "prize_draw.sealed_seed",
        "kept_piece.sealed",
        "webhook_endpoint.secret",
        "webhook_endpoint.former_secret",
        "member_merge.sealed_contact",
    ]
