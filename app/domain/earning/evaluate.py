"""The front door of earning: what a fact earns by one version of a programme.

Pure: facts in, awards with reasons out. The rules of a document are compiled
once and kept with it.
"""

from app.domain.earning.context import MemberContext, OrderContext
from app.domain.earning.decisions import (
    AwardDecision,
    FactDecision,
    GiftDecision,
    OrderDecision,
)
from app.domain.earning.earns import earns
from app.domain.earning.facts import AwardFacts
from app.domain.earning.keeping import Keep, grown, keep_now
from app.domain.earning.members import (
    evaluate_activity,
    evaluate_review,
    evaluate_signup,
)
from app.domain.earning.occasions import Person, evaluate_occasions
from app.domain.earning.orders import OrderEvaluator
from app.domain.events import OrderSnapshot
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.verdicts import YES, Verdict

__all__ = [
    "YES",
    "AwardDecision",
    "AwardFacts",
    "FactDecision",
    "GiftDecision",
    "Keep",
    "MemberContext",
    "OrderContext",
    "OrderDecision",
    "Person",
    "Verdict",
    "earns",
    "evaluate_activity",
    "evaluate_occasions",
    "evaluate_order",
    "evaluate_review",
    "evaluate_signup",
    "grown",
    "keep_now",
]


def evaluate_order(
    document: ProgrammeDocument, snapshot: OrderSnapshot, context: OrderContext
) -> OrderDecision:
    """Return what an order earns before any refund, and why each rule did or not.

    Amounts are gross of refunds even when the snapshot has some already: post
    what ``keep_now`` says of the facts and the same snapshot.
    """
    evaluator = document.remember("orders", OrderEvaluator)
    return evaluator.decide(snapshot, context)
