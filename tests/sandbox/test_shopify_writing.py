"""Webhooks, tags, fields, credit, cards and people, written through the Admin API."""

from __future__ import annotations

import pytest

from tests.sandbox.operations import ABSENT, first, run
from tests.sandbox.shop import Json, Shop


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
