"""Points that rules gave, as figures. Gifts of challenges and tiers are no part."""

from collections.abc import Mapping

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.metrics import PointsMetric

Found = Mapping[str, tuple[tuple[str, bool], ...]]


def points_metrics(
    document: ProgrammeDocument, asset: str
) -> tuple[tuple[str, bool], ...]:
    """Return the metrics that count an asset, and whether they count at once."""
    return document.remember("points_metrics", _by_asset).get(asset, ())


def _by_asset(document: ProgrammeDocument) -> Found:
    found: dict[str, tuple[tuple[str, bool], ...]] = {
        document.main_points: (("points", False),)
    }
    for metric in document.metrics:
        if metric.enabled and isinstance(metric, PointsMetric):
            mine = (metric.id, metric.counts == "paid")
            found[metric.asset] = (*found.get(metric.asset, ()), mine)
    return found
