"""Nobody sees or touches what is another member's or another programme's."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from app.domain.ids import public_id
from app.domain.programme.loading import load_document
from app.services import programmes
from app.services.store_identity import newest_identity_secret
from app.storage.stores import StoreRepository
from app.web.storefront.route import Route
from app.web.storefront.table import ROUTES
from tests.servers import Shared
from tests.web.desk import Answer
from tests.web.storefront.rich import RICH
from tests.web.storefront.shop import Shop, shop_at, signed

OBJECTS = [route for route in ROUTES if route.names]
PUBLIC = {"file"}
UNKNOWN = {
    "redemption": "vou_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "transaction": "txn_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "choice": "gft_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "game": "no-such-game",
    "order": "no-such-order",
    "claim": "clm_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "file": "id.000000000000.json",
}


@dataclass(frozen=True)
class Neighbours:
    """Two members of one store, and a second programme beside it."""

    shop: Shop
    theirs: dict[str, str]
    other_store: str
    other_secret: bytes

    def ask(self, route: Route, names: dict[str, str]) -> Answer:
        body = {} if route.example is None else dict(route.example)
        sent: dict[str, Any] = {} if route.method == "GET" else {"json": body}
        return self.shop.ask(
            route.method,
            route.path.format(**names),
            who="7002",
            once="2f1c6e4a-0000-4000-8000-00000000000a",
            **sent,
        )


@pytest.fixture(scope="module")
def neighbours(shared_servers: Shared) -> Iterator[Neighbours]:
    with (
        shared_servers.copy() as url,
        shop_at(url, shared_servers.redis_url, document=RICH) as shop,
    ):
        shop.welcome("7001")
        shop.welcome("7002", email="wati@mail.test")
        for who in ("7001", "7002"):
            assert shop.get("/member", who=who).status == 200
        voucher = shop.post("/redemptions", {"reward_id": "mug"}, who="7001").json
        line = shop.get("/history", who="7001").json["data"][0]
        asked = shop.post("/questions", {"text": "When?"}, who="7001").json
        theirs = {
            **UNKNOWN,
            "redemption": voucher["id"],
            "transaction": line["id"],
            "claim": asked["id"],
        }
        store_id, secret = _second_programme(shop)
        yield Neighbours(shop, theirs, store_id, secret)


def _second_programme(shop: Shop) -> tuple[str, bytes]:
    """Make another programme with a store of its own, beside the first."""
    env = shop.world.env
    made = programmes.create(env, load_document(RICH), actor="test", publish_now=True)
    store_id: UUID = env.ids.new()
    env.database.run(
        made.programme_id,
        lambda uow: StoreRepository(uow).add(
            store_id=store_id,
            platform=shop.store.name,
            domain="dua.test",
            base_url="https://dua.test",
            name="Dua",
            currency="IDR",
            timezone="Asia/Jakarta",
            connected_at=env.clock.now(),
            options={},
        ),
    )
    secret = newest_identity_secret(env, made.programme_id, store_id)
    return public_id("str", store_id), b64decode(secret)


def told(answer: Answer) -> dict[str, object]:
    return {**answer.json, "instance": "", "request_id": ""}


@pytest.mark.parametrize(
    "route",
    [one for one in OBJECTS if not PUBLIC & set(one.names) and one.who != "visitor"],
    ids=lambda route: route.operation,
)
def test_another_members_things_do_not_exist(
    route: Route, neighbours: Neighbours
) -> None:
    names = {name: neighbours.theirs[name] for name in route.names}
    unknown = {name: UNKNOWN[name] for name in route.names}

    foreign = neighbours.ask(route, names)
    missing = neighbours.ask(route, unknown)

    assert foreign.status == 404, foreign.text
    assert told(foreign) == told(missing)


def test_a_token_of_one_store_opens_no_other(neighbours: Neighbours) -> None:
    shop, now = neighbours.shop, int(neighbours.shop.world.clock.now().timestamp())
    claims = {"store": shop.store_id, "id": "7001", "iat": now, "exp": now + 300}
    forged = signed(claims, neighbours.other_secret)
    honest = shop.token("7001")
    theirs = f"/storefront/v1/stores/{neighbours.other_store}"

    assert shop.get("/member", token=forged).status == 401
    assert shop.get("/member", token=honest, at=theirs).status == 401


def test_the_same_customer_id_in_another_programme_is_another_person(
    neighbours: Neighbours,
) -> None:
    shop, now = neighbours.shop, int(neighbours.shop.world.clock.now().timestamp())
    claims = {
        "store": neighbours.other_store,
        "id": "7001",
        "iat": now,
        "exp": now + 300,
    }
    token = signed(claims, neighbours.other_secret)
    at = f"/storefront/v1/stores/{neighbours.other_store}"

    ours = shop.get("/member", who="7001").json
    theirs = shop.get("/member", token=token, at=at).json

    assert theirs["state"] == "member"
    assert theirs["id"] != ours["id"]
    held = shop.get("/vouchers", token=token, at=at).json["data"]
    assert held == []
    seen = shop.get(
        f"/redemptions/{neighbours.theirs['redemption']}", token=token, at=at
    )
    assert seen.status == 404


@pytest.mark.parametrize(
    "route",
    [one for one in ROUTES if one.method == "GET" and not one.names],
    ids=lambda route: route.operation,
)
def test_no_list_names_another_member(route: Route, neighbours: Neighbours) -> None:
    mine = neighbours.shop.get("/member", who="7001").json["id"]

    answer = neighbours.ask(route, {})

    assert answer.status == 200, answer.text
    for name in (mine, neighbours.theirs["redemption"], neighbours.other_store):
        assert name not in answer.text


def test_every_name_in_a_path_is_covered() -> None:
    assert {name for route in OBJECTS for name in route.names} <= set(UNKNOWN)
