"""What metrics may get wrong between the parts of a document."""

from collections.abc import Iterator, Mapping

from app.domain.programme.assets import CreditAsset
from app.domain.programme.conditions import faults, leaves
from app.domain.programme.metrics import (
    BUILT_IN,
    Metric,
    OrderMetric,
    PointsMetric,
)
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step

UNSTEADY: Mapping[str, str] = {
    "order.first": "order.number",
    "member.segments": "member.tags",
}
"""An order is counted anew when it changes, so it is asked what stays as it was."""


def metric_kind(parts: Parts, metric_id: str) -> str | None:
    """Return what a metric is of (``spend``, ``orders`` …), or None if unknown."""
    if metric_id in BUILT_IN:
        return BUILT_IN[metric_id]
    found: Metric | None = parts.find("metrics", metric_id)
    return None if found is None else found.of


def metric_problems(
    parts: Parts,
    steps: tuple[Step, ...],
    metric_id: str,
    *,
    in_money: bool,
) -> Iterator[Problem]:
    """Return what is wrong with asking for so much of a metric at *steps*.

    *in_money* says whether an amount by currency is asked for, or a count.
    """
    kind = metric_kind(parts, metric_id)
    if kind is None:
        yield unknown_metric(parts, (*steps, "metric"), metric_id)
    elif (kind == "spend") is not in_money:
        wanted = "amount" if kind == "spend" else "count"
        reason = f"{metric_id} is asked for with {wanted}"
        yield Problem(steps, f"{wanted}_wanted", reason, None, wanted)


def unknown_metric(parts: Parts, steps: tuple[Step, ...], metric_id: str) -> Problem:
    """Return the problem of naming a metric that is neither built in nor declared."""
    problem = parts.unknown("metrics", steps, metric_id)
    known = [*BUILT_IN, *(metric.id for metric in parts.lists["metrics"].values())]
    reason = "there is no such metric; known are " + ", ".join(known)
    return Problem(steps, problem.code, reason, metric_id, problem.nearest or "spend")


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the metrics of a document."""
    for at, metric in parts.lists["metrics"].items():
        steps: tuple[Step, ...] = ("metrics", at)
        if metric.id in BUILT_IN:
            reason = f"{metric.id} is there without being declared"
            near = f"my-{metric.id}"
            yield Problem((*steps, "id"), "taken_id", reason, metric.id, near)
        yield from _metric(parts, steps, metric)


def _metric(parts: Parts, steps: tuple[Step, ...], metric: Metric) -> Iterator[Problem]:
    if isinstance(metric, OrderMetric) and metric.when is not None:
        for code, reason, near in faults(metric.when, "order"):
            yield Problem((*steps, "when"), code, reason, None, near)
        for leaf in leaves(metric.when):
            if leaf.field in UNSTEADY:
                reason = f"the answer to {leaf.field} changes after the order"
                near = UNSTEADY[leaf.field]
                yield Problem(
                    (*steps, "when"), "changes_later", reason, leaf.field, near
                )
    if isinstance(metric, PointsMetric):
        asset = parts.asset(metric.asset)
        if asset is None:
            yield parts.unknown("assets", (*steps, "asset"), metric.asset)
        elif isinstance(asset, CreditAsset):
            reason = f"{metric.asset} is credit; points are counted"
            yield Problem((*steps, "asset"), "points_wanted", reason, metric.asset)
        for at, rule_id in enumerate(metric.rules):
            if parts.find("earning", rule_id) is None:
                yield parts.unknown("earning", (*steps, "rules", at), rule_id)
