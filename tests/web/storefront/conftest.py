"""A store with its doors on a fresh database, for one test."""

from collections.abc import Iterator

import pytest

from tests.web.storefront.shop import Shop, shop_at


@pytest.fixture
def shop(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url) as found:
        yield found


@pytest.fixture
def shopify(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    """The same behind Shopify's app proxy."""
    with shop_at(fresh_database_url, redis_url, platform="shopify") as found:
        yield found
