"""What the rules of a programme cost by themselves."""

import time
from statistics import median
from uuid import UUID

from app.domain.earning.evaluate import OrderContext, evaluate_order
from app.domain.programme.loading import load_document
from app.ports import Delivery
from benchmarks.figures import Figure
from benchmarks.rig import Rig
from integrations.shopify.normalise import normalise

MOST_MS = 1.0


def rules(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-6: one order against a hundred rules, decision trace included."""
    document = load_document(
        {
            "identity": {"name": {"id": "Uji", "ms": "Uji", "en": "Bench"}},
            "earning": [
                {
                    "id": f"rule-{n}",
                    "trigger": "order",
                    "lane": f"lane-{n}" if n else "base",
                    "award": {"kind": "fixed", "points": 5},
                    "when": {
                        "field": "order.amount",
                        "op": "gte",
                        "value": {"EUR": str(n + 1)},
                    },
                }
                for n in range(100)
            ],
        }
    )
    (event,) = normalise(Delivery("orders/paid", rig.order_body(1)))
    snapshot = event.snapshot  # type: ignore[union-attr]  # the sample is an order
    context = OrderContext(
        store_id=UUID(int=1), platform="shopify", zone="UTC", at=rig.env.clock.now()
    )
    figure = Figure(
        "P1-6",
        "CPU of one order against 100 rules",
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
    return [figure]
