"""The Admin API: executed against Shopify's schema, refusing what that refuses."""

from __future__ import annotations

import pytest
import requests

from tests.sandbox.operations import ABSENT, BASIC, OPERATIONS, first, made, run
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
    body = run(shopify, "BulkPage", first=1)

    assert (
        "The sandbox does not have QueryRoot.bulkOperations"
        in body["errors"][0]["message"]
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


USING = {
    "Decimal": """mutation M($d: Decimal!) {
      discountCodeFreeShippingCreate(
        freeShippingCodeDiscount: {maximumShippingPrice: $d}
      ) { userErrors { code } } }""",
    "URL": """mutation M($d: URL!) {
      appSubscriptionCreate(name: "n", lineItems: [], returnUrl: $d) {
        userErrors { message } } }""",
    "UnsignedInt64": """mutation M($d: UnsignedInt64!) {
      discountCodeBxgyCreate(
        bxgyCodeDiscount: {customerBuys: {value: {quantity: $d}}}
      ) { userErrors { code } } }""",
    "DateTime": """mutation M($d: DateTime!) {
      discountCodeBasicCreate(basicCodeDiscount: {startsAt: $d}) {
        userErrors { code } } }""",
}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("Decimal", "ten"),
        ("Decimal", True),
        ("Decimal", "NaN"),
        ("URL", "nowhere"),
        ("UnsignedInt64", -1),
        ("DateTime", "soon"),
    ],
)
def test_scalars_refuse_what_shopify_refuses(
    shopify: Shop, kind: str, value: object
) -> None:
    body = shopify.gql(USING[kind], "M", d=value)

    assert f"Invalid {kind}" in body["errors"][0]["message"]


def test_people_are_found_by_phone_and_words(shopify: Shop) -> None:
    shopify.act("signup", email="zed@x.test", first_name="Zed", phone="+62811")

    by_phone = run(
        shopify, "CustomerByIdentifier", identifier={"phoneNumber": "+62811"}
    )
    nobody = run(shopify, "CustomerByIdentifier", identifier={"phoneNumber": "+62812"})
    gid = by_phone["data"]["customerByIdentifier"]["id"]
    by_id = run(shopify, "CustomerByIdentifier", identifier={"id": gid})
    by_word = run(shopify, "CustomerPage", first=5, query="zed")
    by_tail = run(shopify, "CustomerPage", first=5, query="email:zed* -tag:vip")

    assert nobody["data"]["customerByIdentifier"] is None
    assert by_id["data"]["customerByIdentifier"]["id"] == gid
    for found in (by_word, by_tail):
        assert [n["id"] for n in found["data"]["customers"]["nodes"]] == [gid]


def test_pages_go_backwards_too(shopify: Shop) -> None:
    source = """query Q($last: Int, $before: String, $after: String, $first: Int) {
      customers(first: $first, last: $last, before: $before, after: $after) {
        nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor } } }"""

    end = shopify.gql(source, "Q", last=2)["data"]["customers"]
    cursor = end["pageInfo"]["startCursor"]
    back = shopify.gql(source, "Q", last=2, before=cursor)["data"]["customers"]
    wrong = shopify.gql(source, "Q", first=2, after="nonsense")
    much = shopify.gql(source, "Q", first=251)

    assert end["pageInfo"]["hasNextPage"] is False
    assert back["pageInfo"]["hasNextPage"] is True
    assert back["pageInfo"]["hasPreviousPage"] is True
    ids = [node["id"] for node in back["nodes"] + end["nodes"]]
    assert ids == sorted(set(ids))
    assert "Invalid cursor" in wrong["errors"][0]["message"]
    assert "cannot exceed 250" in much["errors"][0]["message"]


def test_things_are_found_by_any_id_and_nonsense_is_an_error(shopify: Shop) -> None:
    product = first(shopify, "products")
    gid = f"gid://shopify/Product/{product}"

    found = run(shopify, "NodesByIds", ids=[gid, ABSENT.format("Metafield")])
    nonsense = run(shopify, "NodesByIds", ids=["what"])

    assert found["data"]["nodes"] == [{"__typename": "Product", "id": gid}, None]
    assert "Invalid global id" in nonsense["errors"][0]["message"]


def test_a_pos_sale_and_a_paid_back_shipping_are_shown(shopify: Shop) -> None:
    placed = shopify.order(anonymous=True, source="pos", lines=[{"sku": "MUG-01"}])
    shopify.act("refund", order_id=placed["id"], everything=True)
    digital = shopify.order(email="g@x.test", lines=[{"product": "brewing-class"}])

    gid = f"gid://shopify/Order/{placed['id']}"
    order = run(shopify, "OrderById", id=gid)["data"]["order"]
    other = run(shopify, "OrderById", id=f"gid://shopify/Order/{digital['id']}")

    assert order["customer"] is None
    assert order["retailLocation"]["name"] == "Toko Jakarta"
    lines = order["refunds"][0]["refundShippingLines"]["nodes"]
    assert lines[0]["subtotalAmountSet"]["shopMoney"]["amount"] == "15000.0"
    assert other["data"]["order"]["shippingLines"]["nodes"] == []
