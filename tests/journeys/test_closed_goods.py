"""Goods for some only: the member buys, a stranger is refused, at the date all may."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.domain.perks.closing import closed_goods
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.recipes import recipe, recipe_names
from app.services import pairing, programmes
from app.services.closed_goods import states
from app.settings import Settings
from app.wiring import wired
from app.wiring.clock import shift_clock
from integrations.sandbox.config import WOOCOMMERCE, StoreConfig
from integrations.sandbox.serving import run_in_thread
from integrations.sandbox.store.models import Customer, Product
from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce.app import create_woocommerce_store
from tests.journeys.conftest import Journey
from tests.journeys.test_wordpress_plugin import paired, rows
from tests.servers import free_port, served

ANI, BUDI = "ani@customer.test", "budi@customer.test"
NAMES = ("s1", "shop.example")
CLOSING = [
    (name, rule["id"])
    for name in recipe_names()
    for rule in closed_goods(recipe(name), *NAMES)["rules"]
]
PERKS: list[dict[str, Any]] = [
    {
        "id": "friends",
        "held_by": {"everybody": True},
        "what": {"kind": "exclusive_products", "collections": ["kado"]},
    },
    {
        "id": "early",
        "held_by": {"everybody": True},
        "what": {"kind": "early_access", "hours": 24, "collections": ["sale"]},
    },
]


def document(*perks: dict[str, Any]) -> ProgrammeDocument:
    return load_document(
        {
            "identity": {"name": "Satu", "timezone": "Asia/Jakarta"},
            "earning": [
                {
                    "id": "spend",
                    "trigger": "order",
                    "award": {"kind": "rate", "rates": {"IDR": "1 per 1000"}},
                }
            ],
            "perks": list(perks),
        }
    )


@pytest.fixture
def shop() -> Flask:
    config = StoreConfig(
        platform=WOOCOMMERCE,
        currency="IDR",
        queue="manual",
        pretend_https=True,
        plugin=True,
    )
    return create_woocommerce_store(config)


def store_of(shop: Flask) -> Store:
    found: Store = shop.extensions["sandbox_parts"].store
    return found


def by_email(store: Store, email: str) -> Customer:
    found = store.customer_by_email(email)
    assert found is not None
    return found


def goods(store: Store, handle: str) -> Product:
    (found,) = [row for row in store.products.values() if row.handle == handle]
    return found


class Shopper:
    """Somebody who tries to buy one thing in a store."""

    def __init__(self, shop: Flask, product: Product) -> None:
        self.client = shop.test_client()
        self.product = product

    def buys(self, who: str) -> str:
        """Return what came of it: ``sold``, or why not."""
        asked = {"customer": who, "lines": [{"product": self.product.handle}]}
        answer = self.client.post("/_sandbox/actions/order", json=asked).get_json()
        return "sold" if answer.get("ok") else str(answer["code"])

    def waits(self, days: int) -> None:
        self.client.post("/_sandbox/clock", json={"advance_days": days})


@pytest.mark.parametrize(("name", "perk"), CLOSING)
def test_a_recipes_closed_goods_are_sold_to_those_who_have_its_perk(
    shop: Flask, name: str, perk: str
) -> None:
    said = closed_goods(recipe(name), *NAMES)
    (rule,) = [each for each in said["rules"] if each["id"] == perk]
    store = store_of(shop)
    product = goods(store, "stoneware-mug")
    product.tags[:] = rule["collections"][:1]
    longest = max(each["ahead_s"] for each in said["rules"])
    later = timedelta(seconds=longest - rule["ahead_s"] if rule["ahead_s"] else 0)
    product.created_at = store.now() - later
    shop.extensions["sandbox_parts"].plugin.closed.keep(said)
    tag = {"id": 1, "key": "setia_tags", "value": rule["tag"]}
    by_email(store, ANI).meta.append(tag)
    shopper = Shopper(shop, product)

    assert shopper.buys(ANI) == "sold"
    assert shopper.buys(BUDI) == "closed"
    shopper.waits(days=1)
    assert shopper.buys(BUDI) == ("sold" if rule["kind"] == "early" else "closed")


@pytest.fixture
def journey(
    shop: Flask, fresh_database_url: str, redis_url: str, tmp_path: Path
) -> Iterator[Journey]:
    """A programme with such perks, and a shop with the plugin that paired itself."""
    shift_clock(tmp_path, timedelta())
    port = free_port()
    settings = Settings.from_environ(
        {"VAR_DIR": str(tmp_path), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    )
    with (
        run_in_thread(shop) as running,
        wired(settings, database_url=fresh_database_url, redis_url=redis_url) as made,
        served(made, port),
    ):
        env = made.env
        programme_id = programmes.create(
            env, document(*PERKS), actor="test", publish_now=True
        ).programme_id
        code = pairing.offer(env, programme_id, by="test").code
        paired(running, env.public_url, code)
        (row,) = rows(env, programme_id)
        yield Journey(
            env, tmp_path, WOOCOMMERCE, running.url, programme_id, row.store_id
        )


def test_a_paired_shop_closes_goods_and_lets_members_in(
    journey: Journey, shop: Flask
) -> None:
    store = store_of(shop)
    journey.settle()

    assert {(one.perk, one.held) for one in journey.run(states)} == {
        ("friends", "refused"),
        ("early", "refused"),
    }
    mug = Shopper(shop, goods(store, "stoneware-mug"))
    assert mug.buys(ANI) == "closed"
    # Whoever buys anything becomes a member, and so has the perks from then on.
    beans = goods(store, "house-blend-beans")
    journey.act("order", customer=ANI, lines=[{"product": beans.handle}])
    assert (mug.buys(ANI), mug.buys(BUDI)) == ("sold", "closed")
    beans.tags.append("sale")
    beans.created_at = store.now()
    fresh = Shopper(shop, beans)
    assert (fresh.buys(ANI), fresh.buys(BUDI)) == ("sold", "closed")
    journey.advance(days=1)
    assert fresh.buys(BUDI) == "sold"


def test_publishing_without_the_perk_opens_the_goods(
    journey: Journey, shop: Flask
) -> None:
    journey.settle()
    mug = Shopper(shop, goods(store_of(shop), "stoneware-mug"))
    assert mug.buys(BUDI) == "closed"

    env, programme_id = journey.env, journey.programme_id
    digest = programmes.save_draft(env, programme_id, document(), actor="test")
    programmes.publish(env, programme_id, actor="test", expected_digest=digest)
    journey.settle()

    assert mug.buys(BUDI) == "sold"
