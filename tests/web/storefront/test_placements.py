"""Where in a store something of ours stands is seen from what it asks."""

from typing import Any

from app.services.storefront.placements import saw
from app.services.storefront.visits import at_store
from app.storage.placements import PlacementRepository
from tests.web.storefront.shop import Shop

LINE = {"product_ref": "11", "quantity": 1, "amount_minor": 49_000}
PLUGIN = {"User-Agent": "Setia Loyalty/1.2; WordPress"}


def seen(shop: Shop) -> set[str]:
    found = shop.world.run(lambda uow: PlacementRepository(uow).all())
    return {name for _, name in found}


def estimate(page: str) -> dict[str, Any]:
    return {"lines": [LINE], "currency": "IDR", "page": page}


def test_the_line_on_a_product_asks_for_that_product(shop: Shop) -> None:
    shop.post("/estimates", estimate("cart"))
    assert seen(shop) == set()

    shop.post("/estimates", estimate("product"))

    assert seen(shop) == {"product"}


def test_a_refusal_is_no_sign(shop: Shop) -> None:
    answer = shop.post("/estimates", {**estimate("product"), "lines": "none"})

    assert answer.status >= 400
    assert seen(shop) == set()


def test_the_plugin_is_known_by_its_name(shop: Shop) -> None:
    shop.get("/bootstrap")
    assert seen(shop) == set()

    shop.get("/bootstrap", headers=PLUGIN)

    assert seen(shop) == {"plugin"}


def test_the_page_in_wordpress_is_the_customers_or_everybodys(shop: Shop) -> None:
    shop.get("/page")
    assert seen(shop) == set()

    shop.get("/page?fragment=1")
    assert seen(shop) == {"page"}

    shop.welcome()
    shop.get("/page?fragment=1", who="7001")
    assert seen(shop) == {"page", "account"}


def test_thanks_and_account_ask_at_the_extensions_door(shopify: Shop) -> None:
    shopify.welcome()
    token, door = shopify.session_token("7001"), "/storefront/v1/extension"

    assert shopify.get("/orders/1", token=token, at=door).status == 200
    assert seen(shopify) == {"thanks"}

    assert shopify.get("/member", token=token, at=door).status == 200
    assert seen(shopify) == {"thanks", "account"}


def test_it_is_noted_once_an_hour(shop: Shop) -> None:
    env = shop.world.env
    visit = at_store(env, shop.store_id, None)

    assert [saw(env, visit, "product"), saw(env, visit, "product")] == [True, False]
    shop.later(minutes=59)
    assert not saw(env, visit, "product")
    shop.later(minutes=1)
    assert saw(env, visit, "product")


def test_another_process_that_noted_it_is_enough(shop: Shop) -> None:
    env = shop.world.env
    visit = at_store(env, shop.store_id, None)

    def other() -> bool:
        at = env.clock.now()
        done: bool = shop.world.run(
            lambda uow: PlacementRepository(uow).saw(visit.store_id, "page", at=at)
        )
        return done

    assert other()
    assert not saw(env, visit, "page")
