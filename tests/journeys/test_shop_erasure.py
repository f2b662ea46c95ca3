"""An order to erase a shop is met by whether the shop is there, not by our row."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import stores
from app.storage.stores import StoreRepository
from tests.journeys.conftest import Journey, opened
from tests.journeys.test_privacy import count, found, member_with_points


@pytest.fixture
def shopify(
    fresh_database_url: str, redis_url: str, tmp_path: Path
) -> Iterator[Journey]:
    with opened("shopify", fresh_database_url, redis_url, tmp_path) as made:
        yield made


def revoked(shopify: Journey) -> None:
    """The shop took us off, and no word of it reached us."""
    shopify.ask("tokens/revoke", {"refresh_too": True})


def state(shopify: Journey) -> str:
    row = shopify.run(lambda uow: StoreRepository(uow).get(shopify.store_id))
    return str(row.state)


def test_a_shop_is_erased_whose_departure_nobody_told_us(shopify: Journey) -> None:
    member_with_points(shopify)
    shopify.advance(days=2)
    revoked(shopify)

    shopify.act("redact", topic="shop/redact")

    assert not found(shopify)
    assert state(shopify) == "erased"
    assert count(shopify, "privacy_request", "outcome = 'erased'") == 1
    assert count(shopify, "store", "credentials IS NOT NULL") == 0
    assert shopify.violations() == []


def test_a_shop_that_refused_us_before_the_order_is_erased_all_the_same(
    shopify: Journey,
) -> None:
    member_with_points(shopify)
    shopify.advance(days=2)
    revoked(shopify)
    shopify.run(lambda uow: stores.broken(uow, shopify.store_id, "HTTP 401"))

    shopify.act("redact", topic="shop/redact")

    assert not found(shopify)
    assert state(shopify) == "erased"


def test_a_shop_that_answers_is_there_whatever_our_row_says(shopify: Journey) -> None:
    member_with_points(shopify)
    shopify.run(lambda uow: stores.broken(uow, shopify.store_id, "HTTP 401"))

    shopify.act("redact", topic="shop/redact")

    assert found(shopify)
    assert count(shopify, "privacy_request", "outcome = 'shop_came_back'") == 1


def test_a_young_connection_that_ended_may_come_back_for_two_days(
    shopify: Journey,
) -> None:
    member_with_points(shopify)
    revoked(shopify)

    shopify.act("redact", topic="shop/redact")

    assert found(shopify)
    assert state(shopify) == "uninstalled"
    shopify.advance(days=2)
    assert not found(shopify)
