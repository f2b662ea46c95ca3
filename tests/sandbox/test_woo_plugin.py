"""The WooCommerce sandbox with Setia's plugin, and the same store without it."""

import hmac
import json
import re
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from integrations.sandbox.config import WOOCOMMERCE, StoreConfig
from integrations.sandbox.serving import Running, run_in_thread
from integrations.sandbox.woocommerce.app import create_woocommerce_store
from tests.integrations.plugin.setia import STORE, Setia, answering

KEY, SECRET = "ck_" + "5" * 40, "cs_" + "7" * 40
TIMEOUT_S = 20


def opened(*, plugin: bool) -> Running:
    config = StoreConfig(
        platform=WOOCOMMERCE,
        currency="USD",
        queue="manual",
        pretend_https=True,
        plugin=plugin,
        consumer_key=KEY,
        consumer_secret=SECRET,
    )
    return run_in_thread(create_woocommerce_store(config))


@pytest.fixture(scope="module")
def setia() -> Iterator[Setia]:
    with answering() as server:
        server.page = '<p>Yours</p><script>x</script><b onclick="x">b</b>'
        yield server


@pytest.fixture(scope="module")
def shop(setia: Setia) -> Iterator[Running]:
    with opened(plugin=True) as running:
        answer = tell(running, "PUT", setia.connection())
        assert answer.json()["connected"] is True
        yield running


def tell(
    shop: Running, method: str, connection: object = None, path: str = "connection"
) -> requests.Response:
    return requests.request(
        method,
        f"{shop.url}/wp-json/wc-setia/v1/{path}",
        json=connection,
        auth=(KEY, SECRET),
        timeout=TIMEOUT_S,
    )


def signed_in(shop: Running) -> requests.Session:
    browser = requests.Session()
    browser.post(
        f"{shop.url}/my-account/login",
        data={"email": "ani@customer.test", "password": "sandbox"},
        timeout=TIMEOUT_S,
    )
    return browser


def page(shop: Running, path: str, browser: requests.Session | None = None) -> str:
    return (browser or requests.Session()).get(shop.url + path, timeout=TIMEOUT_S).text


def ask(shop: Running, path: str, **asked: object) -> dict[str, Any]:
    answer = requests.post(f"{shop.url}/_sandbox/{path}", json=asked, timeout=TIMEOUT_S)
    found: dict[str, Any] = answer.json()
    return found


def test_without_the_plugin_nothing_of_it_is_there() -> None:
    with opened(plugin=False) as plain:
        answer = tell(plain, "GET")
        topic = {"topic": "review.approved", "delivery_url": "http://127.0.0.1:9/"}
        made = requests.post(
            f"{plain.url}/wp-json/wc/v3/webhooks",
            json={"name": "n", "secret": "s", **topic},
            auth=(KEY, SECRET),
            timeout=TIMEOUT_S,
        )

        assert answer.status_code == 404
        assert answer.json()["code"] == "rest_no_route"
        assert made.status_code == 400
        assert "data-setia" not in page(plain, "/")


def test_only_the_shops_key_connects(shop: Running, setia: Setia) -> None:
    stranger = requests.put(
        f"{shop.url}/wp-json/wc-setia/v1/connection",
        json=setia.connection(),
        timeout=TIMEOUT_S,
    )
    bad = tell(shop, "PUT", setia.connection(store="str_1"))

    assert stranger.status_code == 401
    assert (bad.status_code, bad.json()["code"]) == (400, "setia_bad_store")
    assert "identity_secret" not in tell(shop, "GET").text


def test_the_pages_carry_loader_lines_and_tab(shop: Running, setia: Setia) -> None:
    browser = signed_in(shop)

    product = page(shop, "/product/stoneware-mug")
    account = page(shop, "/my-account", browser)

    api = f'data-api="{setia.url}/storefront/v1/stores/{STORE}"'
    assert api in product
    assert 'data-page="product"' in product
    assert 'data-signed-in="false"' in product
    assert re.search(r"data-price-minor=\"\d+\">Buy this, earn \d+ points", product)
    assert 'data-signed-in="true"' in account
    assert 'id="rewards-tab"' in account
    script = page(shop, "/wp-content/plugins/setia-loyalty/assets/setia.css")
    assert ".lym-line" in script


def test_the_rewards_tab_is_the_customers_own_and_cannot_run_scripts(
    shop: Running, setia: Setia
) -> None:
    mine = page(shop, "/my-account/rewards", signed_in(shop))
    path, who = setia.asked[-1]
    public = page(shop, "/loyalty")

    assert "<p>Yours</p><b>b</b>" in mine
    assert "/page?fragment=1" in path
    assert who.startswith("Bearer ")
    assert "<p>Yours</p>" in public
    assert setia.asked[-1][1] == ""


def test_the_token_verifies_and_a_guest_has_none(shop: Running) -> None:
    address = f"{shop.url}/?wc-ajax=setia_identity"

    said = signed_in(shop).get(address, timeout=TIMEOUT_S).json()
    guest = requests.get(address, timeout=TIMEOUT_S).json()

    first, _, second = said["token"].partition(".")
    secret = b64decode(b64encode(bytes(range(32))))
    good = hmac.new(secret, first.encode(), sha256).digest()
    assert second == urlsafe_b64encode(good).decode().rstrip("=")
    claims = json.loads(urlsafe_b64decode(first + "=="))
    assert claims["email"] == "ani@customer.test"
    assert claims["exp"] - claims["iat"] == 300
    assert guest == {"token": None}


def coupon(shop: Running, code: str, **more: object) -> None:
    requests.post(
        f"{shop.url}/wp-json/wc/v3/coupons",
        json={"code": code, "amount": "5.00", "discount_type": "fixed_cart", **more},
        auth=(KEY, SECRET),
        timeout=TIMEOUT_S,
    ).raise_for_status()


def test_only_our_own_coupons_go_into_a_cart_and_a_no_has_a_reason(
    shop: Running,
) -> None:
    mark = {"meta_data": [{"key": "_setia_voucher", "value": "v1"}]}
    coupon(shop, "OURS-1", **mark)
    coupon(shop, "OURS-2", minimum_amount="9999.00", **mark)
    coupon(shop, "THEIRS")
    browser = requests.Session()

    def apply(code: str) -> dict[str, Any]:
        found: dict[str, Any] = browser.post(
            f"{shop.url}/?wc-ajax=setia_apply", data={"code": code}, timeout=TIMEOUT_S
        ).json()
        return found

    empty = apply("OURS-1")
    variant = re.search(r'<option value="(\d+)"', page(shop, "/product/stoneware-mug"))
    assert variant
    browser.post(
        f"{shop.url}/sandbox-cart/add",
        data={"variant_id": variant[1]},
        timeout=TIMEOUT_S,
    )

    assert empty["reason_text"] == "Put something into your cart first."
    assert apply("OURS-1") == {"applied": True, "reason_text": ""}
    assert apply("OURS-1")["applied"] is True
    assert apply("OURS-2")["applied"] is False
    assert apply("OURS-2")["reason_text"]
    assert apply("THEIRS")["reason_text"] == "This code is not one of your rewards."
    assert "sign in" in page(shop, "/cart", browser).lower()


def test_a_mailed_link_applies_and_is_cleaned(shop: Running) -> None:
    coupon(shop, "OURS-3", meta_data=[{"key": "_setia_voucher", "value": "v3"}])

    answer = requests.get(
        f"{shop.url}/?apply_coupon=OURS-3", allow_redirects=False, timeout=TIMEOUT_S
    )

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"


def test_a_code_told_by_the_loader_comes_with_the_order(shop: Running) -> None:
    browser = requests.Session()
    told = browser.post(
        f"{shop.url}/?wc-ajax=setia_ref", data={"code": "ANI-7"}, timeout=TIMEOUT_S
    )
    foreign = requests.post(
        f"{shop.url}/?wc-ajax=setia_ref",
        data={"code": "ANI-7"},
        headers={"Origin": "https://evil.test"},
        timeout=TIMEOUT_S,
    )

    assert told.json() == {"kept": True}
    assert foreign.json() == {"kept": False}


def test_the_plugins_topics_tell_what_the_core_keeps_to_itself(shop: Running) -> None:
    for topic in ("review.approved", "action.wc_setia_order_changed"):
        requests.post(
            f"{shop.url}/wp-json/wc/v3/webhooks",
            json={
                "name": topic,
                "topic": topic,
                "delivery_url": "http://127.0.0.1:9/",
                "secret": "s",
            },
            auth=(KEY, SECRET),
            timeout=TIMEOUT_S,
        ).raise_for_status()
    order = ask(
        shop,
        "actions/order",
        customer="ani@customer.test",
        lines=[{"product": "stoneware-mug", "quantity": 1}],
    )["order"]
    for action in ("trash", "restore", "delete-order"):
        ask(shop, f"actions/{action}", order_id=order["id"])
    ask(
        shop,
        "actions/review",
        product="stoneware-mug",
        rating=5,
        text="Good",
        customer="ani@customer.test",
    )
    ask(shop, "actions/approve-review")
    ask(shop, "deliver")

    log = requests.get(f"{shop.url}/_sandbox/deliveries", timeout=TIMEOUT_S).json()
    topics = [each["topic"] for each in log["deliveries"]]
    assert "action.wc_setia_order_changed" in topics
    assert "review.approved" in topics


def test_the_settings_page_sends_the_browser_to_setia(shop: Running) -> None:
    answer = requests.post(
        f"{shop.url}/wp-admin-sandbox/setia",
        data={"server": "http://127.0.0.1:1/", "code": "AAAAA"},
        allow_redirects=False,
        timeout=TIMEOUT_S,
    )

    where = urlsplit(answer.headers["Location"])
    asked = {name: values[0] for name, values in parse_qs(where.query).items()}
    assert where.path == "/connect/woocommerce"
    assert asked["store"] == shop.url
    waits = tell(shop, "GET", path=f"pairing?check={asked['check']}")
    assert waits.json()["waiting"] is True
    assert tell(shop, "GET", path="pairing?check=x").json()["waiting"] is False


def test_a_silent_setia_leaves_the_shop_standing(setia: Setia) -> None:
    with opened(plugin=True) as running:
        tell(running, "PUT", setia.connection(api_url="http://127.0.0.1:1"))

        product = page(running, "/product/stoneware-mug")
        tab = page(running, "/my-account/rewards", signed_in(running))
        tell(running, "DELETE")

        assert "data-setia-points" in product
        assert "Your points are safe." in tab
        assert "data-setia" not in page(running, "/")
