"""A world whose document each test says."""

from collections.abc import Iterator

import pytest

from tests.world import World, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        yield made
