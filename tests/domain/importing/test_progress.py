"""What a file tells of the way to a tier, in the words of the programme's metrics."""

import pytest

from app.domain.importing.entries import Entry
from app.domain.importing.progress import progress
from app.domain.metrics.orders import Counted
from app.domain.programme.loading import load_document

DOCUMENT = load_document(
    {
        "identity": {"name": {"en": "P"}, "timezone": "Asia/Jakarta"},
        "metrics": [
            {"id": "yearly", "of": "spend"},
            {"id": "off", "of": "spend", "enabled": False},
            {"id": "orders-big", "of": "orders"},
            {
                "id": "big",
                "of": "spend",
                "when": {"field": "order.channel", "op": "in", "value": ["pos"]},
            },
        ],
    }
)
CURRENCY = DOCUMENT.identity.currency


def points(units: int) -> list[Counted]:
    return [Counted("points", units, "points")] if units else []


@pytest.mark.parametrize(
    ("entries", "points_count", "expected"),
    [
        ([Entry(2, points=5)], False, []),
        ([Entry(2, points=5)], True, points(5)),
        ([Entry(2, points=5, tier_points=70)], False, points(70)),
        ([Entry(2, points=5, tier_points=70), Entry(3, points=6)], True, points(76)),
        (
            [Entry(2, tier_spend_minor=900), Entry(3, tier_spend_minor=100)],
            False,
            [Counted("spend", 1000, CURRENCY), Counted("yearly", 1000, CURRENCY)],
        ),
        ([Entry(2, tier_spend_minor=0, tier_points=0)], True, []),
    ],
)
def test_progress_counts_by_itself_and_points_when_asked(
    entries: list[Entry], expected: list[Counted], *, points_count: bool
) -> None:
    found = progress(DOCUMENT, "points", entries, points_count=points_count)

    assert found == expected
