"""The Admin API: executed against Shopify's schema, refusing what that refuses."""

from __future__ import annotations

import pytest
import requests

from tests.sandbox.operations import ABSENT, BASIC, OPERATIONS, made, run
from tests.sandbox.shop import Json, Shop

READING: list[tuple[str, Json]] = [
    ("ShopInfo", {}),
    ("ShopLocales", {}),
    ("PublicApiVersions", {}),
    ("Installation", {}),
    ("WebhookList", {"first": 50}),
    ("CustomerPage", {"first": 50, "query": "email:ani@customer.test"}),
    ("CustomerCount", {}),
    ("CustomerByIdentifier", {"identifier": {"emailAddress": "ani@customer.test"}}),
    ("OrderPage", {"first": 50, "sortKey": "UPDATED_AT", "reverse": True}),
    ("OrderCount", {}),
    ("DiscountPage", {"first": 10, "query": "title:Loyalty"}),
    ("DiscountCount", {}),
    ("CodeByCode", {"code": "loy-1"}),
    ("StoreCreditSettings", {}),
    ("ProductPage", {"first": 10}),
    ("CollectionPage", {"first": 10}),
    ("JobStatus", {"id": "gid://shopify/Job/1"}),
    ("GiftCardById", {"id": ABSENT.format("GiftCard")}),
    ("RefundById", {"id": ABSENT.format("Refund")}),
]


@pytest.mark.parametrize(("name", "variables"), READING)
def test_every_reading_operation_runs(
    shopify: Shop, name: str, variables: Json
) -> None:
    made(shopify)
    shopify.order(customer="ani@customer.test", codes=["LOY-1"])

    body = run(shopify, name, **variables)

    assert "errors" not in body
    assert body["data"] is not None


def test_an_order_is_read_with_all_its_parts(shopify: Shop) -> None:
    made(shopify)
    placed = shopify.order(
        customer="ani@customer.test",
        codes=["LOY-1"],
        lines=[{"product": "stoneware-mug", "quantity": 3}, {"product": "gift-card"}],
    )
    shopify.act("refund", order_id=placed["id"], lines=[{"index": 0}], note="chipped")
    gid = f"gid://shopify/Order/{placed['id']}"

    body = run(shopify, "OrderById", id=gid)

    assert "errors" not in body
    order = body["data"]["order"]
    mugs, card = order["lineItems"]["nodes"]
    net = mugs["priceAfterAllDiscountsBeforeTaxesSet"]["shopMoney"]["amount"]
    assert (mugs["quantity"], mugs["currentQuantity"], net) == (3, 2, "160200.0")
    assert card["isGiftCard"] is True
    assert order["discountCodes"] == ["LOY-1"]
    assert order["displayFinancialStatus"] == "PARTIALLY_REFUNDED"
    refund = order["refunds"][0]
    assert refund["refundLineItems"]["nodes"][0]["quantity"] == 1
    assert refund["totalRefundedSet"]["shopMoney"]["amount"] == "80100.0"
    kinds = [row["kind"] for row in order["transactions"]]
    assert kinds == ["SALE", "REFUND"]
    by_id = run(shopify, "RefundById", id=refund["id"])["data"]["refund"]
    assert by_id["order"]["id"] == gid
    lines = run(shopify, "OrderLineItems", id=gid, first=1)["data"]["order"][
        "lineItems"
    ]
    assert lines["pageInfo"]["hasNextPage"] is True
    by_identifier = run(shopify, "OrderByIdentifier", identifier={"id": gid})
    assert by_identifier["data"]["orderByIdentifier"]["id"] == gid


def test_a_customer_is_read_with_orders_and_fields(shopify: Shop) -> None:
    placed = shopify.order(customer="ani@customer.test")
    gid = f"gid://shopify/Customer/{placed['customer_id']}"

    person = run(shopify, "CustomerById", id=gid)["data"]["customer"]
    orders = run(shopify, "CustomerOrders", id=gid, first=5)["data"]["customer"]
    nodes = run(shopify, "NodesByIds", ids=[gid, ABSENT.format("Order")])

    assert person["numberOfOrders"] == "1"
    assert person["defaultEmailAddress"]["emailAddress"] == "ani@customer.test"
    assert len(orders["orders"]["nodes"]) == 1
    assert [one and one["id"] for one in nodes["data"]["nodes"]] == [gid, None]


def test_pages_follow_one_another_without_gap_or_repeat(shopify: Shop) -> None:
    for _ in range(5):
        shopify.order(customer="ani@customer.test")
    seen: list[str] = []
    page: Json = {"pageInfo": {"endCursor": None}}

    for _ in range(3):
        after = page["pageInfo"]["endCursor"]
        body = run(shopify, "OrderPage", first=2, after=after, sortKey="ID")
        page = body["data"]["orders"]
        seen += [node["id"] for node in page["nodes"]]

    assert len(seen) == len(set(seen)) == 5
    assert page["pageInfo"]["hasNextPage"] is False


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("discount_code:LOY-1", 1),
        ("discount_code:OTHER", 0),
        ("updated_at:>=2020-01-01T00:00:00Z", 2),
        ("updated_at:>'2099-01-01'", 0),
        ("created_at:<2020-01-01 OR name:#1001", 1),
        ("email:budi@customer.test", 1),
        ("-email:budi@customer.test", 1),
        ("financial_status:paid AND test:false", 2),
        ("a_field_nobody_knows:x", 2),
    ],
)
def test_orders_are_found_by_shopifys_search(
    shopify: Shop, query: str, count: int
) -> None:
    made(shopify)
    shopify.order(customer="ani@customer.test", codes=["LOY-1"])
    shopify.order(customer="budi@customer.test")

    body = run(shopify, "OrderPage", first=10, query=query)

    assert len(body["data"]["orders"]["nodes"]) == count


def test_a_page_without_size_is_refused(shopify: Shop) -> None:
    body = shopify.gql("{ orders { nodes { id } } }")

    assert "first or last" in body["errors"][0]["message"]


def test_a_query_that_is_invalid_there_is_invalid_here(shopify: Shop) -> None:
    body = shopify.gql("{ shop { nmae } }")

    assert "data" not in body
    assert "Cannot query field 'nmae'" in body["errors"][0]["message"]


def test_what_cannot_be_parsed_is_an_error_too(shopify: Shop) -> None:
    body = shopify.gql("{ shop { ")

    assert "Syntax Error" in body["errors"][0]["message"]


@pytest.mark.parametrize(
    "changes",
    [
        {"unknownField": 1},
        {"startsAt": "tomorrow"},
        {"context": {"all": "ALL", "customers": {"add": []}}},
        {"usageLimit": "one"},
    ],
)
def test_variables_that_do_not_fit_the_schema_are_refused(
    shopify: Shop, changes: Json
) -> None:
    body = run(shopify, "CodeBasicCreate", input={**BASIC, **changes})

    assert body.get("data") is None
    assert body["errors"]


def test_a_root_field_the_sandbox_lacks_says_so(shopify: Shop) -> None:
    body = run(shopify, "SegmentPage", first=1)

    assert (
        "The sandbox does not have QueryRoot.segments" in body["errors"][0]["message"]
    )


def test_a_wrong_token_is_a_401(shopify: Shop) -> None:
    answer = requests.post(
        f"{shopify.url}/admin/api/2026-07/graphql.json",
        json={"query": "{ shop { name } }"},
        headers={"X-Shopify-Access-Token": "shpat_wrong"},
        timeout=5,
    )

    assert answer.status_code == 401
    assert "Invalid API key" in answer.json()["errors"]


def test_a_body_without_query_is_a_400(shopify: Shop) -> None:
    answer = requests.post(
        f"{shopify.url}/admin/api/2026-07/graphql.json",
        json=[],
        headers={"X-Shopify-Access-Token": shopify.info["access_token"]},
        timeout=5,
    )

    assert answer.status_code == 400


def test_the_answer_names_the_version_that_ran(shopify: Shop) -> None:
    answer = shopify.gql_raw("{ shop { name } }", None)

    assert answer.headers["X-Shopify-API-Version"] == "2026-07"


def test_an_empty_bucket_throttles_with_http_200(shopify: Shop) -> None:
    shopify.control("POST", "config", {"plan": "standard"})
    run(shopify, "ShopInfo")
    shopify.act("drain-bucket", left=0)

    answer = shopify.gql_raw(OPERATIONS, "OrderPage", first=250)

    body = answer.json()
    assert answer.status_code == 200
    assert "data" not in body
    assert body["errors"][0]["extensions"]["code"] == "THROTTLED"
    cost = body["extensions"]["cost"]
    assert cost["actualQueryCost"] is None
    assert cost["throttleStatus"]["maximumAvailable"] == 2000.0
    assert cost["throttleStatus"]["restoreRate"] == 100.0


def test_every_answer_tells_its_cost(shopify: Shop) -> None:
    body = run(shopify, "OrderPage", first=50)

    cost = body["extensions"]["cost"]
    assert 0 < cost["actualQueryCost"] <= cost["requestedQueryCost"]


def test_one_query_cannot_cost_more_than_a_thousand(shopify: Shop) -> None:
    inner = "orders(first: 250) { nodes { customer { id } } }"
    deep = f"customers(first: 250) {{ nodes {{ {inner} defaultAddress {{ id }} }} }}"
    source = "{ " + " ".join(f"a{i}: {deep}" for i in range(20)) + " }"

    body = shopify.gql(source)

    assert body["errors"][0]["extensions"]["code"] == "MAX_COST_EXCEEDED"
