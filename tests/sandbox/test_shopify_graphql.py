"""The Admin API: executed against Shopify's schema, refusing what that refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

from tests.sandbox.shop import Json, Shop

OPERATIONS = (Path(__file__).parent / "operations.graphql").read_text(encoding="utf-8")
BASIC = {
    "title": "Loyalty",
    "code": "LOY-1",
    "startsAt": "2026-01-01T00:00:00Z",
    "context": {"all": "ALL"},
    "customerGets": {"items": {"all": True}, "value": {"percentage": 0.1}},
}
ABSENT = "gid://shopify/{}/999"


def run(shop: Shop, name: str, **variables: Any) -> Json:  # noqa: ANN401 -- any JSON
    return shop.gql(OPERATIONS, name, **variables)


def made(shop: Shop, **changes: object) -> str:
    """A code's GID."""
    body = run(shop, "CodeBasicCreate", input={**BASIC, **changes})
    payload = body["data"]["discountCodeBasicCreate"]
    assert payload["userErrors"] == [], payload
    gid: str = payload["codeDiscountNode"]["id"]
    return gid


def first(shop: Shop, kind: str) -> int:
    number: int = shop.control("GET", "state")[kind][0]["id"]
    return number


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


def test_webhooks_are_made_listed_changed_and_deleted(shopify: Shop) -> None:
    asked = {"uri": "https://app.test/hooks", "includeFields": ["id", "updated_at"]}
    made_body = run(shopify, "WebhookCreate", topic="ORDERS_PAID", input=asked)
    gid = made_body["data"]["webhookSubscriptionCreate"]["webhookSubscription"]["id"]

    again = run(shopify, "WebhookCreate", topic="ORDERS_PAID", input=asked)
    http = run(
        shopify, "WebhookCreate", topic="ORDERS_PAID", input={"uri": "http://app.test"}
    )
    changed = run(shopify, "WebhookUpdate", id=gid, input={"uri": "https://b.test/x"})
    listed = run(shopify, "WebhookList", first=10)
    gone = run(shopify, "WebhookDelete", id=gid)
    twice = run(shopify, "WebhookDelete", id=gid)
    late = run(shopify, "WebhookUpdate", id=gid, input={"uri": "https://b.test/x"})

    taken = again["data"]["webhookSubscriptionCreate"]["userErrors"][0]["message"]
    assert "already been taken" in taken
    assert http["data"]["webhookSubscriptionCreate"]["userErrors"]
    updated = changed["data"]["webhookSubscriptionUpdate"]["webhookSubscription"]
    assert updated["uri"] == "https://b.test/x"
    nodes = listed["data"]["webhookSubscriptions"]["nodes"]
    assert [node["topic"] for node in nodes] == ["ORDERS_PAID"]
    assert gone["data"]["webhookSubscriptionDelete"]["deletedWebhookSubscriptionId"]
    assert twice["data"]["webhookSubscriptionDelete"]["userErrors"]
    assert late["data"]["webhookSubscriptionUpdate"]["userErrors"]


def test_tags_come_and_go_one_by_one(shopify: Shop) -> None:
    gid = f"gid://shopify/Customer/{first(shopify, 'customers')}"

    run(shopify, "TagsAdd", id=gid, tags=["loyalty-tier:gold", "vip"])
    run(shopify, "TagsRemove", id=gid, tags=["vip"])
    body = run(shopify, "TagsAdd", id=ABSENT.format("Customer"), tags=["x"])

    person = run(shopify, "CustomerById", id=gid)["data"]["customer"]
    assert person["tags"] == ["loyalty-tier:gold"]
    assert body["data"]["tagsAdd"]["userErrors"]


def test_metafields_are_all_or_nothing_and_compared(shopify: Shop) -> None:
    gid = f"gid://shopify/Customer/{first(shopify, 'customers')}"
    points = {
        "ownerId": gid,
        "namespace": "$app:loyalty",
        "key": "points",
        "type": "number_integer",
        "value": "120",
    }
    run(shopify, "MetafieldsSet", metafields=[points])

    stale = run(
        shopify, "MetafieldsSet", metafields=[{**points, "compareDigest": None}]
    )
    lost = {**points, "ownerId": ABSENT.format("Customer")}
    mixed = run(shopify, "MetafieldsSet", metafields=[{**points, "value": "1"}, lost])
    read = run(
        shopify,
        "CustomerLoyaltyFields",
        id=gid,
        namespace="$app:loyalty",
        key="points",
    )

    codes = [e["code"] for e in stale["data"]["metafieldsSet"]["userErrors"]]
    assert codes == ["STALE_OBJECT"]
    assert mixed["data"]["metafieldsSet"]["userErrors"][0]["elementIndex"] == 1
    person = read["data"]["customer"]
    assert (person["one"]["value"], person["one"]["jsonValue"]) == ("120", 120)
    assert len(person["all"]["nodes"]) == 1
    where = {"ownerId": gid, "namespace": "$app:loyalty", "key": "points"}
    gone = run(shopify, "MetafieldsDelete", metafields=[where])
    assert len(gone["data"]["metafieldsDelete"]["deletedMetafields"]) == 1


def test_store_credit_is_credited_debited_and_listed(shopify: Shop) -> None:
    gid = f"gid://shopify/Customer/{first(shopify, 'customers')}"
    money = {"amount": "50000", "currencyCode": "IDR"}
    given = run(shopify, "StoreCreditCredit", id=gid, input={"creditAmount": money})
    entry = given["data"]["storeCreditAccountCredit"]["storeCreditAccountTransaction"]
    account = entry["account"]["id"]

    part = {"debitAmount": {"amount": "20000", "currencyCode": "IDR"}}
    run(shopify, "StoreCreditDebit", id=account, input=part)
    much = {"debitAmount": {"amount": "90000", "currencyCode": "IDR"}}
    refused = run(shopify, "StoreCreditDebit", id=account, input=much)

    ledger = run(shopify, "StoreCreditLedger", id=account, first=10)
    row = ledger["data"]["storeCreditAccount"]
    assert row["balance"]["amount"] == "30000.0"
    amounts = [node["amount"]["amount"] for node in row["transactions"]["nodes"]]
    assert amounts == ["50000.0", "-20000.0"]
    errors = refused["data"]["storeCreditAccountDebit"]["userErrors"]
    assert errors[0]["code"] == "INSUFFICIENT_FUNDS"
    accounts = run(shopify, "StoreCreditAccounts", customerId=gid)["data"]["customer"]
    assert len(accounts["storeCreditAccounts"]["nodes"]) == 1
    counted = shopify.control("GET", "rewards?marker=store_credit")
    assert counted["count"] == 1


REFUSED_CREDITS: list[tuple[str, Json, str]] = [
    ("known", {"amount": "0"}, "NEGATIVE_OR_ZERO_AMOUNT"),
    ("known", {"currencyCode": "USD"}, "UNSUPPORTED_CURRENCY"),
    ("Customer", {}, "OWNER_NOT_FOUND"),
    ("StoreCreditAccount", {}, "ACCOUNT_NOT_FOUND"),
]


@pytest.mark.parametrize(("owner", "money", "code"), REFUSED_CREDITS)
def test_store_credit_refuses_by_code(
    shopify: Shop, owner: str, money: Json, code: str
) -> None:
    known = f"gid://shopify/Customer/{first(shopify, 'customers')}"
    gid = known if owner == "known" else ABSENT.format(owner)
    asked = {"creditAmount": {"amount": "5", "currencyCode": "IDR", **money}}

    body = run(shopify, "StoreCreditCredit", id=gid, input=asked)

    errors = body["data"]["storeCreditAccountCredit"]["userErrors"]
    assert [error["code"] for error in errors] == [code]


def test_store_credit_cannot_begin_expired(shopify: Shop) -> None:
    gid = f"gid://shopify/Customer/{first(shopify, 'customers')}"
    asked = {
        "creditAmount": {"amount": "5", "currencyCode": "IDR"},
        "expiresAt": "2020-01-01T00:00:00Z",
    }

    body = run(shopify, "StoreCreditCredit", id=gid, input=asked)

    errors = body["data"]["storeCreditAccountCredit"]["userErrors"]
    assert errors[0]["code"] == "EXPIRES_AT_IN_PAST"


def test_a_gift_card_shows_its_code_once_and_never_twice(shopify: Shop) -> None:
    asked = {
        "code": "LOYAL12345",
        "initialAmount": {"amount": "50000", "currencyCode": "IDR"},
    }
    card = run(shopify, "GiftCardCreate", input=asked)["data"]["giftCardCreate"]

    again = run(shopify, "GiftCardCreate", input=asked)["data"]["giftCardCreate"]
    short = run(shopify, "GiftCardCreate", input={**asked, "code": "x"})
    gid = card["giftCard"]["id"]
    run(shopify, "GiftCardDeactivate", id=gid)

    assert card["giftCardCode"] == "loyal12345"
    assert again["userErrors"][0]["code"] == "TAKEN"
    assert short["data"]["giftCardCreate"]["userErrors"][0]["code"] == "INVALID"
    assert run(shopify, "GiftCardById", id=gid)["data"]["giftCard"]["enabled"] is False
    absent = run(shopify, "GiftCardDeactivate", id=ABSENT.format("GiftCard"))
    assert absent["data"]["giftCardDeactivate"]["userErrors"]


def test_customers_are_made_changed_and_set(shopify: Shop) -> None:
    asked = {"email": "zed@x.test", "firstName": "Zed", "tags": ["a"]}
    made_body = run(shopify, "CustomerCreate", input=asked)
    gid = made_body["data"]["customerCreate"]["customer"]["id"]

    taken = run(shopify, "CustomerCreate", input=asked)
    run(shopify, "CustomerUpdate", input={"id": gid, "lastName": "Zulu"})
    run(
        shopify,
        "CustomerSet",
        identifier={"email": "zed@x.test"},
        input={"firstName": "Zet"},
    )
    fresh = run(shopify, "CustomerSet", input={"email": "new@x.test"})
    lost = run(shopify, "CustomerUpdate", input={"id": ABSENT.format("Customer")})

    assert taken["data"]["customerCreate"]["userErrors"]
    person = run(shopify, "CustomerById", id=gid)["data"]["customer"]
    assert (person["firstName"], person["lastName"]) == ("Zet", "Zulu")
    assert fresh["data"]["customerSet"]["customer"]["id"] != gid
    assert lost["data"]["customerUpdate"]["userErrors"]


def test_an_order_takes_notes_and_tags(shopify: Shop) -> None:
    placed = shopify.order(customer="ani@customer.test")
    gid = f"gid://shopify/Order/{placed['id']}"
    asked = {
        "id": gid,
        "tags": ["loyal"],
        "note": "hi",
        "customAttributes": [{"key": "k", "value": "v"}],
    }

    body = run(shopify, "OrderAnnotate", input=asked)
    lost = run(shopify, "OrderAnnotate", input={"id": ABSENT.format("Order")})

    order = body["data"]["orderUpdate"]["order"]
    assert (order["tags"], order["note"]) == (["loyal"], "hi")
    assert lost["data"]["orderUpdate"]["userErrors"]


def test_products_know_their_collections(shopify: Shop) -> None:
    state = shopify.control("GET", "state")
    mug = next(p for p in state["products"] if p["handle"] == "stoneware-mug")
    inside = f"gid://shopify/Collection/{mug['collection_ids'][0]}"
    gid = f"gid://shopify/Product/{mug['id']}"

    yes = run(shopify, "ProductInCollection", id=gid, collectionId=inside)
    no = run(
        shopify, "ProductInCollection", id=gid, collectionId=ABSENT.format("Collection")
    )

    assert yes["data"]["product"]["inCollection"] is True
    assert no["data"]["product"]["inCollection"] is False
