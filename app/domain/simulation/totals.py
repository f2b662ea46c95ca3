"""Adds up what came of people, one after the other; nobody is kept."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time
from heapq import heappush, heappushpop
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.domain.programme.document import ProgrammeDocument
from app.domain.simulation.life import History, Lives, month_of
from app.domain.simulation.outcome import Bestowed, Earned, Outcome
from app.domain.simulation.people import Person
from app.domain.tiers.ladder import ladder_of

MOST_NAMED = 3
"""People named with each move of tiers."""


class Leader(NamedTuple):
    """One of those who earned most."""

    units: int
    ref: str
    orders: int
    spent_minor: int
    """In the currency that most was sold in by this person."""
    currency: str


class Move(NamedTuple):
    """From one tier to another; nothing stands for none."""

    source: str | None
    target: str | None


@dataclass(slots=True)
class Totals:
    """Sums over all people of one document."""

    orders: int = 0
    members: int = 0
    earners: int = 0
    """Who earned anything at all."""
    revenue: Counter[str] = field(default_factory=Counter)
    units: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By rule and asset."""
    times: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_currency: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Units earned with orders, by asset and the currency of the order."""
    lots: dict[str, Counter[tuple[int, int | None]]] = field(default_factory=dict)
    vouchers: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By rule and reward."""
    moves: Counter[Move] = field(default_factory=Counter)
    named: dict[Move, list[str]] = field(default_factory=dict)
    holders: Counter[str | None] = field(default_factory=Counter)
    leaders: list[Leader] = field(default_factory=list)


class Adder:
    """Adds outcomes to totals, of what happened since a given instant."""

    def __init__(
        self,
        document: ProgrammeDocument,
        *,
        since: datetime,
        until: datetime,
        zone: str,
        most_leaders: int,
    ) -> None:
        self.totals = Totals()
        self._document = document
        self._points = document.main_points
        self._base = ladder_of(document).base
        self._tiers = bool(document.tiers)
        self._since, self._local = since, ZoneInfo(zone)
        self._first_day = since.astimezone(self._local).date()
        self._lives = Lives(document, zone=zone, until=until)
        self._most = most_leaders

    def add(self, person: Person, outcome: Outcome) -> None:
        """Add one person."""
        totals = self.totals
        since, revenue = self._since, Counter[str]()
        orders = 0
        for trade in outcome.trades:
            if trade.counted and trade.at >= since:
                orders += 1
                revenue[trade.currency] += trade.kept_minor
        totals.orders += orders
        totals.members += orders > 0
        totals.revenue.update(revenue)
        points = self._earned(outcome) + self._bestowed(outcome)
        totals.earners += points > 0
        if self._tiers:
            self._moves(person, outcome)
        if points and self._most:
            currency = max(revenue, key=lambda one: revenue[one], default="")
            spent = revenue[currency]
            self._rank(Leader(points, person.ref, orders, spent, currency))

    def _earned(self, outcome: Outcome) -> int:
        trades, points = outcome.trades, 0
        history = _history(outcome)
        for one in outcome.earned:
            trade = trades[one.place]
            if trade.at < self._since:
                continue
            self._unit(one, trade.currency, history, trade.at)
            if one.asset == self._points:
                points += one.units
        return points

    def _unit(self, one: Earned, currency: str, history: History, at: datetime) -> None:
        totals, key = self.totals, (one.rule_id, one.asset)
        totals.units[key] += one.units
        totals.times[key] += 1
        totals.by_currency[one.asset, currency] += one.units
        lapses = self._lives.lapse_month(
            one.rule_id, one.expiry, one.available_from, history
        )
        self._lot(one.asset, self._lives.month(at), lapses, one.units)

    def _lot(self, asset: str, month: int, lapses: int | None, units: int) -> None:
        lots = self.totals.lots.get(asset)
        if lots is None:
            lots = self.totals.lots[asset] = Counter()
        lots[month, lapses] += units

    def _bestowed(self, outcome: Outcome) -> int:
        points = 0
        history = _history(outcome)
        for one in outcome.bestowed:
            if one.day < self._first_day:
                continue
            if one.asset is None:
                self.totals.vouchers[one.rule_id, one.reward] += one.units
                continue
            key = (one.rule_id, one.asset)
            self.totals.units[key] += one.units
            self.totals.times[key] += 1
            self._lot(one.asset, month_of(one.day), self._end(one, history), one.units)
            if one.asset == self._points:
                points += one.units
        return points

    def _end(self, one: Bestowed, history: History) -> int | None:
        return self._lives.lapse_month(
            one.rule_id,
            one.expiry or self._document.terms.lot_expiry,
            self._noon(one.day),
            history,
        )

    def _noon(self, day: date) -> datetime:
        return datetime.combine(day, time(12), self._local)

    def _moves(self, person: Person, outcome: Outcome) -> None:
        totals, spells = self.totals, outcome.spells
        totals.holders[spells[-1].tier_id if spells else self._base] += 1
        before = self._base
        for number, spell in enumerate(spells):
            move = Move(before, spell.tier_id)
            before = spell.tier_id
            if number == 0 and move.source == move.target:
                continue
            if spell.since < self._since:
                continue
            totals.moves[move] += 1
            named = totals.named.setdefault(move, [])
            if len(named) < MOST_NAMED:
                named.append(person.ref)

    def _rank(self, leader: Leader) -> None:
        leaders = self.totals.leaders
        if len(leaders) < self._most:
            heappush(leaders, leader)
        else:
            heappushpop(leaders, leader)


def _history(outcome: Outcome) -> History:
    activity = [trade.at for trade in outcome.trades if trade.counted]
    return History(activity, outcome.spared)
