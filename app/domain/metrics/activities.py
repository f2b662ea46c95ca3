"""What a reported activity counts for."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.metrics.figures import COUNT
from app.domain.metrics.orders import Counted
from app.domain.programme.base import MAX_UNITS
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.metrics import ActivityMetric


def count_activity(
    document: ProgrammeDocument, activity: str, data: Mapping[str, Any]
) -> Iterator[Counted]:
    """Return what an activity of a type counts for; nothing for unreadable figures."""
    for metric in document.metrics:
        if (
            metric.enabled
            and isinstance(metric, ActivityMetric)
            and metric.activity == activity
        ):
            amount = 1 if metric.figure is None else _figure(data.get(metric.figure))
            yield Counted(metric.id, amount, COUNT, at_once=True)


def _figure(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        return 0
    return value if abs(value) <= MAX_UNITS else 0
