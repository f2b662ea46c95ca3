"""Orders and contexts for tests of earning."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from app.domain.earning.context import MemberContext, OrderContext
from app.domain.earning.decisions import AwardDecision, OrderDecision
from app.domain.earning.evaluate import evaluate_order
from app.domain.events import OrderLine, OrderSnapshot
from tests.domain.programme.documents import document, spend
from tests.factories import NOON, line, order

STORE = UUID("018f3c1e-0000-7000-8000-000000000001")
CONTEXT = OrderContext(STORE, "shopify", "Asia/Jakarta", NOON)
MEMBER = MemberContext(zone="Asia/Jakarta", at=NOON)


def context(**more: Any) -> OrderContext:  # noqa: ANN401 - fields of the context
    return replace(CONTEXT, **more)


def sold(ref: str, amount_minor: int, **more: Any) -> OrderLine:  # noqa: ANN401 - fields of a line
    """Return a line of so many minor units."""
    return replace(line(ref=ref), amount_minor=amount_minor, **more)


def bought(*lines: OrderLine, **more: Any) -> OrderSnapshot:  # noqa: ANN401 - fields of an order
    """Return a paid order of these lines, without shipping."""
    plain = order(*lines, shipping_minor=0)
    return replace(plain, **more)


def rate(currency: str, text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of an award
    return spend(award={"kind": "rate", "rates": {currency: text}, **more})


def decided(
    *rules: dict[str, Any],
    snapshot: OrderSnapshot,
    where: OrderContext = CONTEXT,
    **sections: Any,  # noqa: ANN401 - parts of a document
) -> OrderDecision:
    """Return what an order earns by these rules."""
    return evaluate_order(document(*rules, **sections), snapshot, where)


def earned(
    *rules: dict[str, Any],
    snapshot: OrderSnapshot,
    where: OrderContext = CONTEXT,
    **sections: Any,  # noqa: ANN401 - parts of a document
) -> dict[str, int]:
    """Return units by rule."""
    decision = decided(*rules, snapshot=snapshot, where=where, **sections)
    return {award.rule_id: award.amount for award in decision.awards}


def only_award(
    *rules: dict[str, Any],
    snapshot: OrderSnapshot,
    where: OrderContext = CONTEXT,
) -> AwardDecision:
    """Return the one award of an order."""
    [award] = decided(*rules, snapshot=snapshot, where=where).awards
    return award


def step(
    *rules: dict[str, Any],
    snapshot: OrderSnapshot,
    where: OrderContext = CONTEXT,
    **sections: Any,  # noqa: ANN401 - parts of a document
) -> dict[str, Any]:
    """Return the last rule's step of the trace."""
    decision = decided(*rules, snapshot=snapshot, where=where, **sections)
    return dict(decision.trace[-1])


def refunded(snapshot: OrderSnapshot, *amounts: int) -> OrderSnapshot:
    """Return the order with these amounts refunded, line by line."""
    lines = tuple(
        replace(each, refunded_minor=amount)
        for each, amount in zip(snapshot.lines, amounts, strict=True)
    )
    return replace(snapshot, lines=lines)
