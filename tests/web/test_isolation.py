"""Nobody sees or touches another programme's things: every address, by the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from app.domain.gifts import GiftTarget
from app.domain.ids import public_id, read_id
from app.domain.programme.gifts import ChoiceGift
from app.domain.programme.loading import load_document
from app.services import keys, personal, programmes
from app.services.gifts import settle_gifts
from app.storage.stores import StoreRepository
from app.web.api.route import Route
from app.web.api.table import ROUTES
from tests.factories import customer
from tests.servers import Shared
from tests.web.desk import DOCUMENT, Answer, Desk, desk_at
from tests.web.orders import order_body

OBJECTS = [route for route in ROUTES if route.names]
NAMED_BY_THE_CALLER = {"put_order"}
"""A PUT makes the caller's own order of that name; see the test below."""
UNKNOWN = {
    "member": "mem_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "transaction": "txn_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "redemption": "vou_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "voucher": "vou_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "order": "no-such-order",
    "version": "77",
    "reward": "no-such-reward",
    "choice": "gft_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "cause": "no-such-cause",
    "game": "no-such-game",
    "entry": "ent_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "segment": "no-such-segment",
    "campaign": "no-such-campaign",
    "plan": "no-such-plan",
    "grant": "met_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "simulation": "sim_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "referral": "ref_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "webhook": "whk_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "event": "msg_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
}
EVERYBODY = {"id": "everybody", "who": {"fact": "joined", "at_least": 0}}
LUCKY = {
    "id": "lucky",
    "segment": "everybody",
    "surprise": {"members": 1},
    "gifts": [{"kind": "points", "points": 5}],
}
POOL = {"id": "flight-codes", "kind": "code_pool", "price": 10}
PHOTOS = {
    "id": "photos",
    "kind": "contest",
    "closes": "2030-12-31",
    "places": [{"gifts": [{"kind": "points", "points": 10}]}],
}


@dataclass(frozen=True)
class Neighbours:
    """One installation with two programmes; the first one has things."""

    desk: Desk
    theirs: dict[str, str]
    """What the first programme has, by the name in a path."""
    other_key: str
    """Of the second programme, for everything."""

    def ask_as_other(self, route: Route, names: dict[str, str]) -> Answer:
        body = {} if route.example is None else {"json": dict(route.example)}
        return self.desk.ask(
            route.method,
            route.path.format(**names),
            key=self.other_key,
            once=f"{route.operation}-{'-'.join(names.values())}",
            **body,
        )


@pytest.fixture(scope="module")
def neighbours(shared_servers: Shared) -> Iterator[Neighbours]:
    with shared_servers.copy() as url, desk_at(url, shared_servers.redis_url) as desk:
        hook = desk.post("/webhooks", {"url": "http://127.0.0.1:9/hook"}).json
        member = desk.member()
        posted = desk.post(
            f"/members/{member}/transactions",
            {"points": -1, "reason_code": "mistake"},
        ).json
        desk.post(
            f"/members/{member}/transactions", {"points": 500, "reason_code": "gift"}
        )
        voucher = desk.post(
            f"/members/{member}/redemptions",
            {"reward_id": "ten-thousand", "store_id": desk.store_id},
        ).json
        for name in ("A-1", "A-2"):
            desk.ask("PUT", f"/orders/{name}", json=order_body())
        desk.world.publish({**DOCUMENT, "rewards": []})
        desk.world.publish(
            {
                **DOCUMENT,
                "rewards": [*DOCUMENT["rewards"], POOL],
                "causes": [{"id": "trees"}],
                "metrics": [{"id": "nights", "of": "given"}],
                "play": [PHOTOS],
                "segments": [EVERYBODY],
                "campaigns": [LUCKY],
                "referral": {"friend_gifts": [{"kind": "points", "points": 10}]},
            }
        )
        personal.sweep(desk.world.env, desk.world.programme_id)
        theirs = {
            "member": member,
            "transaction": posted["id"],
            "redemption": voucher["id"],
            "voucher": voucher["id"],
            "order": "A-1",
            "version": "3",
            "reward": "flight-codes",
            "choice": _choice(desk, member),
            "cause": "trees",
            "game": "photos",
            "entry": _entry(desk, member),
            "segment": "everybody",
            "campaign": "lucky",
            "plan": "yearly",
            "grant": _grant(desk, member),
            "referral": _referral(desk),
            "simulation": desk.post("/simulations", {"version": 1}).json["id"],
            "webhook": hook["webhook"]["id"],
            "event": desk.get("/events").json["data"][0]["id"],
        }
        yield Neighbours(desk, theirs, _second_programme(desk))


def _grant(desk: Desk, member: str) -> str:
    """Give a member a metric by hand; return the grant's id."""
    body = {"metric": "nights", "amount": 1, "reason": "came by"}
    found: str = desk.post(f"/members/{member}/metric-grants", body).json["id"]
    return found


def _choice(desk: Desk, member: str) -> str:
    """Let a rule give a member something to choose; return its id."""
    target = GiftTarget(
        member_id=read_id("mem", member),
        rule_id="tier:gold",
        source="term",
        gift=ChoiceGift(kind="choice", rewards=("dear", "ten-thousand")),
        happened_at=desk.world.clock.now(),
    )
    desk.world.run(lambda uow: settle_gifts(desk.world.env, uow, [target]))
    (listed,) = desk.get(f"/members/{member}/choices").json["data"]
    return str(listed["id"])


def _referral(desk: Desk) -> str:
    """Let a friend come through a member's link; return the referral's id."""
    advocate = desk.member(customer("7101", email="wati@mail.test"))
    friend = desk.member(customer("7102", email="tuti@mail.test"))
    code = desk.get(f"/members/{advocate}/referral").json["code"]
    claimed = desk.post("/referrals/claims", {"code": code, "member": friend})
    return str(claimed.json["id"])


def _entry(desk: Desk, member: str) -> str:
    """Let a member enter a contest; return the entry's id."""
    body = {"body": "https://photos.test/1.jpg"}
    return str(desk.post(f"/members/{member}/entries/photos", body).json["id"])


def _second_programme(desk: Desk) -> str:
    """Make another programme beside the first; return a key to it."""
    env = desk.world.env
    made = programmes.create(
        env, load_document(DOCUMENT), actor="test", publish_now=True
    )
    env.database.run(
        made.programme_id,
        lambda uow: StoreRepository(uow).add(
            store_id=env.ids.new(),
            platform=desk.store.name,
            domain="dua.test",
            base_url="https://dua.test",
            name="Dua",
            currency="IDR",
            timezone="Asia/Jakarta",
            connected_at=env.clock.now(),
            options={},
        ),
    )
    text, _ = keys.create(
        env, made.programme_id, name="other", scopes=list(keys.SCOPES)
    )
    return text


def told(answer: Answer, names: dict[str, str]) -> dict[str, Any]:
    """Return a problem without what names the request."""
    whole = {**answer.json, "instance": "", "request_id": ""}
    for name in names.values():
        whole["detail"] = whole["detail"].replace(name, "that")
    return whole


@pytest.mark.parametrize(
    "route",
    [route for route in OBJECTS if route.operation not in NAMED_BY_THE_CALLER],
    ids=lambda route: route.operation,
)
def test_anothers_things_do_not_exist(route: Route, neighbours: Neighbours) -> None:
    names = {name: neighbours.theirs[name] for name in route.names}
    unknown = {name: UNKNOWN[name] for name in route.names}

    foreign = neighbours.ask_as_other(route, names)
    missing = neighbours.ask_as_other(route, unknown)

    assert foreign.status == 404, foreign.text
    assert told(foreign, names) == told(missing, unknown)


@pytest.mark.parametrize("name", ["external:7001", "email:budi@mail.test"])
def test_a_customer_of_a_neighbour_is_nobody(name: str, neighbours: Neighbours) -> None:
    answer = neighbours.desk.get(f"/members/{name}", key=neighbours.other_key)

    assert answer.status == 404


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.method == "GET" and not route.names],
    ids=lambda route: route.operation,
)
def test_lists_show_nothing_of_a_neighbour(
    route: Route, neighbours: Neighbours
) -> None:
    answer = neighbours.desk.get(route.path, key=neighbours.other_key)

    assert answer.status in (200, 404), answer.text
    for name in ("member", "transaction", "voucher"):
        assert neighbours.theirs[name] not in answer.text
    assert neighbours.desk.store_id not in answer.text


def test_the_same_order_name_in_two_programmes_is_two_orders(
    neighbours: Neighbours,
) -> None:
    before = neighbours.desk.get("/orders/A-2").json
    body = {**order_body(minor=1000), "customer": {"customer_ref": "another"}}

    answer = neighbours.desk.ask(
        "PUT", "/orders/A-2", key=neighbours.other_key, json=body
    )

    assert answer.json["outcome"] == "settled"
    assert answer.json["store_id"] != before["store_id"]
    assert neighbours.desk.get("/orders/A-2").json == before


def test_the_same_idempotency_key_in_two_programmes_is_two_requests(
    neighbours: Neighbours,
) -> None:
    desk = neighbours.desk
    body = {"customer_ref": "same", "email": "sama@mail.test"}

    ours = desk.ask("POST", "/members", once="same-key", json=body)
    theirs = desk.ask(
        "POST", "/members", key=neighbours.other_key, once="same-key", json=body
    )

    assert (ours.status, theirs.status) == (201, 201)
    assert ours.json["id"] != theirs.json["id"]


def test_a_neighbours_store_can_be_named_nowhere(neighbours: Neighbours) -> None:
    desk, key = neighbours.desk, neighbours.other_key
    own = desk.ask("POST", "/members", key=key, json={"customer_ref": "own"}).json
    store = public_id("str", desk.world.store_id)

    answers = [
        desk.get(f"/members/{own['id']}/rewards?store_id={store}", key=key),
        desk.get(f"/orders/A-1?store_id={store}", key=key),
        desk.ask(
            "POST", "/members", key=key, json={"customer_ref": "x", "store_id": store}
        ),
        desk.ask(
            "POST",
            f"/members/{own['id']}/redemptions",
            key=key,
            once="foreign-store",
            json={"reward_id": "ten-thousand", "store_id": store},
        ),
    ]

    assert [answer.status for answer in answers] == [404, 404, 404, 404]
    assert {answer.json["code"] for answer in answers} == {"store_missing"}
    assert all(desk.world.programme_id.hex not in answer.text for answer in answers)


def test_every_address_with_an_object_is_covered() -> None:
    assert {name for route in OBJECTS for name in route.names} <= set(UNKNOWN)
