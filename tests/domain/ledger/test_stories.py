"""The published stories, told to a book."""

from typing import Any

import pytest

from tests.domain.ledger.playing import all_stories, play
from tests.domain.ledger.worlds import InMemory

STORIES = all_stories()


@pytest.mark.parametrize("written", STORIES.values(), ids=STORIES.keys())
def test_a_book_tells_the_published_story(written: dict[str, Any]) -> None:
    assert play(InMemory(), written) == []
