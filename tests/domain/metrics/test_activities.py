"""What an activity counts for."""

from typing import Any

import pytest

from app.domain.metrics.activities import count_activity
from tests.domain.programme.documents import document

NIGHTS = {"id": "nights", "of": "activity", "activity": "stay", "figure": "nights"}
STAYS = {"id": "stays", "of": "activity", "activity": "stay"}
IDLE = {**STAYS, "id": "idle", "enabled": False}
DOCUMENT = document(metrics=[NIGHTS, STAYS, IDLE, {"id": "given", "of": "given"}])


@pytest.mark.parametrize(
    ("data", "nights"),
    [
        ({"nights": 3}, 3),
        ({"nights": -3}, -3),
        ({"nights": "3"}, 0),
        ({"nights": True}, 0),
        ({"nights": 10**13}, 0),
        ({}, 0),
    ],
)
def test_a_figure_is_a_whole_number(data: dict[str, Any], nights: int) -> None:
    found = {one.metric: one.amount for one in count_activity(DOCUMENT, "stay", data)}

    assert found == {"nights": nights, "stays": 1}


def test_another_activity_counts_for_nothing() -> None:
    assert list(count_activity(DOCUMENT, "flight", {"nights": 3})) == []
