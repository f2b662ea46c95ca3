"""The Store API as a shopper's browser uses it, and the merchant's consent."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import requests

from tests.sandbox.shop import Json, Shop, woo_sample

TIMEOUT_S = 5


class Cart:
    """A shopper without cookies: the Cart-Token says whose cart it is."""

    def __init__(self, shop: Shop, *, filled: bool = True) -> None:
        self.base = f"{shop.url}/wp-json/wc/store/v1"
        first = requests.get(f"{self.base}/cart", timeout=TIMEOUT_S)
        self.headers = {"Cart-Token": first.headers["Cart-Token"]}
        products = shop.control("GET", "state")["products"]
        rows = [p for p in products if p["handle"] == "house-blend-beans"]
        self.goods: int = rows[0]["id"]
        if filled:
            self.post("cart/add-item", id=self.goods, quantity=2)

    def get(self, path: str) -> requests.Response:
        return requests.get(
            f"{self.base}/{path}", headers=self.headers, timeout=TIMEOUT_S
        )

    def post(self, path: str, **body: object) -> requests.Response:
        return requests.post(
            f"{self.base}/{path}", json=body, headers=self.headers, timeout=TIMEOUT_S
        )

    def email(self, address: str) -> None:
        self.post("cart/update-customer", billing_address={"email": address})

    def pay(self, address: str = "gita@guest.test") -> requests.Response:
        billing = {"email": address, "first_name": "Gita", "country": "ID"}
        return self.post("checkout", billing_address=billing, payment_method="cod")


def coupon(shop: Shop, **asked: object) -> int:
    body = {"code": "loyal-7f3k", "amount": "10000", "usage_limit": 1, **asked}
    answer = shop.rest("POST", "coupons", body)
    assert answer.status_code == 201
    number: int = answer.json()["id"]
    return number


def test_a_cart_is_filled_priced_and_paid(woo: Shop) -> None:
    coupon(woo)
    cart = Cart(woo)
    applied = cart.post("cart/apply-coupon", code="LOYAL-7F3K").json()

    paid = cart.pay().json()

    assert applied["totals"]["total_price"] == "305000"
    assert applied["totals"]["currency_minor_unit"] == 0
    assert applied["coupons"][0]["code"] == "loyal-7f3k"
    assert paid["status"] == "processing"
    order = woo.rest("GET", f"orders/{paid['order_id']}").json()
    assert (order["total"], order["created_via"]) == ("305000", "store-api")
    assert cart.get("cart").json()["items"] == []


def test_items_are_changed_and_removed_by_key(woo: Shop) -> None:
    cart = Cart(woo)
    key = cart.get("cart").json()["items"][0]["key"]

    more = cart.post("cart/update-item", key=key, quantity=3).json()
    none = cart.post("cart/remove-item", key=key).json()
    again = cart.post("cart/remove-item", key=key)
    wrong = cart.post("cart/add-item", id=999)
    empty = cart.pay()

    assert (more["items_count"], none["items_count"]) == (3, 0)
    assert again.status_code == 409
    assert wrong.json()["code"] == "woocommerce_rest_cart_invalid_product"
    assert empty.status_code == 400


def test_a_bound_coupon_needs_the_email_first(woo: Shop) -> None:
    coupon(woo, email_restrictions=["ani@customer.test"])
    cart = Cart(woo)

    refused = cart.post("cart/apply-coupon", code="loyal-7f3k")
    cart.email("ani@customer.test")
    applied = cart.post("cart/apply-coupon", code="loyal-7f3k")
    other = cart.pay("budi@customer.test")

    assert (
        refused.json() == woo_sample("store-api-coupon-needs-email")["response"]["json"]
    )
    assert applied.status_code == 200
    body = other.json()
    assert (other.status_code, body["code"]) == (
        409,
        "woocommerce_rest_cart_coupon_error",
    )
    assert body["data"]["cart"]["coupons"] == []
    assert woo.control("GET", "state")["orders"] == []


def test_a_used_up_coupon_is_refused_in_woocommerces_words(woo: Shop) -> None:
    coupon(woo)
    woo.order(email="first@x.test", codes=["loyal-7f3k"], gateway="cod")

    answer = Cart(woo).post("cart/apply-coupon", code="loyal-7f3k")

    sample = woo_sample("store-api-coupon-used-up")["response"]
    assert (answer.status_code, answer.json()) == (400, sample["json"])


def test_a_cart_that_applied_it_earlier_loses_it_with_409(woo: Shop) -> None:
    coupon(woo)
    cart = Cart(woo)
    cart.post("cart/apply-coupon", code="loyal-7f3k")
    woo.order(email="faster@x.test", codes=["loyal-7f3k"], gateway="cod")

    lost = cart.pay()
    full = cart.pay()

    assert lost.status_code == 409
    order = woo.rest("GET", f"orders/{full.json()['order_id']}").json()
    assert (order["coupon_lines"], order["total"]) == ([], "315000")


def test_of_carts_paying_at_the_same_moment_one_gets_the_coupon(woo: Shop) -> None:
    coupon(woo)
    carts = [Cart(woo) for _ in range(4)]
    for cart in carts:
        cart.post("cart/apply-coupon", code="loyal-7f3k")
    gate = threading.Barrier(4)
    answers: list[requests.Response] = []

    def pay(cart: Cart) -> None:
        gate.wait()
        answers.append(cart.pay())

    threads = [threading.Thread(target=pay, args=(cart,)) for cart in carts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    good = [answer for answer in answers if answer.status_code == 200]
    bad = {answer.status_code for answer in answers if answer.status_code != 200}
    assert len(good) == 1
    assert bad <= {400, 409}
    state = woo.control("GET", "state")
    assert (len(state["orders"]), state["discounts"][0]["uses"]) == (1, 1)


def test_a_reservation_that_fails_is_a_400(woo: Shop) -> None:
    """The winner books between the loser's check and the loser's order."""
    coupon(woo)
    cart = Cart(woo)
    cart.post("cart/apply-coupon", code="loyal-7f3k")
    api = woo.flask_app.extensions["sandbox_parts"].store_api
    checked = api.still_good

    def overtaken(visit: object) -> None:
        checked(visit)
        woo.order(email="faster@x.test", codes=["loyal-7f3k"], gateway="cod")

    api.still_good = overtaken
    answer = cart.pay()

    assert answer.status_code == 400
    assert answer.json()["code"] == "woocommerce_rest_coupon_reserve_failed"


def test_the_limit_for_each_person_is_found_out_only_at_checkout(woo: Shop) -> None:
    coupon(woo, usage_limit=9, usage_limit_per_user=1)
    first = Cart(woo)
    first.post("cart/apply-coupon", code="loyal-7f3k")
    first.pay()

    cart = Cart(woo)
    cart.email("gita@guest.test")
    applied = cart.post("cart/apply-coupon", code="loyal-7f3k")

    assert applied.status_code == 200
    assert cart.pay().status_code == 409


def test_a_withdrawn_coupon_falls_off_with_a_notice(woo: Shop) -> None:
    number = coupon(woo)
    cart = Cart(woo)
    cart.post("cart/apply-coupon", code="loyal-7f3k")
    woo.rest("DELETE", f"coupons/{number}?force=true")

    body = cart.get("cart").json()
    later = cart.get("cart").json()

    assert (body["coupons"], len(body["errors"])) == ([], 1)
    assert later["errors"] == []
    assert body["totals"]["total_price"] == "315000"


def test_coupons_are_removed_and_refused_when_off(woo: Shop) -> None:
    coupon(woo)
    cart = Cart(woo)
    cart.post("cart/apply-coupon", code="loyal-7f3k")

    twice = cart.post("cart/apply-coupon", code="loyal-7f3k")
    removed = cart.post("cart/remove-coupon", code="LOYAL-7F3K").json()
    again = cart.post("cart/remove-coupon", code="loyal-7f3k")
    unknown = cart.post("cart/apply-coupon", code="nope")
    woo.control("POST", "config", {"coupons_enabled": False})
    off = cart.post("cart/apply-coupon", code="loyal-7f3k")

    assert "already applied" in twice.json()["message"]
    assert removed["coupons"] == []
    assert again.status_code == 409
    assert "does not exist" in unknown.json()["message"]
    assert (off.status_code, off.json()["code"]) == (
        404,
        "woocommerce_rest_cart_coupon_disabled",
    )


def test_looking_at_the_checkout_makes_one_draft_that_becomes_the_order(
    woo: Shop,
) -> None:
    cart = Cart(woo)
    empty = Cart(woo, filled=False).get("checkout")
    draft = cart.get("checkout").json()
    same = cart.get("checkout").json()

    placed = cart.pay().json()

    assert empty.status_code == 400
    assert draft["status"] == "checkout-draft"
    assert draft["order_id"] == same["order_id"] == placed["order_id"]
    listed = woo.rest("GET", "orders?status=any").json()
    assert [row["status"] for row in listed] == ["processing"]


def test_drafts_are_listed_with_any_status(woo: Shop) -> None:
    woo.act("open-checkout")

    listed = woo.rest("GET", "orders?status=any").json()

    assert [row["status"] for row in listed] == ["checkout-draft"]


@pytest.fixture
def browser_session(woo: Shop) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.post(
            f"{woo.url}/my-account/login",
            data={"email": "ani@customer.test", "password": "sandbox"},
            timeout=TIMEOUT_S,
        )
        yield session


def test_with_cookies_a_nonce_is_needed(
    woo: Shop, browser_session: requests.Session
) -> None:
    base = f"{woo.url}/wp-json/wc/store/v1"
    goods = Cart(woo, filled=False).goods

    def add(**headers: str) -> requests.Response:
        return browser_session.post(
            f"{base}/cart/add-item",
            json={"id": goods},
            headers=headers,
            timeout=TIMEOUT_S,
        )

    nonce = browser_session.get(f"{base}/cart", timeout=TIMEOUT_S).headers["Nonce"]

    assert add().status_code == 401
    assert add(Nonce="wrong").status_code == 403
    assert add(Nonce=nonce).status_code == 201
    forged = add(**{"Cart-Token": "x.y.z"})
    assert (forged.status_code, forged.json()["code"]) == (
        403,
        "woocommerce_rest_invalid_cart_token",
    )


def test_for_a_signed_in_shopper_the_accounts_email_counts(
    woo: Shop, browser_session: requests.Session
) -> None:
    coupon(woo, email_restrictions=["ani@customer.test"])
    base = f"{woo.url}/wp-json/wc/store/v1"
    goods = Cart(woo, filled=False).goods
    nonce = browser_session.get(f"{base}/cart", timeout=TIMEOUT_S).headers["Nonce"]

    def post(path: str, body: Json) -> requests.Response:
        return browser_session.post(
            f"{base}/{path}", json=body, headers={"Nonce": nonce}, timeout=TIMEOUT_S
        )

    post("cart/add-item", {"id": goods})
    applied = post("cart/apply-coupon", {"code": "loyal-7f3k"})
    billing = {"email": "work@office.test", "first_name": "Ani"}
    paid = post("checkout", {"billing_address": billing, "payment_method": "cod"})

    assert applied.status_code == 200
    order = woo.rest("GET", f"orders/{paid.json()['order_id']}").json()
    assert (order["customer_id"], order["billing"]["email"]) == (2, "work@office.test")
