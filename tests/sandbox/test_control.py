"""The control API, and the command that opens a store."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest
import requests

from integrations.sandbox.__main__ import main
from integrations.sandbox.config import StoreConfig
from integrations.sandbox.serving import serve_in_thread
from integrations.sandbox.shopify.app import create_shopify_store
from tests.sandbox.shop import Json, Shop


def test_the_same_seed_opens_the_same_store() -> None:
    def opened(seed: int) -> Json:
        client = create_shopify_store(StoreConfig(seed=seed)).test_client()
        info: Json = client.get("/_sandbox/info").get_json()
        people: Json = client.get("/_sandbox/state").get_json()["customers"]
        return {"token": info["access_token"], "people": people}

    assert opened(7) == opened(7)
    assert opened(7)["token"] != opened(8)["token"]


def test_the_clock_is_set_and_goes_on(shopify: Shop) -> None:
    shopify.control("POST", "clock", {"now": "2027-03-01T00:00:00Z"})
    moved = shopify.control("POST", "clock", {"advance_days": 1, "advance_s": 60})

    placed = shopify.order(customer="ani@customer.test")

    assert moved["now"].startswith("2027-03-02T00:01")
    assert placed["created_at"].startswith("2027-03-02T00:01")
    assert shopify.control("GET", "clock")["offset_s"] != 0


def test_only_known_settings_change(shopify: Shop) -> None:
    changed = shopify.control("POST", "config", {"tax_percent": "11"})
    refused = shopify.control("POST", "config", {"seed": 9})

    assert changed["tax_percent"] == "11"
    assert refused["code"] == "bad_input"
    assert "seed" in refused["message"]


def test_a_reset_store_is_as_new_and_keeps_its_addresses(shopify: Shop) -> None:
    before = shopify.control("GET", "state")["products"]
    shopify.order(customer="ani@customer.test")
    shopify.fault(effect={"status": 500})
    shopify.act("uninstall")

    shopify.control("POST", "reset", {})

    state = shopify.control("GET", "state")
    assert (state["orders"], state["faults"], state["deliveries"]) == ([], [], [])
    assert state["products"] == before
    assert shopify.gql_raw("{ shop { name } }", None).status_code == 200
    config = shopify.control("GET", "config")
    assert config["webhook_url"].startswith(shopify.receiver.url)


def test_an_unknown_action_lists_the_known_ones(shopify: Shop) -> None:
    answer = shopify.act("dance")

    assert answer["code"] == "unknown_action"
    assert "checkout-with-code" in answer["message"]
    assert "uninstall" in answer["message"]


@pytest.mark.parametrize(
    ("action", "asked", "code"),
    [
        ("order", {"customer": "nobody@x.test"}, "missing"),
        ("order", {"email": "no-email"}, "contact"),
        ("order", {"email": "g@x.test", "gateway": "shells"}, "gateway"),
        ("order", {"email": "g@x.test", "lines": [{"quantity": 0}]}, "empty"),
        ("order", {"email": "g@x.test", "lines": [{"product": "moon"}]}, "missing"),
        ("order", {"email": "g@x.test", "lines": [{"variant_id": 1}]}, "missing"),
        ("order", {"email": "g@x.test", "lines": [{"quantity": "x"}]}, "bad_input"),
        ("pay", {"order_id": 1}, "missing"),
        ("signup", {"email": "nonsense"}, "invalid_email"),
        ("signup", {"email": "ani@customer.test"}, "email_taken"),
        ("merge", {"kept": "ani@customer.test", "gone": "x@y.test"}, "missing"),
        (
            "merge",
            {"kept": "ani@customer.test", "gone": "ani@customer.test"},
            "same_customer",
        ),
        ("review", {"product": "stoneware-mug", "rating": 6}, "rating"),
        ("review", {"product": "stoneware-mug", "text": " "}, "text"),
        ("approve-review", {}, "missing"),
    ],
)
def test_a_refused_action_says_why_and_does_nothing(
    shopify: Shop, action: str, asked: Json, code: str
) -> None:
    answer = shopify.act(action, **asked)

    assert (answer["ok"], answer["code"]) == (False, code)
    assert shopify.control("GET", "state")["orders"] == []


def test_a_body_that_is_no_object_is_refused(shopify: Shop) -> None:
    assert shopify.control("POST", "actions/order", [1])["code"] == "bad_input"


def test_an_order_is_named_by_number_or_name(shopify: Shop) -> None:
    placed = shopify.order(customer="ani@customer.test", paid=False)

    assert shopify.act("pay", order_id=f"#{placed['number']}")["ok"]
    assert shopify.act("complete", order=placed["number"])["order"]["fulfilled"]


def test_an_order_can_be_backdated(shopify: Shop) -> None:
    placed = shopify.order(customer="ani@customer.test", at="2026-01-05T10:00:00+07:00")

    shopify.deliver()
    body = shopify.receiver.of("orders/paid")[0].json
    assert placed["created_at"] == placed["paid_at"] == "2026-01-05T03:00:00+00:00"
    assert body["processed_at"] == body["created_at"] == "2026-01-05T10:00:00+07:00"
    assert body["updated_at"] > body["created_at"]


def test_a_history_can_come_to_be_in_silence(shopify: Shop) -> None:
    shopify.act("signup", email="old@x.test", at="2025-06-01T00:00:00Z", silent=True)
    shopify.order(customer="old@x.test", at="2025-07-01T00:00:00Z", silent=True)
    shopify.order(customer="old@x.test")
    shopify.deliver()

    assert len(shopify.control("GET", "state")["orders"]) == 2
    assert len(shopify.receiver.of("orders/create")) == 1
    body = shopify.receiver.of("orders/create")[0].json
    assert body["customer"]["created_at"] == "2025-06-01T07:00:00+07:00"


def test_deliveries_are_filtered_and_bodies_shown_on_request(shopify: Shop) -> None:
    shopify.order(customer="ani@customer.test")
    shopify.deliver()

    paid = shopify.control("GET", "deliveries?topic=orders/paid")["deliveries"]
    plain = shopify.control("GET", "state")["deliveries"]
    full = shopify.control("GET", "state?bodies=1")["deliveries"]

    assert [row["topic"] for row in paid] == ["orders/paid"]
    assert "body" not in plain[0]
    assert json.loads(full[0]["body"])["id"]


def test_in_auto_deliveries_leave_by_themselves(shopify: Shop) -> None:
    shopify.control("POST", "config", {"queue": "auto"})
    shopify.order(customer="ani@customer.test")

    idle = shopify.control("POST", "wait", {})

    assert (idle["ok"], len(shopify.receiver.got)) == (True, 3)


def test_an_app_that_is_down_is_no_reason_to_fall_over(shopify: Shop) -> None:
    shopify.control("POST", "config", {"webhook_url": "http://127.0.0.1:9/x"})
    shopify.act("signup", email="zed@x.test")
    shopify.deliver()

    row = shopify.control("GET", "deliveries")["deliveries"][0]

    assert (row["state"], len(row["attempts"])) == ("gave_up", 9)
    assert row["attempts"][0]["error"] == "ConnectionError"


@pytest.mark.parametrize("path", ["/_sandbox/info", "/admin-sandbox/"])
def test_other_machines_are_refused(path: str) -> None:
    client = create_shopify_store(StoreConfig()).test_client()

    answer = client.get(path, environ_base={"REMOTE_ADDR": "10.0.0.9"})

    assert answer.status_code == 403


def test_other_pages_are_refused(shopify: Shop) -> None:
    answer = requests.post(
        f"{shopify.url}/_sandbox/reset",
        headers={"Origin": "https://evil.test"},
        timeout=5,
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("wrong", ["platform", "queue", "plan"])
def test_a_configuration_that_means_nothing_is_refused(wrong: str) -> None:
    choices: Json = {wrong: "magic"}

    with pytest.raises(ValueError, match="magic"):
        StoreConfig(**choices)


def test_a_store_can_be_served_without_keeping_hold_of_it() -> None:
    url = serve_in_thread(create_shopify_store(StoreConfig()))

    assert requests.get(f"{url}/_sandbox/info", timeout=5).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("platform", ["shopify", "woocommerce"])
def test_the_command_opens_a_store_and_stops_on_sigterm(platform: str) -> None:
    command = [sys.executable, "-m", "integrations.sandbox", "--platform", platform]
    options = ["--currency", "USD", "--clock", "2026-11-22T00:00:00Z", "--seed", "3"]
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        ready: Json = json.loads(process.stdout.readline())
        seen = requests.get(f"{ready['control_url']}/info", timeout=5).json()
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=10)

    assert (ready["ready"], ready["platform"], code) == (True, platform, 0)
    assert seen["now"].startswith("2026-11-22T00:00")
    assert seen["currency"] == "USD"


def test_the_command_says_what_it_cannot_open(
    shopify: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    port = shopify.url.rpartition(":")[2]

    code = main(["--platform", "shopify", "--port", port])

    assert code == 2
    assert "cannot open the store" in capsys.readouterr().err
