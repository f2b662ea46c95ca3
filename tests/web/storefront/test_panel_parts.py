"""The panel has the parts that are on, in the merchant's order, wherever it asks."""

from collections.abc import Iterator

import pytest

from app.domain.programme.storefront import FEATURES
from tests.web.storefront.rich import RICH
from tests.web.storefront.shop import Shop, shop_at

ORDER = ["history", "tiers", "card"]


@pytest.fixture
def shop(
    fresh_database_url: str, redis_url: str, request: pytest.FixtureRequest
) -> Iterator[Shop]:
    document = {**RICH, "storefront": request.param}
    with shop_at(fresh_database_url, redis_url, document=document) as found:
        found.welcome("7001")
        yield found


ALL_ON = {"order": ORDER}
MUCH_OFF = {"hidden": ["earn", "redeem", "tiers", "refer", "history"]}


@pytest.mark.parametrize("shop", [ALL_ON], indirect=True)
def test_the_parts_come_in_the_order_that_was_saved(shop: Shop) -> None:
    parts = shop.get("/bootstrap").json["features"]

    assert parts[:3] == ORDER
    assert sorted(parts) == sorted(FEATURES)


@pytest.mark.parametrize("shop", [ALL_ON], indirect=True)
def test_with_all_parts_on_everything_is_promised_and_shown(shop: Shop) -> None:
    guest = shop.get("/bootstrap").json["guest"]
    member = shop.get("/member", who="7001").json

    assert guest["earn"]
    assert guest["reward"]
    assert guest["tiers"]
    assert guest["referred"]
    assert member["progress"]["kind"] == "reward"


@pytest.mark.parametrize("shop", [MUCH_OFF], indirect=True)
def test_what_is_off_is_neither_promised_nor_shown(shop: Shop) -> None:
    boot = shop.get("/bootstrap").json
    member = shop.get("/member", who="7001").json

    assert not set(MUCH_OFF["hidden"]) & set(boot["features"])
    assert boot["guest"]["earn"] == []
    assert boot["guest"]["reward"] is None
    assert boot["guest"]["tiers"] is None
    assert boot["guest"]["referred"] is None
    assert (member["progress"], member["tier"]) == (None, None)
    assert member["state"] == "member"


@pytest.mark.parametrize("shop", [ALL_ON], indirect=True)
def test_the_button_makes_way_for_the_rewards_page(shop: Shop) -> None:
    look = shop.get("/bootstrap").json["look"]
    page = shop.get("/page?fragment=1&lang=en")

    assert ".lym-inside" in look["hide_over"]
    assert 'class="lym-page lym-inside"' in page.text
