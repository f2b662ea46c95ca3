"""What an order counts for besides points, by the metrics of its own version.

Everything looks at the order as it stands: what was refunded does not count.
``when`` was decided by the goods as they were bought.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.domain.earning.basis import Scope
from app.domain.earning.candidates import Selection
from app.domain.earning.conditions import Check, compiled
from app.domain.earning.context import OrderContext
from app.domain.earning.keeping import left_now
from app.domain.events import OrderLine, OrderSnapshot
from app.domain.metrics.figures import COUNT
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.metrics import (
    ItemsMetric,
    OrderMetric,
    OrdersMetric,
    SpendMetric,
)
from app.domain.programme.terms import Pending

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""When something matures whose waiting has not begun."""


class Counted(NamedTuple):
    """What an order counts for in one metric."""

    metric: str
    amount: int
    unit: str
    at_once: bool = False
    """It does not wait for the return window."""


class ReadyMetric:
    """A metric of orders, compiled once for each version."""

    __slots__ = ("check", "metric", "scope")

    def __init__(self, metric: OrderMetric) -> None:
        self.metric = metric
        self.scope = Scope(metric.amount)
        self.check: Check | None = (
            None if metric.when is None else compiled(metric.when)
        )

    def amount(self, selection: Selection, snapshot: OrderSnapshot, store: str) -> int:
        """Return what the order counts for now."""
        if self.check is not None and not self.check(selection.facts):
            return 0
        lines = selection.amounts.lines(self.scope)
        left_minor = left_now(lines, snapshot, tax=self.metric.amount.tax)
        least = self.metric.minimum
        if least is not None and left_minor < least.get(
            snapshot.currency, left_minor + 1
        ):
            return 0
        match self.metric:
            case ItemsMetric():
                return sum(
                    pieces_left(line)
                    for line in snapshot.lines
                    if self.scope.picks(line, store)
                    and (self.metric.amount.gift_cards or not line.gift_card)
                )
            case OrdersMetric():
                return int(left_minor > 0)
            case _:
                return left_minor


def pieces_left(line: OrderLine) -> int:
    """Return how many pieces of a line were kept."""
    if line.quantity_left is not None:
        return max(0, min(line.quantity_left, line.quantity))
    if line.amount_minor > 0 and line.refunded_minor >= line.amount_minor:
        return 0
    return line.quantity


def _ready(document: ProgrammeDocument) -> tuple[ReadyMetric, ...]:
    return tuple(
        ReadyMetric(metric)
        for metric in document.metrics
        if metric.enabled and isinstance(metric, OrderMetric)
    )


def count_order(
    document: ProgrammeDocument, snapshot: OrderSnapshot, context: OrderContext
) -> Sequence[Counted]:
    """Return what an order counts for in ``spend``, ``orders`` and declared metrics.

    Pure. The caller knows whether the order counts at all (paid, no test).
    """
    return count_by(ready_metrics(document), snapshot, context)


def ready_metrics(document: ProgrammeDocument) -> tuple[ReadyMetric, ...]:
    """Return the metrics of orders that a document declares, to be asked often."""
    return document.remember("metrics", _ready)


def count_by(
    ready: Sequence[ReadyMetric], snapshot: OrderSnapshot, context: OrderContext
) -> Sequence[Counted]:
    """Return what ``count_order`` does, of metrics that were made ready."""
    spend_minor = sum(
        [
            line.amount_minor - line.refunded_minor
            for line in snapshot.lines
            if not line.gift_card
        ]
    )
    counted = [
        Counted("spend", spend_minor, snapshot.currency),
        Counted("orders", int(spend_minor > 0), COUNT),
    ]
    if ready:
        counted += _declared(ready, snapshot, context)
    return counted


def _declared(
    ready: Sequence[ReadyMetric], snapshot: OrderSnapshot, context: OrderContext
) -> Iterator[Counted]:
    selection = Selection(snapshot, context)
    store = str(context.store_id)
    for each in ready:
        money = isinstance(each.metric, SpendMetric)
        yield Counted(
            each.metric.id,
            each.amount(selection, snapshot, store),
            snapshot.currency if money else COUNT,
            at_once=each.metric.counts == "paid",
        )


def order_day(snapshot: OrderSnapshot, zone: str) -> date:
    """Return the order's own day: when it was paid, in the store's zone."""
    at = snapshot.paid_at or snapshot.placed_at
    return at.astimezone(ZoneInfo(zone)).date()


def matures_at(pending: Pending, snapshot: OrderSnapshot) -> datetime | None:
    """Return when an order's amounts have matured; None when they never waited."""
    if pending.since == "fulfilled":
        began = snapshot.fulfilled_at
        return NEVER if began is None else began + timedelta(days=pending.days)
    if pending.days == 0:
        return None
    return (snapshot.paid_at or snapshot.placed_at) + timedelta(days=pending.days)
