"""A counter at which rules give gifts."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.servers import Shared
from tests.services.gifts.given import Giver
from tests.services.voucher_world import own_counter, shared_engine


@pytest.fixture(scope="module")
def engine(shared_servers: Shared) -> Iterator[Engine]:
    with shared_engine(shared_servers) as engine:
        yield engine


@pytest.fixture
def giver(engine: Engine) -> Iterator[Giver]:
    with own_counter(engine) as counter:
        yield Giver(counter)
