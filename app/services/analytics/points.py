"""Points from opening to closing, what is owed for them, and what it all cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from app.domain.analytics.flows import RollForward
from app.domain.liability import ManagementEstimate, half_up, management_estimate
from app.domain.simulation.worth import worth_of
from app.services.analytics.reading import PPM, REFERRAL, SHARE, Reading, Subject
from app.services.rollups import Dashboard, dashboard
from app.storage.analytics.spans import Span
from app.storage.rollups import RollupRepository
from app.storage.unit_of_work import UnitOfWork

FLOW: Final = "flow:"
COSTS: Final = ("discounts", "products", "referrals", "liability", "messages")


@dataclass(frozen=True, slots=True)
class Owed:
    """What members' points come to, at the beginning and at the end of a period."""

    currency: str
    share: Fraction
    """Of them, still expected to be used."""
    opening: ManagementEstimate
    closing: ManagementEstimate

    @property
    def change_minor(self) -> int:
        """What the expected liability grew by."""
        return self.closing.expected_minor - self.opening.expected_minor


@dataclass(frozen=True, slots=True)
class Cost:
    """What a period of the programme cost, by kind, in one currency."""

    currency: str
    kinds: Mapping[str, int]

    @property
    def total_minor(self) -> int:
        """All kinds together; below zero where the liability fell by more."""
        return sum(self.kinds.values())


def roll_forward(uow: UnitOfWork, asset: str, span: Span) -> RollForward:
    """Return one asset over a span, from the figures by day."""
    rollups = RollupRepository(uow)
    before = _of(rollups.flows_to(span.since - timedelta(days=1)), asset)
    after = _of(rollups.flows_to(span.until), asset)
    flows = {
        name: after.get(name, 0) - before.get(name, 0) for name in {*before, *after}
    }
    return RollForward(RollForward(0, before).closing, flows)


def _of(flows: Mapping[tuple[str, str], int], asset: str) -> dict[str, int]:
    return {name: amount for (name, unit), amount in flows.items() if unit == asset}


@dataclass(frozen=True, slots=True)
class Step:
    """A day or a month of a roll-forward."""

    name: str
    """``2026-11-22`` or ``2026-11``."""
    moved: RollForward


def steps(uow: UnitOfWork, asset: str, span: Span, *, months: bool) -> list[Step]:
    """Return a roll-forward by day or by month, oldest first."""
    shown = dashboard(uow, span.since, span.until)
    opening = roll_forward(uow, asset, span).opening
    by_step: dict[str, dict[str, int]] = {}
    for at in range(span.days):
        day = span.since + timedelta(days=at)
        by_step.setdefault(_name(day, months=months), {})
    for series in shown.series:
        if series.unit != asset or not series.figure.startswith(FLOW):
            continue
        flow = series.figure.removeprefix(FLOW)
        for at, amount in enumerate(series.amounts):
            name = _name(span.since + timedelta(days=at), months=months)
            by_step[name][flow] = by_step[name].get(flow, 0) + amount
    found = []
    for name, flows in by_step.items():
        step = RollForward(opening, flows)
        found.append(Step(name, step))
        opening = step.closing
    return found


def _name(day: date, *, months: bool) -> str:
    return day.isoformat()[:7] if months else day.isoformat()


def worth(about: Subject, asset: str) -> Fraction | None:
    """Return what a unit is worth with the dearest reward; None if nothing says."""
    if about.document is None:
        return None
    found = worth_of(about.document, asset, about.currency)
    return None if found is None else found.highest


def owed(about: Subject, reading: Reading, moved: RollForward) -> Owed | None:
    """Return what points come to; None where no reward says what one is worth."""
    value = worth(about, reading.asset)
    if value is None:
        return None
    known = reading.now.get((SHARE, reading.asset))
    share = Fraction(1) if known is None else Fraction(known.part, PPM)

    def estimate(units: int) -> ManagementEstimate:
        return management_estimate(max(units, 0), value, share)

    return Owed(about.currency, share, estimate(moved.opening), estimate(moved.closing))


def cost(about: Subject, reading: Reading, due: Owed | None) -> Cost:
    """Return what a period cost by kind, in the programme's currency.

    Points that referrals gave are part of the liability; they are told as what they
    are worth under referrals, and taken out of the liability's change.
    """
    currency = about.currency
    value = worth(about, reading.asset) or Fraction(0)
    given = reading.count("referral_points", reading.asset)
    share = due.share if due else Fraction(1)
    by_points = half_up(given * value * share)
    kinds = dict.fromkeys(COSTS, 0)
    for kind in ("discounts", "products", "referrals"):
        kinds[kind] = reading.count(f"cost_{kind}", currency)
    kinds[REFERRAL + "s"] += by_points
    kinds["liability"] = (due.change_minor if due else 0) - by_points
    return Cost(currency, kinds)


def sparks(shown: Dashboard, figure: str, unit: str, *, most: int = 28) -> list[int]:
    """Return a figure's last days for a small chart."""
    return list(shown.of(figure, unit).amounts[-most:])
