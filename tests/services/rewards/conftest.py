"""A counter with rewards of every kind."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.servers import Shared
from tests.services.rewards.every_kind import published
from tests.services.voucher_world import Counter, own_counter, shared_engine


@pytest.fixture(scope="module")
def engine(shared_servers: Shared) -> Iterator[Engine]:
    with shared_engine(shared_servers) as engine:
        yield engine


@pytest.fixture
def counter(engine: Engine) -> Iterator[Counter]:
    with own_counter(engine) as counter:
        published(counter)
        yield counter
