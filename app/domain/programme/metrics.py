"""Metrics: dated amounts that qualify for tiers and challenges, never spendable.

``spend`` (goods after discounts, without tax, shipping and gift cards),
``orders`` and ``points`` (earned by rules, of the first asset) are there without
being declared. A refund lowers the amount of the order's own day.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, Strict

from app.domain.programme.base import Flag, Identifier, Section
from app.domain.programme.conditions import Condition
from app.domain.programme.earning import AmountBasis
from app.domain.programme.numbers import Amounts
from app.domain.programme.texts import Text

MAX_METRICS = 100
MAX_COUNTED_RULES = 50
BUILT_IN: Mapping[str, str] = {
    "spend": "spend",
    "orders": "orders",
    "points": "points",
}
"""Metrics that need no declaration, and what each is of."""
ActivityType = Annotated[str, Strict(), Field(pattern=r"^[a-z][a-z0-9_.-]{0,59}$")]


class BaseMetric(Section):
    """What all metrics have."""

    id: Identifier
    title: Text | None = None
    enabled: Flag = True
    counts: Literal["matured", "paid"] = "matured"
    """``matured``: who asks for matured amounts waits until the return window is
    over. ``paid``: the amount counts at once for everybody."""


class OrderMetric(BaseMetric):
    """What the metrics of orders have."""

    amount: AmountBasis = AmountBasis()
    """What of an order counts."""
    minimum: Amounts | None = None
    """Smallest amount of what counts, after refunds, by currency."""
    when: Condition | None = None
    """Which orders count, as they were bought."""


class SpendMetric(OrderMetric):
    """Money, in minor units of the order's currency."""

    of: Literal["spend"]


class OrdersMetric(OrderMetric):
    """Orders of which something is left."""

    of: Literal["orders"]


class ItemsMetric(OrderMetric):
    """Pieces that were bought and kept."""

    of: Literal["items"]


class PointsMetric(BaseMetric):
    """What rules gave of an asset, less what refunds took back."""

    of: Literal["points"]
    asset: Identifier = "points"
    rules: Annotated[tuple[Identifier, ...], Field(max_length=MAX_COUNTED_RULES)] = ()
    """Only what these ways to earn give; all of them where none is named."""


class ActivityMetric(BaseMetric):
    """What another system reports: nights, flights, prescriptions."""

    of: Literal["activity"]
    activity: ActivityType
    figure: (
        Annotated[str, Strict(), Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] | None
    ) = None
    """A whole number in the activity's ``data``; each activity is one where it is
    left out. A negative number takes back."""


class GivenMetric(BaseMetric):
    """What gifts and people give."""

    of: Literal["given"]


Metric = Annotated[
    SpendMetric
    | OrdersMetric
    | ItemsMetric
    | PointsMetric
    | ActivityMetric
    | GivenMetric,
    Field(discriminator="of"),
]
