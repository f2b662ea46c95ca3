"""How often a member has bought something several times within some days.

A pure function of the orders as they stand: a refund takes a purchase away,
and what was reached by it with it.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.domain.earning.basis import matcher
from app.domain.earning.context import MemberContext
from app.domain.earning.decisions import FactDecision
from app.domain.earning.fact_rules import Met, decide, not_met
from app.domain.events import OrderLine, OrderSnapshot, OrderState
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import BoughtRule

COUNTED = frozenset({OrderState.PAID, OrderState.FULFILLED})
MOST = 1_000
"""Rewards of one rule that are looked at."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One order of something, and how many pieces are left of it."""

    at: datetime
    units: int


def purchases(
    rule: BoughtRule, orders: Iterable[tuple[OrderSnapshot, str]]
) -> list[Purchase]:
    """Return what of these orders, each with its store, the rule looks at."""
    picks = matcher(rule.what)
    found = []
    for snapshot, store in orders:
        if snapshot.test or snapshot.state not in COUNTED:
            continue
        units = sum(
            _left(line)
            for line in snapshot.lines
            if picks is not None and picks(line, store)
        )
        if units:
            found.append(Purchase(snapshot.placed_at, units))
    return sorted(found, key=lambda one: one.at)


def _left(line: OrderLine) -> int:
    if line.amount_minor > 0 and line.refunded_minor >= line.amount_minor:
        return 0
    return line.quantity if line.quantity_left is None else line.quantity_left


def reached(rule: BoughtRule, bought: Sequence[Purchase], zone: str) -> list[datetime]:
    """Return when the rule was reached, the first time first.

    Each purchase counts once: what led to one reward does not lead to the next.
    """
    found: list[datetime] = []
    waiting: deque[date] = deque()
    local = ZoneInfo(zone)
    for one in bought:
        if rule.active is not None and not rule.active.holds(one.at, zone):
            continue
        today = one.at.astimezone(local).date()
        waiting.extend([today] * (one.units if rule.count == "units" else 1))
        while rule.within_days and (today - waiting[0]).days >= rule.within_days:
            waiting.popleft()
        while len(waiting) >= rule.times and len(found) < (MOST if rule.again else 1):
            found.append(one.at)
            for _ in range(rule.times):
                waiting.popleft()
    return found


def source_of(rule_id: str, number: int) -> str:
    """Return the source of the n-th reward of a rule."""
    return f"bought:{rule_id}:{number}"


def evaluate_bought(
    document: ProgrammeDocument, rule_id: str, number: int, context: MemberContext
) -> FactDecision:
    """Return what reaching one rule for the n-th time earns."""

    def trigger(rule: BoughtRule) -> Met:
        if rule.id != rule_id:
            return not_met("other_activity")
        return Met(source=source_of(rule_id, number))

    return decide(document, BoughtRule, context, trigger)
