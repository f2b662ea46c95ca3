"""When an answer is due, and how a ready reply is filled."""

from datetime import UTC, datetime

import pytest

from app.domain.support import due_at, filled

JAKARTA = "Asia/Jakarta"


@pytest.mark.parametrize(
    ("asked", "days", "due"),
    [
        ("2026-11-23T02:00", 0, "2026-11-23T02:00"),
        ("2026-11-23T02:00", 2, "2026-11-25T02:00"),
        # Thursday and two days is Monday; Friday and one day too.
        ("2026-11-26T02:00", 2, "2026-11-30T02:00"),
        ("2026-11-27T02:00", 1, "2026-11-30T02:00"),
        # Saturday counts as Monday.
        ("2026-11-28T02:00", 0, "2026-11-30T02:00"),
        ("2026-11-28T02:00", 1, "2026-12-01T02:00"),
        # Friday evening in Greenwich is Saturday morning in Jakarta.
        ("2026-11-27T18:00", 1, "2026-11-30T18:00"),
    ],
)
def test_only_working_days_of_the_programmes_zone_count(
    asked: str, days: int, due: str
) -> None:
    found = due_at(datetime.fromisoformat(asked).replace(tzinfo=UTC), days, JAKARTA)

    assert found == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_what_is_no_gap_of_ours_stays_as_it_was_written() -> None:
    text = filled("Hi {name}, {order}: {name.__class__} {0} {", name="A{order}b")

    assert text.startswith("Hi A{order}b, {order}: {name.__class__} {0} {")
