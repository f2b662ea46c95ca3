"""A programme that is being tried is closed: to everybody but testers and a link."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from app.services.storefront.previewing import trial_links
from app.storage.stores import StoreRepository
from tests.web.desk import DOCUMENT
from tests.web.storefront.shop import Shop, shop_at


@pytest.fixture
def shop(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url, document=DOCUMENT) as found:
        found.world.run(lambda uow: StoreRepository(uow).change_programme(mode="test"))
        yield found


def token_of(shop: Shop) -> str:
    ((_, link),) = trial_links(shop.world.env, shop.world.programme_id)
    (token,) = parse_qs(urlsplit(link).query)["loyalty_preview"]
    return token


def test_shoppers_see_nothing(shop: Shop) -> None:
    assert shop.get("/bootstrap").json["state"] != "on"


def test_who_has_the_link_sees_what_is_in_force(shop: Shop) -> None:
    assert shop.get(f"/bootstrap?preview={token_of(shop)}").json["state"] == "on"


def test_a_link_holds_for_a_day_and_its_own_programme(shop: Shop) -> None:
    token = token_of(shop)
    shop.world.clock.advance(days=1)

    late = shop.get(f"/bootstrap?preview={token}")
    forged = shop.get("/bootstrap?preview=nonsense")

    assert (late.status, forged.status) == (401, 401)
