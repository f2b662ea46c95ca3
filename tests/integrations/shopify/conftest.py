"""A shop whose answers a test writes."""

from collections.abc import Iterator

import pytest
import responses

from app.ports import StoreConnection
from integrations.http import Http
from integrations.shopify.adapter import ShopifyPlatform
from tests.integrations.benches import connection
from tests.integrations.clock import StoppedClock
from tests.integrations.shopify.answers import BASE, KEYS


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def platform(clock: StoppedClock) -> ShopifyPlatform:
    return ShopifyPlatform(Http(clock), clock, KEYS)


@pytest.fixture
def store() -> StoreConnection:
    return connection(
        "shopify",
        BASE,
        domain="some-shop.myshopify.com",
        credentials={"access_token": "shpat_1"},
    )


@pytest.fixture
def shop() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock
