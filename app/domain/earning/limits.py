"""Limits of a member and budgets of a programme: how much is left in a period.

Counters are kept by whoever stores awards; the decision only reads them and
says what it adds. A key names rule, period and label, so a new period starts
at nothing by itself. Counters of budgets begin with ``budget/`` and are shared
by all members.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from typing import TypeVar

from app.domain.earning.pacing import open_share
from app.domain.earning.periods import period_label
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import Budget, Limit
from app.domain.programme.stacking import Cap, TotalBudget
from app.domain.programme.windows import Window

BUDGET = "budget/"
L = TypeVar("L", Limit, Cap)


def limit_keys(
    rule_id: str, limits: Sequence[L], at: datetime, zone: str
) -> Iterator[tuple[L, str]]:
    """Return each limit with the key of its counter (``…|points`` or ``…|times``)."""
    for limit in limits:
        label = period_label(limit.per, at, zone)
        yield limit, f"{rule_id}|{limit.per}|{label}"


@dataclass(frozen=True, slots=True)
class Room:
    """What limits and budgets leave, and the counters to add to."""

    units: int | None
    """Most units that may be given; None without a limit."""
    keys: tuple[str, ...] = ()
    allowed: Mapping[str, int] = field(default_factory=dict)
    """Of budgets: how much of each counter is open by now."""

    def counters(self, amount: int) -> Mapping[str, int] | None:
        """Return what an award of *amount* adds to each counter."""
        if not self.keys and not self.allowed:
            return None
        added = {}
        for key in self.keys:
            points, times = _counters(key)
            added[points] = amount
            added[times] = 1
        for key in self.allowed:
            added[key] = amount if key.endswith("|points") else 1
        return added

    def beside(self, other: "Room") -> "Room":
        """Return what both leave."""
        if self is NO_LIMIT:
            return other
        if other is NO_LIMIT:
            return self
        units, others = self.units, other.units
        if units is None or (others is not None and others < units):
            units = others
        allowed = other.allowed
        if self.allowed:
            allowed = {**self.allowed, **allowed}
        return Room(units, self.keys + other.keys, allowed)


NO_LIMIT = Room(None)


@lru_cache(maxsize=4096)
def _counters(key: str) -> tuple[str, str]:
    """Return the counters of points and of times; the same few keys come again."""
    return f"{key}|points", f"{key}|times"


def room(
    rule_id: str,
    limits: Sequence[Limit],
    used: Mapping[str, int],
    *,
    at: datetime,
    zone: str,
    scale: int,
) -> Room:
    """Return what *limits* leave after *used*."""
    units: int | None = None
    keys = []
    for limit, key in limit_keys(rule_id, limits, at, zone):
        counted = limit.per != "order"
        points, times = _counters(key)
        if counted:
            keys.append(key)
        left = None
        if limit.points is not None:
            used_units = used.get(points, 0) if counted else 0
            left = max(0, limit.points * 10**scale - used_units)
        if limit.times is not None and counted:
            times_left = limit.times - used.get(times, 0)
            left = left if times_left > 0 else 0
        if left is not None:
            units = left if units is None else min(units, left)
    return Room(units, tuple(keys))


def budget_room(
    name: str,
    budget: Budget | TotalBudget,
    used: Mapping[str, int],
    *,
    at: datetime,
    zone: str,
    scale: int,
    active: Window | None = None,
) -> Room:
    """Return what a budget leaves at *at*, of what its pace has opened."""
    key = f"{BUDGET}{name}|{budget.per}|{period_label(budget.per, at, zone)}"
    times = budget.times if isinstance(budget, Budget) else None
    opened = partial(
        open_share,
        per=budget.per,
        pacing=budget.pacing,
        active=active,
        at=at,
        zone=zone,
    )
    units: int | None = None
    allowed = {}
    if budget.points is not None:
        total = budget.points * 10**scale
        most = opened(total)
        allowed[f"{key}|points"] = most
        units = max(0, most - used.get(f"{key}|points", 0))
    if times is not None:
        most = opened(times)
        allowed[f"{key}|times"] = most
        if used.get(f"{key}|times", 0) >= most:
            units = 0
    return Room(units, (), allowed)


def budget_names(document: ProgrammeDocument, at: datetime, zone: str) -> set[str]:
    """Return the counters of every budget of a document in its period of *at*."""

    def key(name: str, per: str) -> str:
        return f"{BUDGET}{name}|{per}|{period_label(per, at, zone)}"

    found = set()
    for rule in document.earning:
        if rule.budget is not None:
            base = key(rule.id, rule.budget.per)
            found |= {f"{base}|points", f"{base}|times"}
    for total in document.stacking.budgets:
        found.add(f"{key(f'@{total.asset}', total.per)}|points")
    return found
