"""Under which name a campaign gives once, and how often it still can."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.programme.campaigns import Campaign
from app.domain.segments.occasions import occasion_of, times_left

DAY, NOON = date(2026, 5, 31), datetime(2026, 5, 1, 12, tzinfo=UTC)


def campaign(**values: Any) -> Campaign:  # noqa: ANN401 - parts of a document
    gifts = [{"kind": "points", "points": 50}, {"kind": "badge", "badge": "b"}]
    return Campaign.model_validate(
        {"id": "c", "segment": "s", "gifts": gifts, **values}
    )


@pytest.mark.parametrize(
    ("again", "occasion"),
    [
        ("never", "once"),
        ("month", "2026-05"),
        ("year", "2026"),
        ("entry", "entry:2026-05-01T12:00:00.000000Z"),
    ],
)
def test_the_occasion_of_a_gift(again: str, occasion: str) -> None:
    found = occasion_of(campaign(again=again), today=DAY, entered_at=NOON)

    assert found == occasion


def test_without_an_entry_there_is_one_occasion() -> None:
    assert occasion_of(campaign(again="entry"), today=DAY, entered_at=None) == "once"


@pytest.mark.parametrize(
    ("values", "given", "left"),
    [
        ({}, 7, None),
        ({"most": 9}, 7, 2),
        ({"most": 9}, 10, 0),
        ({"budget": 149}, 1, 1),
        ({"budget": 150, "most": 2}, 0, 2),
        ({"budget": 49}, 0, 0),
    ],
)
def test_how_often_it_can_still_be_given(
    values: dict[str, Any], given: int, left: int | None
) -> None:
    assert times_left(campaign(**values), given) == left
