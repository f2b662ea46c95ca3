"""A person can click through both stores: shop, sign up, buy, review, back office."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from tests.sandbox.shop import Json, Shop

TIMEOUT_S = 5


@pytest.fixture(params=["shopify", "woo"])
def shop(request: pytest.FixtureRequest) -> Shop:
    found: Shop = request.getfixturevalue(request.param)
    return found


class Browser:
    """A visitor with cookies."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.session = requests.Session()
        shopify = shop.info["platform"] == "shopify"
        self.account = "/account" if shopify else "/my-account"
        self.product = "/products" if shopify else "/product"
        self.office = "/admin-sandbox" if shopify else "/wp-admin-sandbox"

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.shop.url + path, timeout=TIMEOUT_S)

    def post(self, path: str, **form: object) -> requests.Response:
        return self.session.post(self.shop.url + path, data=form, timeout=TIMEOUT_S)

    def variant(self, handle: str) -> int:
        products = self.shop.control("GET", "state")["products"]
        row = next(p for p in products if p["handle"] == handle)
        number: int = row["variants"][0]["id"]
        return number

    def sign_up(self) -> requests.Response:
        return self.post(
            f"{self.account}/register",
            first_name="Zed",
            last_name="Zulu",
            email="zed@x.test",
            password="geheim",
        )


@pytest.fixture
def visitor(shop: Shop) -> Iterator[Browser]:
    made = Browser(shop)
    yield made
    made.session.close()


def orders(shop: Shop) -> list[Json]:
    rows: list[Json] = shop.control("GET", "state")["orders"]
    return [row for row in rows if row["status"] != "checkout-draft"]


def make_code(shop: Shop, *, limit: int = 1) -> None:
    """One code of 10,000 off."""
    if shop.info["platform"] == "woocommerce":
        asked = {"code": "TEN", "amount": "10000", "usage_limit": limit}
        assert shop.rest("POST", "coupons", asked).status_code == 201
        return
    shop.gql(
        """mutation M($i: DiscountCodeBasicInput!) {
             discountCodeBasicCreate(basicCodeDiscount: $i) {
               codeDiscountNode { id } userErrors { message } } }""",
        "M",
        i={
            "title": "Ten",
            "code": "TEN",
            "startsAt": "2026-01-01T00:00:00Z",
            "usageLimit": limit,
            "context": {"all": "ALL"},
            "customerGets": {
                "items": {"all": True},
                "value": {"discountAmount": {"amount": "10000"}},
            },
        },
    )


def test_every_page_has_a_place_for_the_widget(visitor: Browser) -> None:
    visitor.shop.control(
        "POST", "config", {"widget_script_url": "http://127.0.0.1:8000/w.js"}
    )
    pages = ["/", "/cart", f"{visitor.product}/stoneware-mug"]

    texts = [visitor.get(page).text for page in pages]

    assert all("data-loyalty-widget" in text for text in texts)
    assert all('src="http://127.0.0.1:8000/w.js"' in text for text in texts)


def test_a_shopper_signs_up_buys_with_a_code_and_sees_the_order(
    visitor: Browser,
) -> None:
    make_code(visitor.shop)
    visitor.sign_up()
    visitor.post(
        "/sandbox-cart/add", variant_id=visitor.variant("stoneware-mug"), quantity=2
    )
    cart = visitor.post("/sandbox-cart/code", code="ten")
    page = visitor.get("/checkout")
    gateway = "shopify_payments" if "shopify_payments" in page.text else "sandbox_card"

    thanks = visitor.post(
        "/checkout", email="zed@x.test", first_name="Zed", gateway=gateway
    )

    assert "Rp 168.000" in cart.text
    assert "Thank you" in thanks.text
    placed = orders(visitor.shop)[0]
    assert (placed["total"], placed["financial_status"]) == ("183000", "paid")
    account = visitor.get(visitor.account)
    assert f"#{placed['number']}" in account.text


def test_the_checkout_says_why_a_code_does_not_work(visitor: Browser) -> None:
    make_code(visitor.shop)
    visitor.shop.order(email="first@x.test", codes=["ten"])
    visitor.post("/sandbox-cart/add", variant_id=visitor.variant("stoneware-mug"))

    used = visitor.post("/sandbox-cart/code", code="TEN", back="checkout")
    unknown = visitor.post("/checkout", what="code", code="NOPE", email="a@b.test")

    assert "has been used up" in used.text
    assert "is not a code of this shop" in unknown.text


def test_a_code_lost_to_somebody_else_stops_the_order(visitor: Browser) -> None:
    make_code(visitor.shop)
    visitor.post("/sandbox-cart/add", variant_id=visitor.variant("stoneware-mug"))
    visitor.post("/sandbox-cart/code", code="TEN")
    visitor.shop.order(email="faster@x.test", codes=["ten"])

    answer = visitor.post(
        "/checkout",
        email="late@x.test",
        first_name="Late",
        gateway="cod"
        if visitor.shop.info["platform"] == "woocommerce"
        else "shopify_payments",
    )

    assert "has been used up" in answer.text
    assert len(orders(visitor.shop)) == 1
    code = "TEN" if "TEN" in answer.text else "ten"
    visitor.post("/sandbox-cart/uncode", code=code)
    visitor.post("/sandbox-cart/uncode", code="TEN")
    assert "used up" not in visitor.get("/cart").text


def test_the_cart_can_be_changed_and_emptied(visitor: Browser) -> None:
    mug = visitor.variant("stoneware-mug")
    visitor.post("/sandbox-cart/add", variant_id=mug)
    more = visitor.post("/sandbox-cart/update", variant_id=mug, quantity=3)

    empty = visitor.post("/sandbox-cart/remove", variant_id=mug)
    till = visitor.get("/checkout")

    assert "Rp 267.000" in more.text
    assert "Your cart is empty" in empty.text
    assert till.url.endswith("/cart")


def test_an_order_without_a_way_to_pay_is_refused(visitor: Browser) -> None:
    visitor.post("/sandbox-cart/add", variant_id=visitor.variant("stoneware-mug"))

    answer = visitor.post("/checkout", email="g@x.test", gateway="shells")

    assert "Choose a way to pay" in answer.text


def test_signing_in_needs_the_password(visitor: Browser) -> None:
    login = f"{visitor.account}/login"
    visitor.get(login)
    wrong = visitor.post(login, email="ani@customer.test", password="x")
    nobody = visitor.post(login, email="nobody@x.test", password="x")
    right = visitor.post(login, email="ani@customer.test", password="sandbox")
    out = visitor.post("/sandbox-logout")

    assert "not right" in wrong.text
    assert "no account" in nobody.text
    assert "Ani Wijaya" in right.text
    assert visitor.get(visitor.account).url.endswith("/login")
    assert out.status_code == 200


def test_an_address_is_taken_once(visitor: Browser) -> None:
    visitor.get(f"{visitor.account}/register")
    visitor.sign_up()

    answer = visitor.sign_up()

    assert "has this e-mail already" in answer.text


def test_a_review_waits_for_approval_and_then_shows(visitor: Browser) -> None:
    page = f"{visitor.product}/stoneware-mug"
    told = visitor.post(
        f"{page}/review", rating=5, text="Cangkir bagus", author="Zed", email="z@x.test"
    )
    before = visitor.get(page).text
    office = visitor.get(f"{visitor.office}/reviews")

    visitor.post(f"{visitor.office}/do/approve-review", review_id=1, back="reviews")

    assert "once it is approved" in told.text
    assert "Cangkir bagus" not in before
    assert "Cangkir bagus" in office.text
    assert "Cangkir bagus" in visitor.get(page).text
    again = visitor.post(f"{page}/review", rating=0, text="x", email="z@x.test")
    assert "one to five" in again.text


def test_the_shop_speaks_indonesian(visitor: Browser) -> None:
    visitor.get("/sandbox-language/id")

    text = visitor.get("/cart").text

    assert 'lang="id"' in text
    assert "Keranjangmu masih kosong" in text


def test_what_is_not_there_is_a_404(visitor: Browser) -> None:
    pages = [f"{visitor.product}/moon", "/nowhere", f"{visitor.office}/orders/1"]

    assert [visitor.get(page).status_code for page in pages] == [404, 404, 404]


def test_an_order_page_is_its_buyers_alone(visitor: Browser) -> None:
    placed = visitor.shop.order(customer="ani@customer.test")
    shopify = visitor.shop.info["platform"] == "shopify"
    page = "/thank-you" if shopify else "/checkout/order-received"

    strange = visitor.get(f"{page}/{placed['id']}")
    absent = visitor.get(f"{page}/1")

    assert (strange.status_code, absent.status_code) == (404, 404)


def test_a_form_of_another_site_is_refused(visitor: Browser) -> None:
    answer = visitor.session.post(
        f"{visitor.shop.url}/sandbox-cart/add",
        data={"variant_id": 1},
        headers={"Origin": "https://evil.test"},
        timeout=TIMEOUT_S,
    )

    assert answer.status_code == 403


def test_the_office_refunds_units_and_amounts(visitor: Browser) -> None:
    placed = visitor.shop.order(
        customer="ani@customer.test",
        lines=[{"product": "stoneware-mug", "quantity": 2}],
    )
    page = f"{visitor.office}/orders/{placed['id']}"
    line = {f"line-{placed['lines'][0]['id']}": 1}

    visitor.get(page)
    visitor.post(
        f"{visitor.office}/do/refund", order_id=placed["id"], back="order", **line
    )
    visitor.post(
        f"{visitor.office}/do/refund",
        order_id=placed["id"],
        back="order",
        amount="1000",
    )
    much = visitor.post(
        f"{visitor.office}/do/refund",
        order_id=placed["id"],
        back="order",
        amount="9999999",
    )

    assert orders(visitor.shop)[0]["refunded"] == "90000"
    assert "Invalid refund amount" in much.text
    assert "Refunds" in visitor.get(page).text


def test_the_office_shows_orders_people_codes_and_deliveries(visitor: Browser) -> None:
    make_code(visitor.shop)
    visitor.shop.order(customer="ani@customer.test", codes=["ten"], test=True)

    texts = {
        name: visitor.get(f"{visitor.office}/{name}").text
        for name in ("", "people", "discounts", "deliveries", "misbehave", "reviews")
    }
    sent = visitor.post(f"{visitor.office}/deliver")

    assert "ani@customer.test" in texts[""]
    assert "Budi Santoso" in texts["people"]
    assert "1/1" in texts["discounts"]
    assert sent.status_code == 200


def test_the_office_acts_and_says_what_it_did_not_understand(visitor: Browser) -> None:
    placed = visitor.shop.order(customer="ani@customer.test", paid=False)

    paid = visitor.post(f"{visitor.office}/do/pay", order_id=placed["id"], back="order")
    odd = visitor.post(f"{visitor.office}/do/refund", order_id=placed["id"], amount="x")
    none = visitor.post(f"{visitor.office}/do/dance")
    gone = visitor.post(
        f"{visitor.office}/do/delete-order", order_id=placed["id"], back="orders"
    )

    assert "Done." in paid.text
    assert "Not understood" in odd.text
    assert none.status_code == 404
    assert (gone.status_code, orders(visitor.shop)) == (200, [])


def test_the_office_switches_misbehaviour_on_and_off(visitor: Browser) -> None:
    page = f"{visitor.office}/misbehave"
    visitor.post(page, switch="down")
    on = visitor.shop.control("GET", "faults")["rules"]
    visitor.post(page, switch="down")
    off = visitor.shop.control("GET", "faults")["rules"]

    visitor.post(page, switch="lose")
    visitor.post(page, rule='{"effect": {"html": true}}')
    bad = visitor.post(page, rule="{")
    both = visitor.shop.control("GET", "faults")["rules"]
    visitor.post(page, switch="none")

    assert [rule["id"] for rule in on] == ["down"]
    assert off == []
    assert len(both) == 2
    assert bad.status_code == 200
    assert visitor.shop.control("GET", "faults")["rules"] == []


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
