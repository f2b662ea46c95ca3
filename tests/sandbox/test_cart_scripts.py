"""The cart as scripts and links reach it."""

from __future__ import annotations

import requests

from tests.sandbox.shop import Json, Shop
from tests.sandbox.visitor import TIMEOUT_S, Browser, make_code, orders


def test_theme_scripts_see_the_cart(shopify: Shop) -> None:
    make_code(shopify)
    browser = Browser(shopify)
    mug = browser.variant("stoneware-mug")
    with browser.session as session:

        def call(path: str, body: Json) -> requests.Response:
            return session.post(shopify.url + path, json=body, timeout=TIMEOUT_S)

        added = call("/cart/add.js", {"items": [{"id": mug, "quantity": 2}]})
        coded = call(
            "/cart/update.js",
            {"discount": "TEN,NOPE", "attributes": {"loyalty_ref": "r"}, "note": "hi"},
        )
        fewer = call("/cart/update.js", {"updates": {str(mug): 1}, "discount": ""})
        absent = call("/cart/add.js", {"id": 1})
        session.get(f"{shopify.url}/discount/TEN?redirect=/cart", timeout=TIMEOUT_S)
        evil = session.get(
            f"{shopify.url}/discount/TEN?redirect=//evil.test",
            timeout=TIMEOUT_S,
            allow_redirects=False,
        )
        linked = session.get(f"{shopify.url}/cart.js", timeout=TIMEOUT_S).json()
        cleared = call("/cart/clear.js", {}).json()
        dropped = call("/cart/update.js", {"updates": {str(mug): 0}}).json()

    # Hundredths, whatever the currency.
    assert added.json()["original_total_price"] == 17_800_000
    codes = coded.json()["discount_codes"]
    assert codes == [
        {"code": "TEN", "applicable": True},
        {"code": "NOPE", "applicable": False},
    ]
    assert coded.json()["total_discount"] == 1_000_000
    assert coded.json()["attributes"] == {"loyalty_ref": "r"}
    assert (fewer.json()["item_count"], fewer.json()["discount_codes"]) == (1, [])
    assert absent.status_code == 404
    assert [one["code"] for one in linked["discount_codes"]] == ["TEN"]
    assert evil.headers["Location"] == "/"
    assert cleared["item_count"] == dropped["item_count"] == 0


def test_cart_attributes_arrive_as_note_attributes(shopify: Shop) -> None:
    browser = Browser(shopify)
    mug = browser.variant("stoneware-mug")
    with browser.session as session:
        body = {"attributes": {"loyalty_ref": "r-1"}, "updates": {str(mug): 1}}
        session.post(f"{shopify.url}/cart/update.js", json=body, timeout=TIMEOUT_S)
        browser.post(
            "/checkout", email="g@x.test", first_name="G", gateway="shopify_payments"
        )
    shopify.deliver()

    body = shopify.receiver.of("orders/create")[0].json

    assert body["note_attributes"] == [{"name": "loyalty_ref", "value": "r-1"}]


def test_a_link_fills_a_woocommerce_cart_and_applies_the_code(woo: Shop) -> None:
    make_code(woo)
    browser = Browser(woo)
    mug = browser.variant("stoneware-mug")
    with browser.session:
        page = browser.get(f"/checkout-link/?products={mug}:2,999:1&coupon=TEN")

    assert "Rp 183.000" in page.text


def test_store_credit_shows_in_the_account(shopify: Shop) -> None:
    browser = Browser(shopify)
    with browser.session:
        browser.sign_up()
        people = shopify.control("GET", "state")["customers"]
        gid = f"gid://shopify/Customer/{people[-1]['id']}"
        shopify.gql(
            """mutation M($id: ID!, $i: StoreCreditAccountCreditInput!) {
                 storeCreditAccountCredit(id: $id, creditInput: $i) {
                   userErrors { code } } }""",
            "M",
            id=gid,
            i={"creditAmount": {"amount": "25000", "currencyCode": "IDR"}},
        )
        text = browser.get("/account").text

    assert "Rp 25.000" in text
    assert shopify.control("GET", "state")["store_credit"][0]["balance"] == "25000"


def test_store_credit_pays_when_it_is_enough(shopify: Shop) -> None:
    gid = "gid://shopify/Customer/7700112230001"
    source = """mutation M($id: ID!, $i: StoreCreditAccountCreditInput!) {
      storeCreditAccountCredit(id: $id, creditInput: $i) { userErrors { code } } }"""
    money = {"creditAmount": {"amount": "170000", "currencyCode": "IDR"}}
    asked = {"customer": "ani@customer.test", "gateway": "shopify_store_credit"}

    poor = shopify.act("order", **asked)
    shopify.gql(source, "M", id=gid, i=money)
    rich = shopify.act("order", **asked)
    again = shopify.act("order", **asked)

    assert (poor["code"], again["code"]) == ("credit", "credit")
    assert rich["order"]["financial_status"] == "paid"
    balance = shopify.control("GET", "state")["store_credit"][0]["balance"]
    assert balance == "5000"


def test_the_way_in_is_remembered_by_each_platform(shopify: Shop, woo: Shop) -> None:
    landings = []
    for shop in (shopify, woo):
        browser = Browser(shop)
        gateway = "cod" if shop is woo else "shopify_payments"
        with browser.session:
            browser.get("/?ref=FRIEND42")
            mug = browser.variant("stoneware-mug")
            browser.post("/sandbox-cart/add", variant_id=mug)
            browser.post(
                "/checkout", email="f@guest.test", first_name="F", gateway=gateway
            )
        landings.append(orders(shop)[0]["id"])
    shopify.deliver()

    body = shopify.receiver.of("orders/create")[0].json
    meta = woo.rest("GET", f"orders/{landings[1]}").json()["meta_data"]

    assert body["landing_site"] == "/?ref=FRIEND42"
    entry = "_wc_order_attribution_session_entry"
    found = [one["value"] for one in meta if one["key"] == entry]
    assert found == [f"{woo.url}/?ref=FRIEND42"]
