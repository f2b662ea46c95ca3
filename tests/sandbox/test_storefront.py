"""A person can click through both stores: shop, sign up, buy, review, back office."""

from __future__ import annotations

import json
import re

from tests.sandbox.shop import Shop
from tests.sandbox.visitor import TIMEOUT_S, Browser, make_code, orders


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


def kept(shop: Shop) -> str:
    """Return what the platform tells of people and orders."""
    if shop.info["platform"] == "woocommerce":
        return "".join(shop.rest("GET", path).text for path in ("customers", "orders"))
    query = (
        "query Q { customers(first: 20) { nodes { note } }"
        " orders(first: 20) { nodes { clientIp } } }"
    )
    return json.dumps(shop.gql(query, "Q"))


def addresses(shop: Shop) -> set[str]:
    return set(re.findall(r"198\.1[89]\.\d+\.\d+", kept(shop)))


def buy(browser: Browser, email: str) -> None:
    browser.post("/sandbox-cart/add", variant_id=browser.variant("stoneware-mug"))
    page = browser.get("/checkout").text
    gateway = "shopify_payments" if "shopify_payments" in page else "sandbox_card"
    browser.post("/checkout", email=email, first_name="Zed", gateway=gateway)


def test_a_sign_up_tells_whose_link_it_was(visitor: Browser) -> None:
    visitor.get("/?ref=FRIEND42")

    visitor.sign_up()

    assert "FRIEND42" in kept(visitor.shop)


def test_each_browser_has_an_address_of_its_own(visitor: Browser) -> None:
    buy(visitor, "zed@x.test")
    buy(visitor, "zoe@x.test")
    first = addresses(visitor.shop)

    buy(Browser(visitor.shop), "yan@x.test")

    assert len(first) == 1
    assert len(addresses(visitor.shop)) == 2
