"""kill -9 at every durable step: one reward, one end of the hold, whole books."""

import signal
from uuid import uuid4

import pytest

from app.services.crash import POINTS
from tests.chaos.conftest import Field, eventually
from tests.integrations.wire import says, serving
from tests.webhooks.outgoing.conftest import posts

pytestmark = pytest.mark.chaos

CLICK = [
    name
    for name in POINTS
    if name.startswith(("redeem-", "issue-", "debt-"))
    and name not in ("issue-after-release", "issue-after-answer")
]
DRAIN = [name for name in POINTS if name.startswith("drain-")]
SEAL = [name for name in POINTS if name.startswith("seal-")]
WITHDRAW = [name for name in POINTS if name.startswith("withdraw-")]
TIMER = [name for name in POINTS if name.startswith("timer-")]
DOOR = [name for name in POINTS if name.startswith("inbox-")]
HOOK = [name for name in POINTS if name.startswith("webhook-")]
ELSEWHERE = ["issue-after-release", "issue-after-answer"]


def test_every_crash_point_is_tried() -> None:
    tried = {*CLICK, *DRAIN, *SEAL, *WITHDRAW, *TIMER, *DOOR, *HOOK, *ELSEWHERE}

    assert tried == set(POINTS)


@pytest.mark.parametrize("point", CLICK)
@pytest.mark.parametrize("platform", ["shopify", "woocommerce"])
def test_a_redemption_survives_a_kill(field: Field, point: str, platform: str) -> None:
    member, key = field.member(250, platform), uuid4().hex
    path, wish = f"/members/{member}/redemptions", field.wish(platform)
    field.rest("worker")
    field.restart("web", point)

    first = field.call("POST", path, wish, key)
    field.rest("web")
    field.restart("web")
    field.restart("worker")
    field.pass_time()
    again = field.insist("POST", path, wish, key)
    voucher = field.issued(again["id"])

    assert first is None or first.status_code >= 500
    assert voucher["state"] == "issued", str(voucher)
    assert field.rewards(platform, voucher["code"]) == 1
    assert field.balance(member) == {"usable": 150, "pending": 0, "held": 0, "owed": 0}
    assert field.count("voucher", "state = 'issuing'") == 0
    assert field.proven() == []


@pytest.mark.parametrize("platform", ["shopify", "woocommerce"])
def test_an_unclear_answer_survives_a_kill(field: Field, platform: str) -> None:
    creation = {
        "shopify": {"operation": "CodeBasicCreate", "times": 1},
        "woocommerce": {"method": "POST", "path": "/coupons", "times": 1},
    }
    member, key = field.member(250, platform), uuid4().hex
    path, wish = f"/members/{member}/redemptions", field.wish(platform)
    field.misbehave(
        platform,
        {"match": creation[platform], "effect": {"status": 500, "when": "after"}},
    )
    field.rest("worker")
    field.restart("web", "issue-after-answer")

    first = field.call("POST", path, wish, key)
    field.rest("web")
    field.restart("web")
    field.restart("worker")
    field.pass_time()
    voucher = field.issued(field.insist("POST", path, wish, key)["id"])

    assert first is None or first.status_code >= 500
    assert voucher["state"] == "issued", str(voucher)
    assert field.rewards(platform, voucher["code"]) == 1
    assert field.balance(member)["held"] == 0
    assert field.proven() == []


@pytest.mark.parametrize("point", ["issue-after-release"])
def test_a_refused_redemption_gives_its_points_back_once(
    field: Field, point: str
) -> None:
    field.misbehave(
        "woocommerce",
        {
            "match": {"method": "POST", "path": "/coupons"},
            "effect": {
                "status": 400,
                "body": '{"code":"coupon_invalid_amount","message":"no","data":'
                '{"status":400}}',
            },
        },
    )
    member, key = field.member(250, "woocommerce"), uuid4().hex
    path, wish = f"/members/{member}/redemptions", field.wish("woocommerce")
    field.rest("worker")
    field.restart("web", point)

    field.call("POST", path, wish, key)
    field.rest("web")
    field.restart("web")
    field.restart("worker")
    field.pass_time()

    found = eventually(lambda: field.balance(member), lambda seen: not seen["held"])
    assert found == {"usable": 250, "pending": 0, "held": 0, "owed": 0}
    assert field.proven() == []


@pytest.mark.parametrize("point", DOOR)
def test_a_delivery_survives_a_kill_of_the_door(field: Field, point: str) -> None:
    shop = field.stage.shops[0]
    email = f"{uuid4().hex}@chaos.test"
    field.restart("web", point)

    shop.act("signup", email=email, first_name="Dewi", last_name="L")
    field.rest("web")
    field.restart("web")
    shop.post("/_sandbox/deliver", {})

    found = eventually(
        lambda: field.call("GET", f"/members/email:{email}"),
        lambda answer: answer is not None and answer.status_code == 200,
    )
    assert found is not None
    assert field.balance(found.json()["id"])["usable"] == 100
    assert field.proven() == []


@pytest.mark.parametrize("point", [*DRAIN, *SEAL])
def test_an_order_survives_a_kill_of_the_worker(field: Field, point: str) -> None:
    shop = field.stage.shops[1]
    email = f"{uuid4().hex}@chaos.test"
    field.restart("worker", point)

    shop.act("signup", email=email, first_name="Dewi", last_name="L")
    died = field.dies("worker")
    order = shop.act(
        "order", customer=email, email=email, lines=[{"sku": "KOPI-01", "quantity": 1}]
    )["order"]
    shop.act("complete", order_id=order["id"])
    field.restart("worker")

    assert died
    found = eventually(
        lambda: field.call("GET", f"/members/email:{email}"),
        lambda answer: answer is not None and answer.status_code == 200,
    )
    assert found is not None
    member = str(found.json()["id"])
    balance = eventually(
        lambda: field.balance(member), lambda seen: seen["pending"] == 150
    )
    assert balance == {"usable": 100, "pending": 150, "held": 0, "owed": 0}
    assert field.proven() == []


@pytest.mark.parametrize("point", WITHDRAW)
def test_a_withdrawal_survives_a_kill(field: Field, point: str) -> None:
    member = field.member(250)
    voucher = field.insist(
        "POST",
        f"/members/{member}/redemptions",
        field.wish("shopify"),
        uuid4().hex,
    )
    voucher = field.issued(voucher["id"])
    field.restart("worker", point)

    field.call("POST", f"/redemptions/{voucher['id']}/cancel", {}, uuid4().hex)
    field.rest("web")
    if field.stage.company.running["worker"].poll() is None:
        field.rest("worker")
    else:
        field.stage.company.running.pop("worker")
    field.restart("web")
    field.restart("worker")
    field.pass_time()
    field.call("POST", f"/redemptions/{voucher['id']}/cancel", {}, uuid4().hex)

    found = eventually(
        lambda: field.balance(member), lambda seen: seen["usable"] == 250
    )
    assert found == {"usable": 250, "pending": 0, "held": 0, "owed": 0}
    assert field.redemption(voucher["id"])["state"] in ("withdrawn", "lapsed")
    assert field.proven() == []


@pytest.mark.parametrize("point", TIMER)
def test_a_timer_survives_a_kill(field: Field, point: str) -> None:
    field.restart("scheduler", point)

    field.pass_time(5)
    died = field.dies("scheduler")
    field.restart("scheduler")
    field.pass_time(15)

    assert died
    assert field.proven() == []
    assert field.stage.company.running["scheduler"].poll() is None


@pytest.mark.parametrize("point", HOOK)
def test_a_message_to_developers_survives_a_kill(field: Field, point: str) -> None:
    member = field.member(0)
    with serving(says()) as wire:
        wish = {"url": wire.url, "types": ["points.adjusted"]}
        hook = field.insist("POST", "/webhooks", wish, "")["webhook"]["id"]
        field.restart("worker", point)
        body = {"points": 5, "reason_code": "gift"}
        field.insist("POST", f"/members/{member}/transactions", body, uuid4().hex)
        died = field.dies("worker")
        sent_before = len(wire.requests)
        field.restart("worker")
        field.pass_time()
        eventually(lambda: len(wire.requests), lambda seen: seen > sent_before)
        field.insist("DELETE", f"/webhooks/{hook}", None, "")

    assert died
    assert sent_before == (point == "webhook-before-end")
    assert len({post.headers["webhook-id"] for post in posts(wire)}) == 1


def test_a_killed_worker_parent_leaves_one_reward(field: Field) -> None:
    member, key = field.member(250), uuid4().hex
    field.restart("worker")
    field.stage.company.end("worker", signal.SIGKILL)
    field.restart("worker")

    made = field.insist(
        "POST", f"/members/{member}/redemptions", field.wish("shopify"), key
    )
    voucher = field.issued(made["id"])

    assert field.rewards("shopify", voucher["code"]) == 1
    assert field.balance(member)["held"] == 0
