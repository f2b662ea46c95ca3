"""The published stories, told to the repository: every step a unit of work."""

from typing import Any
from uuid import UUID

import pytest

from app.storage.unit_of_work import Database
from tests.domain.ledger.playing import all_stories, play
from tests.domain.ledger.worlds import CountedIds, InDatabase

STORIES = all_stories()


@pytest.mark.parametrize("written", STORIES.values(), ids=STORIES.keys())
def test_the_repository_tells_the_published_story(
    written: dict[str, Any], database: Database, programme_id: UUID
) -> None:
    ledger = InDatabase(database, programme_id, CountedIds())

    assert play(ledger, written) == []
