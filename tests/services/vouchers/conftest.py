"""A counter at which vouchers are bought, in a store of either platform."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.servers import Shared
from tests.services.voucher_world import Counter, own_counter, shared_engine


@pytest.fixture(scope="module")
def engine(shared_servers: Shared) -> Iterator[Engine]:
    with shared_engine(shared_servers) as engine:
        yield engine


@pytest.fixture
def counter(engine: Engine) -> Iterator[Counter]:
    """A WooCommerce store: a cancelled order lets go of its code."""
    with own_counter(engine) as counter:
        yield counter


@pytest.fixture
def shopify(engine: Engine) -> Iterator[Counter]:
    """A Shopify store: a code that was used is spent for good."""
    with own_counter(engine, "shopify") as counter:
        yield counter
