"""Whether an order counts at all, before any rule is asked."""

from app.domain.earning.context import EARNING_STATES, OrderContext
from app.domain.events import OrderSnapshot, OrderState
from app.domain.programme.terms import Earners
from app.domain.programme.verdicts import YES, Verdict

NOT_NOW = {
    OrderState.DRAFT: "not_placed",
    OrderState.OPEN: "not_paid",
    OrderState.CANCELLED: "cancelled",
    OrderState.REFUNDED: "refunded",
    OrderState.CHARGED_BACK: "charged_back",
    OrderState.UNKNOWN: "state_unknown",
}


def earns(
    snapshot: OrderSnapshot, context: OrderContext, earners: Earners | None = None
) -> Verdict:
    """Return whether *snapshot* counts now, or the first reason why not.

    An order counts when it is paid, or fulfilled where the store says so. An
    award that was given already is not asked again: its fate is ``keep_now``.
    """
    if snapshot.test:
        return Verdict("test_order")
    if not snapshot.complete:
        return Verdict("incomplete")
    if (reason := NOT_NOW.get(snapshot.state)) is not None:
        return Verdict(reason, {"status": snapshot.raw_status})
    if context.earn_on == "fulfilled" and snapshot.state is not OrderState.FULFILLED:
        return Verdict("not_fulfilled", {"status": snapshot.raw_status})
    if context.earns_from is not None and snapshot.placed_at < context.earns_from:
        figures = {"placed_at": snapshot.placed_at.isoformat()}
        return Verdict("before_start", figures)
    return _by_person(snapshot, context, earners or Earners())


def _by_person(
    snapshot: OrderSnapshot, context: OrderContext, earners: Earners
) -> Verdict:
    if context.member_state not in EARNING_STATES:
        return Verdict("member_does_not_earn", {"state": context.member_state})
    if context.member_state == "shadow" and not earners.guests:
        return Verdict("guests_do_not_earn")
    person = snapshot.customer
    if person is not None and person.staff and not earners.staff:
        return Verdict("staff_does_not_earn")
    return YES
