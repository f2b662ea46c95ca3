"""The API on a fresh database, for one test."""

from collections.abc import Iterator

import pytest

from tests.web.desk import Desk, desk_at


@pytest.fixture
def desk(fresh_database_url: str, redis_url: str) -> Iterator[Desk]:
    """An API with a programme, a store and a key that may do everything."""
    with desk_at(fresh_database_url, redis_url) as found:
        yield found
