"""What a file tells of the way to a tier, as amounts of metrics."""

from collections.abc import Sequence

from app.domain.importing.entries import Entry
from app.domain.metrics.orders import Counted
from app.domain.metrics.points import count_points
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.metrics import SpendMetric

RULE = "import"


def progress(
    document: ProgrammeDocument,
    asset: str,
    entries: Sequence[Entry],
    *,
    points_count: bool,
) -> list[Counted]:
    """Return what a person's rows count for towards tiers.

    A column of progress counts by itself; points only where somebody said so, and
    where no column tells what of them counts. Money counts for ``spend`` and for
    metrics of spend that ask nothing of an order.
    """
    told = [one.tier_points for one in entries]
    units = sum(points for points in told if points is not None)
    if points_count:
        units += sum(one.points for one in entries if one.tier_points is None)
    counted = count_points(document, {(asset, RULE): units}) if units else []
    minor = sum(one.tier_spend_minor or 0 for one in entries)
    if minor:
        currency = document.identity.currency
        counted += [Counted(name, minor, currency) for name in _of_spend(document)]
    return counted


def _of_spend(document: ProgrammeDocument) -> list[str]:
    declared = [
        metric.id
        for metric in document.metrics
        if metric.enabled and isinstance(metric, SpendMetric) and metric.when is None
    ]
    return ["spend", *declared]
