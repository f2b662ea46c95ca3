"""Each kind of misbehaviour does what it is told, and only when it is told."""

from __future__ import annotations

import time

import pytest
import requests

from integrations.sandbox.faults import BadRule, Faults
from tests.sandbox.operations import OPERATIONS
from tests.sandbox.shop import Json, Shop

CODE = {
    "title": "Loyalty rdm_1",
    "code": "LOY-1",
    "startsAt": "2026-01-01T00:00:00Z",
    "context": {"all": "ALL"},
    "customerGets": {"items": {"all": True}, "value": {"percentage": 0.1}},
}


def create(shop: Shop) -> requests.Response:
    return shop.gql_raw(OPERATIONS, "CodeBasicCreate", input=CODE)


def rewards(shop: Shop) -> int:
    count: int = shop.control("GET", "rewards?marker=rdm_1")["count"]
    return count


def test_an_error_before_acting_leaves_nothing(shopify: Shop) -> None:
    shopify.fault(match={"operation": "CodeBasicCreate"}, effect={"status": 503})

    answer = create(shopify)

    assert (answer.status_code, rewards(shopify)) == (503, 0)


def test_an_error_after_acting_leaves_the_reward(shopify: Shop) -> None:
    effect = {"status": 500, "when": "after", "body": "oops"}
    shopify.fault(match={"operation": "CodeBasicCreate"}, effect=effect)

    answer = create(shopify)

    assert (answer.status_code, answer.text, rewards(shopify)) == (500, "oops", 1)


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
def test_a_cut_line_gives_no_answer(shopify: Shop, when: str, made: int) -> None:
    shopify.fault(
        match={"operation": "CodeBasicCreate"}, effect={"cut": True, "when": when}
    )

    with pytest.raises(requests.ConnectionError):
        create(shopify)

    assert rewards(shopify) == made


def test_an_answer_can_stop_in_the_middle(shopify: Shop) -> None:
    shopify.fault(match={"operation": "CodeBasicCreate"}, effect={"truncate_bytes": 20})

    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        create(shopify)

    assert rewards(shopify) == 1


@pytest.mark.parametrize(
    ("effect", "kind", "begins"),
    [
        ({"html": True}, "text/html", "<!doctype html>"),
        ({"invalid_json": True}, "application/json", '{"data": {"shop"'),
        ({"big_body_bytes": 300_000}, "application/json", '{"data": "xxx'),
        ({"body": {"a": 1}, "headers": {"X-Y": "z"}}, "application/json", '{"a": 1}'),
    ],
)
def test_odd_bodies_come_with_200(
    shopify: Shop, effect: Json, kind: str, begins: str
) -> None:
    shopify.fault(match={"path": "^/admin/api/"}, effect=effect)

    answer = create(shopify)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.text.startswith(begins)
    assert len(answer.content) >= effect.get("big_body_bytes", 0)


def test_throttling_looks_different_on_each_platform(shopify: Shop, woo: Shop) -> None:
    shopify.fault(effect={"throttle": True})
    woo.fault(effect={"throttle": True, "headers": {"Retry-After": "soon"}})

    one, two = create(shopify), woo.rest("GET", "orders")

    assert one.status_code == 200
    assert one.json()["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert (two.status_code, two.headers["Retry-After"]) == (429, "soon")


def test_a_partial_answer_has_data_and_errors(shopify: Shop) -> None:
    shopify.fault(
        match={"operation": "ShopInfo"},
        effect={"graphql_errors": [{"message": "half", "path": ["shop", "plan"]}]},
    )

    body = shopify.gql(OPERATIONS, "ShopInfo")

    assert body["data"]["shop"]["name"]
    assert body["errors"][0]["message"] == "half"


def test_protected_fields_can_be_withheld(shopify: Shop) -> None:
    shopify.fault(effect={"deny_fields": ["Customer.defaultEmailAddress"]})

    body = shopify.gql(OPERATIONS, "CustomerPage", first=1)

    person = body["data"]["customers"]["nodes"][0]
    assert person["defaultEmailAddress"] is None
    assert "not approved" in body["errors"][0]["message"]
    assert body["errors"][0]["path"][-1] == "defaultEmailAddress"


def test_look_ups_can_lag_behind(shopify: Shop) -> None:
    create(shopify)
    shopify.fault(match={"operation": "CodeByCode"}, effect={"lag_s": 30})

    young = shopify.gql(OPERATIONS, "CodeByCode", code="LOY-1")
    shopify.control("POST", "clock", {"advance_s": 31})
    old = shopify.gql(OPERATIONS, "CodeByCode", code="LOY-1")

    assert young["data"]["codeDiscountNodeByCode"] is None
    assert old["data"]["codeDiscountNodeByCode"] is not None


def test_coupons_lag_behind_too(woo: Shop) -> None:
    made = woo.rest("POST", "coupons", {"code": "loy-1"}).json()
    woo.fault(match={"method": "GET"}, effect={"lag_s": 30})

    listed = woo.rest("GET", "coupons?code=loy-1").json()
    one = woo.rest("GET", f"coupons/{made['id']}")

    assert (listed, one.status_code) == ([], 404)
    again = woo.rest("POST", "coupons", {"code": "loy-1"})
    assert again.json()["code"] == "woocommerce_rest_coupon_code_already_exists"


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_answer_can_be_late(shopify: Shop, when: str) -> None:
    shopify.fault(effect={"delay_ms": 120, "when": when})

    began = time.monotonic()
    create(shopify)

    assert time.monotonic() - began >= 0.12
    assert rewards(shopify) == 1


def test_extra_headers_can_ride_on_a_good_answer(shopify: Shop) -> None:
    shopify.fault(effect={"headers": {"X-Shopify-API-Version": "2027-01"}})

    answer = create(shopify)

    assert answer.headers["X-Shopify-API-Version"] == "2027-01"
    assert rewards(shopify) == 1


def test_a_rule_can_wait_for_its_turn_and_act_so_often(shopify: Shop) -> None:
    shopify.fault(match={"nth": 2, "times": 2}, effect={"status": 500})

    codes = [shopify.gql_raw("{ shop { name } }", None).status_code for _ in range(5)]

    assert codes == [200, 500, 500, 200, 200]


def test_other_requests_are_left_alone(shopify: Shop) -> None:
    shopify.fault(
        match={"operation": "Other", "method": "POST"}, effect={"status": 500}
    )
    shopify.fault(match={"operation": "ShopInfo"}, effect={"status": 502})

    by_name = shopify.gql_raw("query ShopInfo { shop { name } }", None)
    nameless = shopify.gql_raw("{ shop { name } }", None)
    page = requests.get(f"{shopify.url}/", timeout=5)

    assert (by_name.status_code, nameless.status_code, page.status_code) == (
        502,
        200,
        200,
    )


def test_chance_is_repeatable() -> None:
    def drawn(seed: int) -> list[bool]:
        faults = Faults()
        chance = {"probability": 0.5, "seed": seed}
        faults.add({"match": chance, "effect": {"status": 500}})
        return [bool(faults.effects("request")) for _ in range(64)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert 16 < sum(drawn(1)) < 48


@pytest.mark.parametrize(
    "rule",
    [
        {"on": "moon", "effect": {"status": 500}},
        {"match": {"colour": "red"}, "effect": {"status": 500}},
        {"effect": {"explode": True}},
        {"on": "delivery", "effect": {"status": 500}},
        {"effect": {}},
        {"effect": {"status": 500, "when": "never"}},
        {"match": {"path": "("}, "effect": {"status": 500}},
    ],
)
def test_a_rule_that_means_nothing_is_refused(rule: Json) -> None:
    with pytest.raises(BadRule):
        Faults().add(rule)


def test_rules_are_listed_replaced_and_cleared(shopify: Shop) -> None:
    shopify.fault(id="one", effect={"status": 500})
    shopify.control("POST", "faults", [{"effect": {"status": 501}, "id": "two"}])
    bad = shopify.control("PUT", "faults", {"rules": [{"effect": {"x": 1}}]})
    listed = shopify.control("GET", "faults")["rules"]

    replaced = shopify.control("PUT", "faults", {"rules": [{"effect": {"html": True}}]})
    shopify.control("POST", "faults", {"id": "three", "effect": {"status": 502}})
    taken = shopify.control("DELETE", "faults/three")
    absent = shopify.control("DELETE", "faults/three")
    cleared = shopify.control("DELETE", "faults")
    nonsense = shopify.control("POST", "faults", "x")

    assert [rule["id"] for rule in listed] == ["one", "two"]
    assert bad["code"] == nonsense["code"] == "bad_rule"
    assert len(replaced["rules"]) == len(taken["rules"]) == 1
    assert absent["code"] == "missing"
    assert cleared["rules"] == []


def test_deliveries_can_be_lost(shopify: Shop) -> None:
    shopify.fault(
        on="delivery", match={"topic": "orders/.*", "times": 2}, effect={"lose": True}
    )
    shopify.order(customer="ani@customer.test")
    shopify.deliver()

    states = [d["state"] for d in shopify.control("GET", "deliveries")["deliveries"]]

    assert states == ["lost", "lost", "delivered"]
    assert len(shopify.receiver.got) == 1


def test_deliveries_can_come_twice_with_one_id(shopify: Shop) -> None:
    shopify.fault(on="delivery", effect={"duplicate": 2})
    shopify.act("signup", email="zed@x.test")
    shopify.deliver()

    ids = {one.headers["X-Shopify-Webhook-Id"] for one in shopify.receiver.got}

    assert (len(shopify.receiver.got), len(ids)) == (3, 1)


def test_deliveries_can_go_last_first(shopify: Shop) -> None:
    shopify.fault(on="delivery", effect={"reorder_ms": 60_000})
    shopify.act("signup", email="zed@x.test")
    shopify.order(customer="ani@customer.test", paid=False)
    shopify.deliver()

    assert shopify.receiver.topics() == [
        "orders/updated",
        "orders/create",
        "customers/create",
    ]


def test_a_late_delivery_lets_others_pass(shopify: Shop) -> None:
    shopify.fault(
        on="delivery", match={"topic": "orders/create"}, effect={"delay_ms": 60_000}
    )
    shopify.order(customer="ani@customer.test")
    shopify.deliver()

    assert shopify.receiver.topics() == [
        "orders/updated",
        "orders/paid",
        "orders/create",
    ]


def test_a_signature_can_be_wrong_and_a_body_another(shopify: Shop) -> None:
    shopify.fault(
        on="delivery", effect={"corrupt_signature": True, "body": '{"id": "x"}'}
    )
    shopify.act("signup", email="zed@x.test")
    shopify.deliver()

    got = shopify.receiver.got[0]

    assert got.headers["X-Shopify-Hmac-Sha256"].startswith("AAAA")
    assert got.raw == b'{"id": "x"}'


def test_the_request_log_counts_the_faults(shopify: Shop) -> None:
    shopify.fault(match={"operation": "ShopInfo"}, effect={"status": 500})
    shopify.gql_raw(OPERATIONS, "ShopInfo")
    shopify.gql_raw(OPERATIONS, "ShopLocales")

    seen = shopify.control("GET", "requests")["requests"]

    assert [(row["status"], row["faults"]) for row in seen] == [(500, 1), (200, 0)]
    assert seen[1]["operation"] == "ShopLocales"
