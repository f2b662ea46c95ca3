"""The WooCommerce sandbox sells closed goods to those only who carry the tag."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from integrations.sandbox.serving import Running
from integrations.sandbox.woocommerce.plugin_closed import closed_by
from tests.sandbox.test_woo_plugin import (
    KEY,
    SECRET,
    TIMEOUT_S,
    ask,
    opened,
    page,
    signed_in,
    tell,
)

VECTOR = json.loads(
    (Path(__file__).parents[1] / "vectors/closed_goods.json").read_text("utf-8")
)
MUG = "/product/stoneware-mug"
RULE = {
    "id": "gold",
    "kind": "only",
    "tag": "setia-gold",
    "all": False,
    "products": [],
    "collections": ["kado"],
    "hidden": False,
    "ahead_s": 0,
    "opens_at": None,
    "texts": {"en": "Only for Gold."},
}


@pytest.mark.parametrize("case", VECTOR["cases"], ids=lambda case: case["name"])
def test_a_rule_keeps_out_whom_the_vector_says(case: dict[str, Any]) -> None:
    found = closed_by(case["held"], case["goods"], case["tags"], case["now"])

    assert (found["id"] if found else None) == case["closed"]
    assert (found["opens_at"] if found else None) == case["opens_at"]


@pytest.fixture
def shop() -> Iterator[Running]:
    with opened(plugin=True) as running:
        said = {"v": 1, "rules": [RULE], "never": []}
        told = tell(running, "PUT", said, "closed-goods")
        assert told.json() == {"rules": 1}
        yield running


def mug(shop: Running) -> int:
    rows = requests.get(
        f"{shop.url}/wp-json/wc/v3/products",
        auth=(KEY, SECRET),
        timeout=TIMEOUT_S,
    ).json()
    (found,) = [row for row in rows if row["slug"] == "stoneware-mug"]
    return int(found["variations"][0])


def give_tag(shop: Running, tags: str) -> None:
    """What our benefits write into the customer's meta."""
    api = f"{shop.url}/wp-json/wc/v3/customers"
    rows = requests.get(
        api,
        params={"email": "ani@customer.test"},
        auth=(KEY, SECRET),
        timeout=TIMEOUT_S,
    ).json()
    requests.put(
        f"{api}/{rows[0]['id']}",
        json={"meta_data": [{"key": "setia_tags", "value": tags}]},
        auth=(KEY, SECRET),
        timeout=TIMEOUT_S,
    ).raise_for_status()


def add(shop: Running, browser: requests.Session, variant_id: int) -> str:
    answer = browser.post(
        f"{shop.url}/sandbox-cart/add",
        data={"variant_id": variant_id, "quantity": 1},
        timeout=TIMEOUT_S,
    )
    return answer.text


def test_a_stranger_is_refused_on_the_page_in_the_cart_and_at_the_till(
    shop: Running,
) -> None:
    stranger = requests.Session()

    assert "Only for Gold." in page(shop, MUG)
    assert "add-to-cart" not in page(shop, MUG)
    assert "Only for Gold." in add(shop, stranger, mug(shop))
    answer = stranger.post(
        f"{shop.url}/wp-json/wc/store/v1/cart/add-item",
        json={"id": mug(shop), "quantity": 1},
        headers={"Cart-Token": cart_token(shop)},
        timeout=TIMEOUT_S,
    )
    assert answer.status_code == 400
    assert answer.json()["code"] == "woocommerce_rest_product_not_purchasable"
    order = {"lines": [{"product": "stoneware-mug"}], "email": "x@customer.test"}
    assert ask(shop, "actions/order", **order)["code"] == "closed"


def cart_token(shop: Running) -> str:
    seen = requests.get(f"{shop.url}/wp-json/wc/store/v1/cart", timeout=TIMEOUT_S)
    return seen.headers["Cart-Token"]


def test_one_who_carries_the_tag_buys_until_it_is_taken(shop: Running) -> None:
    give_tag(shop, "vip,setia-gold")
    browser = signed_in(shop)
    asked = {
        "customer": "ani@customer.test",
        "lines": [{"product": "stoneware-mug"}],
    }

    assert "add-to-cart" in page(shop, MUG, browser)
    assert "Only for Gold." not in add(shop, browser, mug(shop))
    assert ask(shop, "actions/order", **asked)["ok"] is True
    give_tag(shop, "vip")
    assert ask(shop, "actions/order", **asked)["code"] == "closed"


def test_other_goods_are_sold_to_everybody(shop: Running) -> None:
    order = {"lines": [{"product": "house-blend-beans"}], "email": "x@customer.test"}

    assert ask(shop, "actions/order", **order)["ok"] is True


def test_without_the_plugin_nothing_is_closed_and_the_route_is_missing() -> None:
    with opened(plugin=False) as plain:
        said = {"v": 1, "rules": [RULE], "never": []}

        assert tell(plain, "PUT", said, "closed-goods").status_code == 404
        assert "add-to-cart" in page(plain, MUG)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"v": 2, "rules": [], "never": []},
        {"v": 1, "rules": [{**RULE, "kind": "never"}], "never": []},
    ],
)
def test_a_list_that_it_does_not_understand_changes_nothing(
    shop: Running, said: dict[str, Any]
) -> None:
    assert tell(shop, "PUT", said, "closed-goods").status_code == 400
    assert "Only for Gold." in page(shop, MUG)


def test_disconnecting_opens_everything(shop: Running) -> None:
    tell(shop, "DELETE")

    assert "add-to-cart" in page(shop, MUG)
