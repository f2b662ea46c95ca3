"""A store that shows the panel is known by the panel's own first question."""

from app.services.store_health import panels
from app.services.storefront import placing
from app.services.storefront.visits import Visit, at_store
from tests.web.storefront.shop import Shop


def seen(shop: Shop) -> bool:
    env = shop.world.env
    ((_, at),) = shop.world.run(lambda uow: panels(env, uow))
    return at is not None


def site(shop: Shop) -> str:
    env = shop.world.env
    ((row, _),) = shop.world.run(lambda uow: panels(env, uow))
    return str(row.base_url)


def test_a_page_of_the_store_that_asks_shows_the_panel(shop: Shop) -> None:
    assert not seen(shop)

    shop.get("/bootstrap", headers={"Origin": site(shop)})

    assert seen(shop)


def test_who_asks_from_elsewhere_shows_nothing(shop: Shop) -> None:
    for origin in ("", "null", "https://elsewhere.test"):
        answer = shop.get("/bootstrap", headers={"Origin": origin})
        assert answer.status == 200

    assert not seen(shop)


def test_a_name_with_www_is_the_same_site(shop: Shop) -> None:
    origin = site(shop).replace("https://", "https://www.")

    shop.get("/bootstrap", headers={"Origin": origin})

    assert seen(shop)


def test_the_platform_s_proxy_speaks_for_the_shop(shopify: Shop) -> None:
    assert shopify.proxied("/bootstrap").status == 200

    assert seen(shopify)


def test_it_is_noted_once_a_day(shop: Shop) -> None:
    env, origin = shop.world.env, site(shop)
    visit: Visit = at_store(env, shop.store_id, None)

    def note() -> bool:
        return placing.note_panel(env, visit, proxied=False, origin=origin)

    assert [note(), note()] == [True, False]
    shop.later(days=1)
    assert note()
