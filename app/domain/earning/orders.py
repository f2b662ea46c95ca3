"""What an order earns: rules in lanes, decided by pure functions.

Rates of one lane compete for each line, and every line goes to one of them;
lanes add up. Multipliers come last and look at the rounded base. The order of
rules in the document decides nothing but who comes first to a cap they share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from app.domain.earning.basis import Options
from app.domain.earning.candidates import (
    Candidate,
    ReadyRule,
    Selection,
    lanes,
    ranked,
    share_lines,
)
from app.domain.earning.conditions import reduced
from app.domain.earning.context import OrderContext
from app.domain.earning.decisions import AwardDecision, GiftDecision, OrderDecision
from app.domain.earning.earns import earns
from app.domain.earning.facts import SHIPPING, AwardFacts, RatePart, pieces, product
from app.domain.earning.limits import Room
from app.domain.earning.shared_room import SharedRoom
from app.domain.events import OrderSnapshot
from app.domain.money import Money
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    BASE_LANE,
    GiftsAward,
    MultiplierAward,
    OrderFixedAward,
    OrderRule,
    RateAward,
)
from app.domain.programme.verdicts import Verdict

ONE = Fraction(1)
Figures = Mapping[str, Any]
Base = Mapping[str, tuple[RatePart, ...]]
"""What the base lane gave, by asset."""


class _Evaluation:
    """One order while it is being decided."""

    def __init__(
        self,
        document: ProgrammeDocument,
        snapshot: OrderSnapshot,
        context: OrderContext,
    ) -> None:
        self._selection = Selection(snapshot, context)
        self._stacking = document.stacking
        self._shared = SharedRoom(
            document, context.used, at=snapshot.placed_at, zone=context.zone
        )
        self._currency = snapshot.currency
        self._measures: dict[tuple[Options, bool], RatePart] = {}
        self._money: dict[int, Money] = {}
        self.steps: dict[str, Figures] = {}
        self.awards: dict[str, AwardDecision] = {}
        self.gifts: dict[str, GiftDecision] = {}

    def decide(self, rules: Sequence[ReadyRule]) -> None:
        rates: list[Candidate] = []
        fixed: list[Candidate] = []
        multipliers: list[Candidate] = []
        gifts: list[Candidate] = []
        candidates = {
            RateAward: rates,
            OrderFixedAward: fixed,
            MultiplierAward: multipliers,
            GiftsAward: gifts,
        }
        for ready in rules:
            answer = self._selection.ask(ready)
            if isinstance(answer, Verdict):
                self._note(ready.rule.id, answer.code, answer.figures)
            else:
                candidates[type(ready.rule.award)].append(answer)
        base = self._rates(rates)
        for candidate in self._best_of_lanes(fixed):
            self._fixed(candidate)
        if multipliers:
            self._multipliers(self._best_of_lanes(multipliers), base)
        for candidate in self._best_of_lanes(gifts):
            self._gifts(candidate)

    def _note(self, rule_id: str, outcome: str, figures: Figures) -> None:
        self.steps[rule_id] = {"rule": rule_id, "outcome": outcome, **figures}

    def _rates(self, candidates: Sequence[Candidate]) -> Base:
        """Give the lines of each lane to their best rules; return the base lane's."""
        base: dict[str, tuple[RatePart, ...]] = {}
        for (asset, lane), rivals in lanes(candidates).items():
            for candidate in share_lines(rivals) if len(rivals) > 1 else rivals:
                if not candidate.lines:
                    self._note(candidate.rule.id, "outbid", {"lane": lane})
                    continue
                part = candidate.part()
                self._rate(candidate, part)
                if lane == BASE_LANE:
                    base[asset] = (*base.get(asset, ()), part)
        return base

    def _best_of_lanes(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        winners: list[Candidate] = []
        for (_asset, lane), rivals in lanes(candidates).items():
            if len(rivals) == 1:
                winners += rivals
                continue
            best, *others = ranked(rivals)
            winners.append(best)
            for loser in others:
                figures = {"lane": lane, "by": best.rule.id}
                self._note(loser.rule.id, "outbid", figures)
        return winners

    def _rate(self, candidate: Candidate, part: RatePart) -> None:
        facts = AwardFacts(
            kind="rate",
            mode=candidate.ready.mode,
            award=part.units(part.counted_minor),
            currency=self._currency,
            parts=(part,),
        )
        figures = {
            "rate": candidate.ready.say(part.rate),
            "rounding": part.rounding,
        }
        self._give(candidate, facts, "base", figures)

    def _fixed(self, candidate: Candidate) -> None:
        award, each = candidate.ready.rule.award, int(candidate.ready.size)
        per = award.per if isinstance(award, OrderFixedAward) else "order"
        measure, amounts = self._measure(candidate), self._selection.amounts
        count = 1 if per == "order" else pieces(per, measure.lines)
        facts = AwardFacts(
            kind="fixed" if per == "order" else "each",
            mode=candidate.ready.mode,
            award=_within(each * count, candidate.room),
            currency=self._currency,
            parts=(measure,),
            goods=() if measure.counted_minor else amounts.goods(),
            minimum=candidate.minimum,
            most=None if per == "order" else candidate.room.units,
            each=None if per == "order" else (per, each),
        )
        figures = {"each": each} if per == "order" else {"each": each, "count": count}
        self._give(candidate, facts, "fixed", figures)

    def _measure(self, candidate: Candidate) -> RatePart:
        """Return what a fixed award is measured by; it has no rate."""
        scope, tax = candidate.ready.scope, candidate.rule.amount.tax
        if not scope.everything:
            return RatePart(candidate.rate, candidate.lines, tax=tax)
        key = (scope.options, scope.shipping)
        found = self._measures.get(key)
        if found is None:
            found = self._measures[key] = RatePart(
                candidate.rate, candidate.lines, tax=tax
            )
        return found

    def _gifts(self, candidate: Candidate) -> None:
        rule, award = candidate.rule, candidate.rule.award
        measure, amounts = self._measure(candidate), self._selection.amounts
        facts = AwardFacts(
            kind="gifts",
            mode=candidate.ready.mode,
            award=1,
            currency=self._currency,
            parts=(measure,),
            goods=() if measure.counted_minor else amounts.goods(),
            minimum=candidate.minimum,
        )
        gifts = award.give if isinstance(award, GiftsAward) else ()
        self._note(rule.id, "gifts", {"part": "gifts", "gifts": len(gifts)})
        self.gifts[rule.id] = GiftDecision(
            rule_id=rule.id,
            gifts=gifts,
            facts=self._with_threshold(candidate.ready, facts),
            pending_days=candidate.ready.pending.days,
            pending_from=candidate.ready.pending.since,
            undo=rule.undo,
            counters=candidate.room.counters(1),
            allowed=candidate.room.allowed or None,
        )

    def _multipliers(self, candidates: Sequence[Candidate], base: Base) -> None:
        """Give bonuses of different lanes, as the document stacks them."""
        ordered = ranked(candidates)
        if self._stacking.multipliers == "best":
            ordered = self._best_bonus(ordered, base)
        before: dict[str, list[Candidate]] = {}
        for candidate in ordered:
            others = before.setdefault(candidate.rule.asset, [])
            factor = ONE
            if self._stacking.multipliers == "multiply":
                for other in others:
                    factor *= other.ready.size if _covers(other, candidate) else 1
            self._multiplier(candidate, base, factor)
            others.append(candidate)

    def _best_bonus(self, ordered: Sequence[Candidate], base: Base) -> list[Candidate]:
        """Return the one multiplier of each asset that gives most."""
        best: dict[str, Candidate] = {}
        for candidate in ordered:
            asset = candidate.rule.asset
            known = best.setdefault(asset, candidate)
            if self._worth(candidate, base) > self._worth(known, base):
                best[asset] = candidate
        for candidate in ordered:
            winner = best[candidate.rule.asset]
            if winner is not candidate:
                self._note(candidate.rule.id, "outbid", {"by": winner.rule.id})
        return list(best.values())

    def _worth(self, candidate: Candidate, base: Base) -> Fraction:
        return candidate.ready.bonus * _units(_multiplied(candidate, base))

    def _multiplier(self, candidate: Candidate, base: Base, factor: Fraction) -> None:
        rule, most = candidate.rule, candidate.room.units
        parts = _multiplied(candidate, base)
        base_units = _units(parts)
        if base_units == 0:
            self._note(rule.id, "no_base", {})
            return
        bonus, rounding = candidate.ready.bonus, candidate.ready.rounding
        if factor is not ONE:
            bonus *= factor
        facts = AwardFacts(
            kind="multiplier",
            mode=candidate.ready.mode,
            award=_within(product(bonus, base_units, rounding), candidate.room),
            currency=self._currency,
            parts=parts,
            bonus=bonus,
            rounding=rounding,
            most=most,
            minimum=candidate.minimum,
        )
        figures = {"base": base_units, "bonus": str(bonus), "rounding": rounding}
        self._give(candidate, facts, "bonus", figures)

    def _give(
        self, candidate: Candidate, facts: AwardFacts, part: str, figures: Figures
    ) -> None:
        ready, room = candidate.ready, candidate.room
        rule, basis = ready.rule, self._basis(facts)
        if facts.award == 0:
            measured = self._measured(basis)
            self._note(rule.id, "rounds_to_nothing", {**figures, **measured})
            return
        if self._shared.needed:
            shared = self._shared.of(rule.asset)
            room, facts = room.beside(shared), _capped(facts, shared)
            if facts.award == 0:
                self._note(rule.id, "cap_reached", self._measured(basis))
                return
        step = {
            "rule": rule.id,
            "outcome": "awarded",
            "part": part,
            "asset": rule.asset,
            "units": facts.award,
            **self._measured(basis),
        }
        if room.units is not None:
            step["limit_left"] = room.units
        step.update(figures)
        self.steps[rule.id] = step
        decision = AwardDecision(
            rule_id=rule.id,
            part=part,
            asset=rule.asset,
            amount=facts.award,
            basis=basis,
            facts=self._with_threshold(ready, facts),
            pending_days=ready.pending.days,
            pending_from=ready.pending.since,
            expiry=ready.expiry,
            counters=room.counters(facts.award),
            allowed=room.allowed or None,
        )
        self._shared.take(rule.asset, facts.award)
        self.awards[rule.id] = decision

    def _basis(self, facts: AwardFacts) -> Money:
        minor = facts.basis_minor
        if minor not in self._money:
            self._money[minor] = Money(minor, self._currency)
        return self._money[minor]

    def _measured(self, basis: Money) -> Figures:
        return {"counted_minor": basis.amount_minor, "currency": self._currency}

    def _with_threshold(self, ready: ReadyRule, facts: AwardFacts) -> AwardFacts:
        if ready.mode != "threshold" or ready.rule.when is None:
            return facts
        still = reduced(ready.rule.when, self._selection.facts)
        if still is None:
            return facts
        return replace(facts, still=still, goods=self._selection.amounts.goods())


def _within(units: int, room: Room) -> int:
    return units if room.units is None else min(units, room.units)


def _capped(facts: AwardFacts, shared: Room) -> AwardFacts:
    """Return facts that never give more than caps and budgets leave."""
    if shared.units is None:
        return facts
    return facts.capped(shared.units)


def _multiplied(candidate: Candidate, base: Base) -> tuple[RatePart, ...]:
    """Return what of the base a multiplier looks at."""
    parts = base.get(candidate.rule.asset, ())
    if candidate.ready.scope.everything:
        return parts
    mine = {line.line_ref for line in candidate.lines} - {SHIPPING}
    return tuple(part.within(mine) for part in parts)


def _units(parts: Sequence[RatePart]) -> int:
    return sum([part.units(part.counted_minor) for part in parts])


def _covers(one: Candidate, other: Candidate) -> bool:
    """Tell whether *one* looks at everything that *other* looks at."""
    if one.ready.scope.everything:
        return True
    mine = {line.line_ref for line in one.lines}
    return all(line.line_ref in mine for line in other.lines)


class OrderEvaluator:
    """The order rules of one version, ready to be asked."""

    def __init__(self, document: ProgrammeDocument) -> None:
        self._document = document
        self._earners = document.terms.earners
        self._rules = [
            ReadyRule(rule, document)
            for rule in document.earning
            if isinstance(rule, OrderRule)
        ]
        self._order = [ready.rule.id for ready in self._rules]

    def decide(self, snapshot: OrderSnapshot, context: OrderContext) -> OrderDecision:
        """Return what *snapshot* earns, and why."""
        verdict = earns(snapshot, context, self._earners)
        if not verdict:
            step = {"rule": None, "outcome": verdict.code, **verdict.figures}
            return OrderDecision(verdict, (), (step,))
        evaluation = _Evaluation(self._document, snapshot, context)
        evaluation.decide(self._rules)
        steps, awards, gifts = evaluation.steps, evaluation.awards, evaluation.gifts
        order = self._order
        return OrderDecision(
            verdict,
            tuple([awards[name] for name in order if name in awards]),
            tuple([steps[name] for name in order]),
            tuple([gifts[name] for name in order if name in gifts]) if gifts else (),
        )
