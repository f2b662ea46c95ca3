"""An arcade to play in."""

from collections.abc import Iterator

import pytest

from tests.services.play.arcade import DOCUMENT, Arcade
from tests.world import opened


@pytest.fixture
def arcade(fresh_database_url: str) -> Iterator[Arcade]:
    with opened(fresh_database_url) as world:
        made = Arcade(world)
        made.publish(DOCUMENT)
        yield made
