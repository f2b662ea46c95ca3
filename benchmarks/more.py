"""What the rules of a programme cost by themselves."""

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import cycle, islice
from statistics import median
from typing import Any
from uuid import UUID

from app.domain.earning.evaluate import OrderContext, evaluate_order
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import MemberFacts
from app.domain.programme.loading import load_document
from app.ports import Delivery
from benchmarks.figures import Figure
from benchmarks.rig import Rig
from integrations.shopify.normalise import normalise

MOST_MS = 1.0
RULES = 100
CAPS: Mapping[str, Any] = {
    "caps": [
        {"per": per, "points": 1_000_000} for per in ("order", "day", "month", "year")
    ],
    "budgets": [{"per": "year", "points": 1_000_000_000, "pacing": "even"}],
}
LIMITS = [{"per": "month", "points": 5_000, "times": 50}]
KINDS: Sequence[Mapping[str, Any]] = (
    {"field": "order.amount", "op": "gte", "value": {"EUR": "1"}},
    {"field": "order.channel", "op": "not_in", "value": ["pos"]},
    {"field": "order.tags", "op": "contains_none", "value": ["wholesale", "b2b"]},
    {"field": "order.products", "op": "contains_none", "value": ["12", "sku:none"]},
    {"field": "order.first", "op": "is", "value": False},
    {"field": "at", "op": "within", "value": {"since": "2020-01-01"}},
    {"field": "order.number", "op": "gte", "value": 3},
    {
        "field": "at.clock",
        "op": "not_within",
        "value": {"since": "01:00", "until": "01:05"},
    },
    {"field": "member.tier_began", "op": "after_days", "value": {"days": 1}},
)
"""One of each kind of question, all of them met: that costs most."""


def _document(
    rules: Sequence[Mapping[str, Any]], stacking: Mapping[str, Any]
) -> ProgrammeDocument:
    return load_document(
        {
            "identity": {"name": {"id": "Uji", "ms": "Uji", "en": "Bench"}},
            "tiers": [{"id": "bronze"}],
            "stacking": stacking,
            "earning": [
                {
                    "id": f"rule-{n}",
                    "trigger": "order",
                    "lane": f"lane-{n}" if n else "base",
                    **rule,
                }
                for n, rule in enumerate(rules)
            ],
        }
    )


def _plain() -> list[Mapping[str, Any]]:
    return [
        {
            "award": {"kind": "fixed", "points": 5},
            "when": {
                "field": "order.amount",
                "op": "gte",
                "value": {"EUR": str(n + 1)},
            },
        }
        for n in range(RULES)
    ]


def _mixed(**more: object) -> list[Mapping[str, Any]]:
    """Return rules of every kind of question and award."""
    awards = (
        {"kind": "rate", "rates": {"EUR": "1 per 1"}},
        {"kind": "fixed", "points": 5},
        {"kind": "multiplier", "by": "1.5"},
        {"kind": "fixed", "points": 2, "per": "unit"},
    )
    both = zip(cycle(awards), cycle(KINDS), strict=False)
    return [
        {"award": award, "when": when, **more} for award, when in islice(both, RULES)
    ]


def rules(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-6: one order against a hundred rules, decision trace included."""
    (event,) = normalise(Delivery("orders/paid", rig.order_body(1)))
    snapshot = event.snapshot  # type: ignore[union-attr]  # the sample is an order
    context = OrderContext(
        store_id=UUID(int=1),
        platform="shopify",
        zone="Asia/Jakarta",
        at=rig.env.clock.now(),
        member=MemberFacts(
            tier="bronze",
            tier_since=snapshot.placed_at - timedelta(days=40),
            orders_before=7,
        ),
    )
    found = []
    for what, document in (
        ("100 rules", _document(_plain(), {})),
        ("100 rules, caps over all of them", _document(_plain(), CAPS)),
        ("100 rules, caps, all kinds, all give", _document(_mixed(), CAPS)),
        ("the same, each with limits", _document(_mixed(limits=LIMITS), CAPS)),
    ):
        figure = Figure(
            "P1-6",
            f"CPU of one order against {what}",
            "ms",
            "<= 1 ms",
            met=lambda figure: median(figure.ours) <= MOST_MS,
        )
        for turn in range(rounds + 1):
            began = time.process_time()
            for _ in range(count):
                evaluate_order(document, snapshot, context)
            if turn:
                figure.ours.append((time.process_time() - began) * 1000 / count)
        found.append(figure)
    return found
