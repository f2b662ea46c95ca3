"""Which order rules apply, and what each counts: before lanes and awards.

A rule that does not apply answers with a verdict; one that does becomes a
candidate with its lines and what its limits leave.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from app.domain.earning.basis import OrderAmounts, Scope
from app.domain.earning.conditions import Check, compiled, window_verdict
from app.domain.earning.context import OrderContext
from app.domain.earning.facts import LineAmount, Minimum, RatePart
from app.domain.earning.limits import NO_LIMIT, Room, budget_room, room
from app.domain.events import OrderSnapshot
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    FixedAward,
    MultiplierAward,
    OrderRule,
    RateAward,
    Rounding,
)
from app.domain.programme.facts import Facts
from app.domain.programme.numbers import Rate, print_fraction
from app.domain.programme.verdicts import YES, Verdict

ZERO = Fraction(0)


class ReadyRule:
    """An order rule, compiled once for each version."""

    __slots__ = (
        "_said",
        "bonus",
        "by_store",
        "check",
        "expiry",
        "lane",
        "mode",
        "pending",
        "rank",
        "rates",
        "rounding",
        "rule",
        "scale",
        "scope",
        "size",
    )

    def __init__(self, rule: OrderRule, document: ProgrammeDocument) -> None:
        self.rule = rule
        self.scale = document.asset(rule.asset).scale
        self.scope = Scope(rule.amount)
        self.check: Check | None = None if rule.when is None else compiled(rule.when)
        self.lane = (rule.asset, rule.lane_name)
        self.mode = rule.refund_mode
        self.pending = rule.pending or document.terms.pending
        self.expiry = rule.expiry or document.terms.lot_expiry
        self.rounding: Rounding = "down"
        if isinstance(rule.award, RateAward | MultiplierAward):
            self.rounding = rule.award.rounding
        self.rates: dict[str, Fraction] = {}
        self.by_store: dict[str, dict[str, Fraction]] = {}
        """Rates of stores that have their own, by id or domain."""
        self.size = ZERO
        """What a fixed award or a multiplier competes with in its lane."""
        match rule.award:
            case RateAward(rates=rates, stores=stores):
                self.rates = self._exact(rates)
                self.by_store = {
                    store: self._exact(own.rates)
                    for own in stores
                    for store in own.stores
                }
            case FixedAward(points=points):
                self.size = points * 10**self.scale
            case MultiplierAward(by=by):
                self.size = by
            case _:
                self.size = Fraction(1)
        self.bonus = self.size - 1
        self.rank = (-rule.priority, _opposite(self.size), rule.id)
        """The place among rivals for one award: the least of them wins."""
        self._said = (ZERO, "0")
        """The last rate that the trace wrote, and how."""

    def _exact(self, rates: Mapping[str, Rate]) -> dict[str, Fraction]:
        return {key: rate.exact(self.scale) for key, rate in rates.items()}

    def rates_in(self, facts: Facts) -> Mapping[str, Fraction]:
        """Return the rates of the store where it happened."""
        if not self.by_store:
            return self.rates
        own = self.by_store.get(facts.store) or self.by_store.get(facts.store_domain)
        return self.rates if own is None else own

    def say(self, rate: Fraction) -> str:
        """Return a rate as the trace writes it."""
        known, said = self._said
        if rate is not known:
            said = print_fraction(rate)
            self._said = (rate, said)
        return said


@dataclass(slots=True)
class Candidate:
    """A rule that applies to the order, with what it counts."""

    ready: ReadyRule
    lines: tuple[LineAmount, ...]
    rate: Fraction = ZERO
    room: Room = NO_LIMIT
    minimum: Minimum | None = None

    @property
    def rule(self) -> OrderRule:
        return self.ready.rule

    @property
    def counted_minor(self) -> int:
        return sum([line.counted_minor for line in self.lines])

    def part(self) -> RatePart:
        """Return this rule's amount at its rate."""
        return RatePart(
            self.rate,
            self.lines,
            self.ready.rounding,
            tax=self.rule.amount.tax,
            most=self.room.units,
            minimum=self.minimum,
        )


class Selection:
    """Asks every rule about one order."""

    def __init__(self, snapshot: OrderSnapshot, context: OrderContext) -> None:
        store = _text(context.store_id)
        self.currency = snapshot.currency
        self._used = context.used
        self.facts = Facts(
            at=snapshot.placed_at,
            zone=context.zone,
            store=store,
            platform=context.platform,
            snapshot=snapshot,
            first_order=context.first_order,
            store_domain=context.store_domain,
            member=context.member,
            member_state=context.member_state,
        )
        self.amounts = OrderAmounts(
            snapshot,
            store,
            own_codes=context.own_codes,
            gift_codes=context.programme_gift_codes,
        )

    def ask(self, ready: ReadyRule) -> Candidate | Verdict:
        """Return the rule as a candidate, or why it does not apply."""
        verdict = self._applies(ready)
        if verdict is not YES:
            return verdict
        lines = self.amounts.lines(ready.scope)
        if not lines and (ready.rates or not ready.scope.everything):
            return Verdict("nothing_counts")
        rate = ready.rates_in(self.facts).get(self.currency, ZERO)
        candidate = Candidate(ready, lines, rate)
        if not (verdict := self._meets_minimum(candidate)):
            return verdict
        if ready.rule.limits or ready.rule.budget:
            candidate.room = self._room(ready)
        return candidate if candidate.room.units != 0 else Verdict("limit_reached")

    def _applies(self, ready: ReadyRule) -> Verdict:
        rule = ready.rule
        if not rule.enabled:
            return Verdict("switched_off")
        if rule.active is not None and not (
            verdict := window_verdict(rule.active, self.facts.at, self.facts.zone)
        ):
            return verdict
        if rule.chosen is not None and not (verdict := _chosen(rule.id, self.facts)):
            return verdict
        if ready.rates and self.currency not in ready.rates_in(self.facts):
            return Verdict("currency_without_rate", {"currency": self.currency})
        if ready.check is not None and not (verdict := ready.check(self.facts)):
            because = {"code": verdict.code, **verdict.figures}
            return Verdict("condition", {"because": because})
        return YES

    def _meets_minimum(self, candidate: Candidate) -> Verdict:
        rule = candidate.rule
        if rule.minimum is None:
            return YES
        wanted = rule.minimum.get(self.currency)
        if wanted is None:
            return Verdict("currency_without_minimum", {"currency": self.currency})
        if candidate.counted_minor < wanted:
            figures = {
                "counted_minor": candidate.counted_minor,
                "minimum_minor": wanted,
            }
            return Verdict("below_minimum", {**figures, "currency": self.currency})
        candidate.minimum = Minimum(wanted, candidate.lines, rule.amount.tax)
        return YES

    def _room(self, ready: ReadyRule) -> Room:
        rule, at, zone = ready.rule, self.facts.at, self.facts.zone
        found = NO_LIMIT
        if rule.limits:
            found = room(
                rule.id, rule.limits, self._used, at=at, zone=zone, scale=ready.scale
            )
        if rule.budget is None:
            return found
        return found.beside(
            budget_room(
                rule.id,
                rule.budget,
                self._used,
                at=at,
                zone=zone,
                scale=ready.scale,
                active=rule.active,
            )
        )


def _chosen(rule_id: str, facts: Facts) -> Verdict:
    """Return whether the member chose this day, and before it happened."""
    chosen_at = facts.member.chosen.get(rule_id, {}).get(facts.local.date())
    if chosen_at is None:
        return Verdict("day_not_chosen")
    return YES if chosen_at <= facts.at else Verdict("day_chosen_later")


@lru_cache(maxsize=256)
def _text(store_id: UUID) -> str:
    return str(store_id)


@lru_cache(maxsize=256)
def _opposite(size: Fraction) -> Fraction:
    """Return ``-size``: equal ones are one object, which is told apart quickly."""
    return -size


Lane = tuple[str, str]


def lanes(candidates: Iterable[Candidate]) -> dict[Lane, list[Candidate]]:
    """Return the candidates by asset and lane."""
    found: dict[Lane, list[Candidate]] = {}
    for candidate in candidates:
        found.setdefault(candidate.ready.lane, []).append(candidate)
    return found


def share_lines(rivals: Sequence[Candidate]) -> list[Candidate]:
    """Give every line to the best of the rules that count it.

    The highest priority wins, then the highest rate, then the first id.
    """
    ranked = sorted(rivals, key=lambda c: (-c.rule.priority, -c.rate, c.rule.id))
    taken: set[str] = set()
    for candidate in ranked:
        won = tuple(line for line in candidate.lines if line.line_ref not in taken)
        taken.update(line.line_ref for line in candidate.lines)
        candidate.lines = won
    return ranked


def ranked(rivals: Sequence[Candidate]) -> list[Candidate]:
    """Return rivals for one award, the winner first."""
    return sorted(rivals, key=lambda c: c.ready.rank)
