"""A WooCommerce store to ask: mocked, or a sandbox."""

from collections.abc import Iterator

import pytest
import responses

from integrations.addresses import Allowance
from integrations.http import Http
from integrations.woocommerce.adapter import WooCommercePlatform
from tests.integrations.benches import SandboxBench, woocommerce_bench
from tests.integrations.clock import StoppedClock
from tests.integrations.wire import Wire, says, serving


@pytest.fixture
def wire() -> Iterator[Wire]:
    with serving(says()) as made:
        yield made


@pytest.fixture
def bench() -> Iterator[SandboxBench]:
    with woocommerce_bench() as made:
        yield made


@pytest.fixture
def shop() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def platform(clock: StoppedClock) -> WooCommercePlatform:
    return WooCommercePlatform(Http(clock, allowed=Allowance(plain_http=True)), clock)
