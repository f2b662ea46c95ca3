"""What a theme reads is kept in metafields that only this app can write."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app.domain.errors import PlatformRefused
from app.ports import StoreConnection
from app.services.theme_keeper import ThemeKeeper
from integrations.addresses import Allowance
from integrations.http import Http
from integrations.sandbox.config import StoreConfig
from integrations.sandbox.serving import run_in_thread
from integrations.sandbox.shopify.app import create_shopify_store
from integrations.sandbox.store import people
from integrations.sandbox.store.state import Store
from integrations.shopify.adapter import ShopifyPlatform
from integrations.shopify.marks import APP_PLACE, CUSTOMER_PLACE, ShopifyThemeKeeper
from integrations.shopify.tokens import AppKeys
from tests.integrations.benches import RealClock, connection

CUSTOMER = (CUSTOMER_PLACE["namespace"], CUSTOMER_PLACE["key"])
APP = (APP_PLACE["namespace"], APP_PLACE["key"])
DEFINED = ("CUSTOMER", *CUSTOMER)


@dataclass(slots=True)
class Bench:
    """A sandbox shop, its memory, and our way in."""

    shop: Store
    store: StoreConnection
    keeper: ThemeKeeper

    def sign_up(self, email: str) -> str:
        made = people.add(self.shop, email=email, first_name="A", last_name="B")
        return str(made.id)


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    flask_app = create_shopify_store(StoreConfig(plan="unlimited", queue="manual"))
    parts = flask_app.extensions["sandbox_parts"]
    with run_in_thread(flask_app) as running:
        http = Http(RealClock(), allowed=Allowance(local=True))
        config = parts.store.config
        keys = AppKeys(config.client_id, config.client_secret)
        store = connection(
            "shopify",
            running.url,
            domain=config.shop_domain,
            credentials={"access_token": parts.tokens.forever},
        )
        platform = ShopifyPlatform(http, RealClock(), keys)
        yield Bench(parts.store, store, ShopifyThemeKeeper(platform.client))


def test_a_definition_is_made_once_and_read_by_the_storefront(
    bench: Bench,
) -> None:
    bench.keeper.prepare(bench.store)
    bench.keeper.prepare(bench.store)

    assert bench.shop.definitions[DEFINED] == "PUBLIC_READ"


def test_the_programme_is_kept_with_the_installation(
    bench: Bench,
) -> None:
    bench.keeper.keep_programme(bench.store, '{"v":1}')
    kept = str(bench.shop.app_metafields[APP]["value"])
    bench.keeper.keep_programme(bench.store, None)

    assert json.loads(kept) == {"v": 1}
    assert bench.shop.app_metafields == {}


def test_figures_are_kept_with_each_customer_and_taken_out(
    bench: Bench,
) -> None:
    one, other = bench.sign_up("satu@mail.test"), bench.sign_up("dua@mail.test")

    bench.keeper.keep_members(
        bench.store, {one: '{"balance":1}', other: '{"balance":2}'}
    )
    bench.keeper.keep_members(bench.store, {one: None, other: '{"balance":3}'})

    assert CUSTOMER not in bench.shop.customers[int(one)].metafields
    held = bench.shop.customers[int(other)].metafields[CUSTOMER]
    assert (held["value"], held["type"]) == ('{"balance":3}', "json")


def test_a_customer_who_is_gone_refuses_the_whole_call(
    bench: Bench,
) -> None:
    one = bench.sign_up("tiga@mail.test")

    with pytest.raises(PlatformRefused):
        bench.keeper.keep_members(bench.store, {one: "{}", "999999": "{}"})

    assert CUSTOMER not in bench.shop.customers[int(one)].metafields


def test_taking_out_what_is_not_there_is_no_mistake(
    bench: Bench,
) -> None:
    bench.keeper.keep_members(bench.store, {"999999": None})
