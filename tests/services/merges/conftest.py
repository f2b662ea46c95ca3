"""Two members of a world: one with 357 points, one with 387."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.services.merges.people import (
    DOCUMENT,
    GONE,
    KEPT,
    bought,
    given_points,
    joined,
)
from tests.world import World, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=DOCUMENT) as made:
        joined(made, "advocate")
        yield made


@pytest.fixture
def two(world: World) -> tuple[UUID, UUID]:
    """Two members: one with 357 points, one with 100, 30 of them by hand."""
    kept, gone = joined(world, KEPT), joined(world, GONE)
    bought(world, KEPT, "K1")
    bought(world, GONE, "G1")
    given_points(world, gone, 30)
    return kept, gone
