"""What came of one person's orders by one document."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from app.domain.earning.decisions import OrderDecision
from app.domain.inactivity import Spell as Spared
from app.domain.programme.terms import LifeExpiry, NoExpiry
from app.domain.tiers.spells import Spell


class Earned(NamedTuple):
    """Units that one award is worth, after refunds."""

    place: int
    """Which of the person's orders."""
    rule_id: str
    part: str
    asset: str
    units: int
    available_from: datetime
    expiry: NoExpiry | LifeExpiry


class Bestowed(NamedTuple):
    """Units of an asset, or vouchers, that something other than an award gives."""

    rule_id: str
    """``tier:<id>``, ``challenge:<id>``, ``dividend:<id>`` or a way to earn."""
    source: str
    day: date
    asset: str | None
    """None: vouchers of ``reward``."""
    units: int
    reward: str = ""
    expiry: NoExpiry | LifeExpiry | None = None
    """Of the way to earn; None: that of the terms."""


class Trade(NamedTuple):
    """What one order sold; orders that don't count sold nothing."""

    at: datetime
    currency: str
    kept_minor: int
    counted: bool


@dataclass(slots=True)
class Outcome:
    """Everything that one person's orders lead to."""

    trades: list[Trade] = field(default_factory=list)
    """One for each order, in their order."""
    earned: list[Earned] = field(default_factory=list)
    bestowed: list[Bestowed] = field(default_factory=list)
    spells: Sequence[Spell] = ()
    spared: Sequence[Spared] = ()
    """When the terms spared the person from any lapse."""
    decisions: list[OrderDecision] = field(default_factory=list)
    """One for each order, in their order."""
