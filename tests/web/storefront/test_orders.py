"""What an order brought, told to nobody but the member whose it is."""

import json
from collections.abc import Iterator

import pytest

from app.domain.events import OrderState
from tests.factories import customer, order
from tests.web.storefront.shop import Shop, shop_at

EXTENSION = "/storefront/v1/extension"


@pytest.fixture
def shopify(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url, platform="shopify") as found:
        yield found


def buy(shop: Shop, ref: str = "7001", **more: object) -> None:
    shop.world.settle(order(who=customer(ref), **more))  # type: ignore[arg-type]  # as given


def test_a_member_reads_what_an_order_brought(shop: Shop) -> None:
    who = shop.welcome()
    buy(shop)

    said = shop.get("/orders/1001?lang=id", who=who).json

    assert said["state"] == "earned"
    assert said["points"]["value"] == shop.world.balance().pending
    assert said["text"] == f"{said['points']['text']} untukmu. Terima kasih!"
    assert said["pending_text"].startswith("Bisa dipakai mulai ")


def test_the_extensions_of_checkout_read_it_by_their_token(shopify: Shop) -> None:
    who = shopify.welcome()
    buy(shopify)

    said = shopify.get(
        "/orders/1001", at=EXTENSION, token=shopify.session_token(who)
    ).json

    assert said["state"] == "earned"


def test_a_guest_is_told_that_points_wait_and_not_how_many(shopify: Shop) -> None:
    shopify.welcome()
    buy(shopify)

    answer = shopify.get(
        "/orders/1001?lang=en", at=EXTENSION, token=shopify.session_token()
    )

    assert answer.json["state"] == "guest"
    assert answer.json["points"] is None
    assert "account" in answer.json["text"]


def test_somebody_elses_order_looks_like_none_at_all(shop: Shop) -> None:
    shop.welcome("7001")
    other = shop.welcome("7002", email="other@mail.test")
    buy(shop)

    theirs = shop.get("/orders/1001", who=other)
    nobodys = shop.get("/orders/9999", who=other)

    assert theirs.status == nobodys.status == 200
    assert json.dumps(theirs.json) == json.dumps(nobodys.json)
    assert theirs.json["state"] == "waiting"


def test_an_order_that_is_not_paid_yet_waits(shop: Shop) -> None:
    who = shop.welcome()
    buy(shop)
    shop.world.settle(order(ref="1002", state=OrderState.OPEN, who=customer(who)))

    assert shop.get("/orders/1002", who=who).json["state"] == "waiting"


def test_a_cancelled_order_brings_nothing(shop: Shop) -> None:
    who = shop.welcome()
    shop.world.settle(order(ref="1002", state=OrderState.CANCELLED, who=customer(who)))

    assert shop.get("/orders/1002", who=who).json["state"] == "none"


def test_a_paused_programme_says_nothing(shop: Shop) -> None:
    who = shop.welcome()
    buy(shop)
    shop.pause()

    assert shop.get("/orders/1001", who=who).json["state"] == "none"
