"""Lost answers, lost servers, and a thousand twins: every acknowledged act stands."""

import base64
import hashlib
import hmac
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from app.settings import DEVELOPMENT_SHOPIFY_SECRET
from tests.chaos.conftest import TIMEOUT_S, Field, eventually, kill

pytestmark = pytest.mark.chaos

CREATION = {
    "shopify": {"operation": "CodeBasicCreate", "times": 1},
    "woocommerce": {"method": "POST", "path": "/coupons", "times": 1},
}
SAMPLE = Path("tests/payloads/shopify/orders-paid.json")
TWINS = 1_000
SHOP_DOMAIN = "sandbox-one.myshopify.com"


@pytest.mark.parametrize("platform", ["shopify", "woocommerce"])
@pytest.mark.parametrize(
    "effect",
    [
        {"cut": True, "when": "after"},
        {"status": 500, "when": "after"},
        {"status": 502, "when": "before"},
        {"html": True, "when": "after"},
        {"truncate_bytes": 10, "when": "after"},
    ],
    ids=["answer-cut", "acted-then-500", "502-not-acted", "html", "half-an-answer"],
)
def test_an_unclear_answer_ends_in_one_reward(
    field: Field, platform: str, effect: dict[str, Any]
) -> None:
    member, key = field.member(250, platform), uuid4().hex
    field.misbehave(platform, {"match": CREATION[platform], "effect": effect})

    made = field.insist(
        "POST", f"/members/{member}/redemptions", field.wish(platform), key
    )
    voucher = field.issued(made["id"])

    assert voucher["state"] == "issued", str(voucher)
    assert field.rewards(platform, voucher["code"]) == 1
    assert field.balance(member) == {"usable": 150, "pending": 0, "held": 0, "owed": 0}
    assert field.proven() == []


def test_everything_works_while_redis_is_gone_and_after_it_came_back_empty(
    field: Field,
) -> None:
    member = field.member(250)
    kill(field.servers.pids["valkey"])

    without = field.insist(
        "POST", f"/members/{member}/redemptions", field.wish("shopify"), uuid4().hex
    )
    first = field.issued(without["id"])
    shop, email = field.stage.shops[1], f"{uuid4().hex}@chaos.test"
    shop.act("signup", email=email, first_name="Dewi", last_name="L")
    joined = eventually(
        lambda: field.call("GET", f"/members/email:{email}"),
        lambda answer: answer is not None and answer.status_code == 200,
    )
    field.servers.restart_valkey()
    second = field.issued(
        field.insist(
            "POST",
            f"/members/{member}/redemptions",
            field.wish("shopify"),
            uuid4().hex,
        )["id"]
    )

    assert first["state"] == second["state"] == "issued"
    assert joined is not None
    assert joined.status_code == 200
    assert field.balance(member)["usable"] == 50
    assert field.proven() == []


def test_what_was_acknowledged_survives_a_killed_database(field: Field) -> None:
    member = field.member(101)
    acknowledged: list[str] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            key = uuid4().hex
            answer = field.call(
                "POST",
                f"/members/{member}/transactions",
                {"points": 1, "reason_code": "goodwill"},
                key,
            )
            if answer is not None and answer.status_code in (200, 201):
                acknowledged.append(key)

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(2):
        eventually(lambda: len(acknowledged), lambda seen: seen > 15)
        kill(field.servers.pids["postgres"])
        field.servers.restart_postgres()
        enough = len(acknowledged) + 5
        eventually(lambda: len(acknowledged) - enough, lambda more: more > 0)  # noqa: B023
    stop.set()
    for thread in threads:
        thread.join()

    found = eventually(
        lambda: field.balance(member),
        lambda seen: seen["usable"] >= 101 + len(acknowledged),
    )
    assert found["usable"] >= 101 + len(acknowledged)
    assert len(acknowledged) > 20
    assert field.proven() == []


def test_a_thousand_twins_are_one_delivery_with_one_effect(field: Field) -> None:
    body = json.loads(SAMPLE.read_bytes())
    serial = uuid4().int % 10**9
    body["id"], body["currency"] = 5_900_000_000_000 + serial, "IDR"
    body["customer"]["id"] = 7_900_000_000_000 + serial
    raw = json.dumps(body).encode()
    secret = DEVELOPMENT_SHOPIFY_SECRET.encode()
    signature = base64.b64encode(hmac.new(secret, raw, hashlib.sha256).digest())
    webhook_id = str(uuid4())
    headers = {
        "Content-Type": "application/json",
        "X-Shopify-Topic": "orders/paid",
        "X-Shopify-Shop-Domain": SHOP_DOMAIN,
        "X-Shopify-Hmac-Sha256": signature.decode(),
        "X-Shopify-Webhook-Id": webhook_id,
    }

    def send(_: int) -> int:
        url = f"{field.stage.app_url}/webhooks/shopify"
        answer = requests.post(url, data=raw, headers=headers, timeout=TIMEOUT_S)
        return answer.status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(send, range(TWINS)))

    assert set(statuses) == {200}
    kept = field.count("inbox", f"dedupe_key LIKE '%%{webhook_id}%%'")
    assert kept == 1
    ended = eventually(
        lambda: field.count("inbox", "state = 'waiting'"), lambda seen: seen == 0
    )
    assert ended == 0
    assert field.count("order_settlement", f"order_ref = '{body['id']}'") == 1
    assert field.proven() == []
