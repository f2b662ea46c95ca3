"""A programme for stores of several currencies names one of them to shoppers."""

from collections.abc import Iterator

import pytest

from tests.web.desk import DOCUMENT
from tests.web.storefront.shop import Shop, shop_at

OFF = {
    "id": "off",
    "kind": "fixed_amount",
    "price": 100,
    "amount": {"IDR": "10000", "USD": "1"},
    "minimum_order": {"IDR": "50000", "USD": "5"},
}


@pytest.fixture
def shop(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    document = {**DOCUMENT, "rewards": [OFF]}
    with shop_at(fresh_database_url, redis_url, document=document) as found:
        found.welcome()
        yield found


@pytest.mark.parametrize("path", ["/rewards", "/bootstrap", "/member", "/page"])
def test_a_rupiah_store_says_nothing_of_dollars(shop: Shop, path: str) -> None:
    said = shop.get(f"{path}?lang=en", who="7001").text

    assert "$" not in said.replace('"$schema"', "")


def test_the_title_and_the_least_order_are_the_stores(shop: Shop) -> None:
    [reward] = shop.get("/rewards?lang=en", who="7001").json["data"]
    [guest] = shop.get("/rewards?lang=en").json["data"]

    assert reward["title"] == guest["title"] == "Rp10,000 off"
    assert reward["conditions"][0] == "Minimum spend Rp50,000"
