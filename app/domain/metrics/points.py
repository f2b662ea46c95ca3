"""Points that rules gave, as figures. Gifts of challenges and tiers are no part."""

from collections.abc import Mapping

from app.domain.metrics.orders import Counted
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.metrics import PointsMetric

Worth = Mapping[tuple[str, str], int]
"""Units by asset and the rule that gave them."""

_BUILT_IN = PointsMetric(id="points", of="points")


def count_points(document: ProgrammeDocument, worth: Worth) -> list[Counted]:
    """Return what points count for: one sum for each metric that counts any of them.

    A metric is there with nothing when all that it counted was taken back.
    """
    found = []
    for metric in document.remember("points_metrics", _points_metrics):
        parts = [
            units
            for (asset, rule_id), units in worth.items()
            if asset == metric.asset and (not metric.rules or rule_id in metric.rules)
        ]
        if parts:
            at_once = metric.counts == "paid"
            one = Counted(metric.id, sum(parts), metric.asset, at_once=at_once)
            found.append(one)
    return found


def _points_metrics(document: ProgrammeDocument) -> tuple[PointsMetric, ...]:
    built_in = _BUILT_IN.model_copy(update={"asset": document.main_points})
    declared = (
        metric
        for metric in document.metrics
        if metric.enabled and isinstance(metric, PointsMetric)
    )
    return (built_in, *declared)
