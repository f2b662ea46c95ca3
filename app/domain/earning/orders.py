"""What an order earns: rules in lanes, decided by pure functions.

Rates of one lane compete for each line, and every line goes to one of them;
lanes add up. Multipliers come last and look at the rounded base. The order of
rules in the document decides nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

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
from app.domain.earning.decisions import AwardDecision, OrderDecision
from app.domain.earning.earns import earns
from app.domain.earning.facts import SHIPPING, AwardFacts, RatePart, product
from app.domain.events import OrderSnapshot
from app.domain.money import Money
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    BASE_LANE,
    FixedAward,
    OrderRule,
    RateAward,
)
from app.domain.programme.verdicts import Verdict

Figures = Mapping[str, Any]
Base = Mapping[str, tuple[RatePart, ...]]
"""What the base lane gave, by asset."""


class _Evaluation:
    """One order while it is being decided."""

    def __init__(self, snapshot: OrderSnapshot, context: OrderContext) -> None:
        self._selection = Selection(snapshot, context)
        self._currency = snapshot.currency
        self.steps: dict[str, Figures] = {}
        self.awards: dict[str, AwardDecision] = {}

    def decide(self, rules: Sequence[ReadyRule]) -> None:
        rates: list[Candidate] = []
        fixed: list[Candidate] = []
        multipliers: list[Candidate] = []
        for ready in rules:
            answer = self._selection.ask(ready)
            if isinstance(answer, Verdict):
                self._note(ready.rule.id, answer.code, answer.figures)
            elif isinstance(ready.rule.award, RateAward):
                rates.append(answer)
            elif isinstance(ready.rule.award, FixedAward):
                fixed.append(answer)
            else:
                multipliers.append(answer)
        base = self._rates(rates)
        for candidate in self._best_of_lanes(fixed):
            self._fixed(candidate)
        for candidate in self._best_of_lanes(multipliers):
            self._multiplier(candidate, base)

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
        winners = []
        for (_asset, lane), rivals in lanes(candidates).items():
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
            "rate": candidate.ready.said[self._currency],
            "rounding": part.rounding,
        }
        self._give(candidate, facts, "base", figures)

    def _fixed(self, candidate: Candidate) -> None:
        units, most = int(candidate.ready.size), candidate.room.units
        measure, amounts = _measure(candidate), self._selection.amounts
        facts = AwardFacts(
            kind="fixed",
            mode=candidate.ready.mode,
            award=units if most is None else min(units, most),
            currency=self._currency,
            parts=(measure,),
            goods=() if measure.counted_minor else amounts.goods(),
            minimum=candidate.minimum,
        )
        self._give(candidate, facts, "fixed", {"each": units})

    def _multiplier(self, candidate: Candidate, base: Base) -> None:
        rule, most = candidate.rule, candidate.room.units
        parts = base.get(rule.asset, ())
        if not candidate.ready.scope.everything:
            mine = {line.line_ref for line in candidate.lines} - {SHIPPING}
            parts = tuple(part.within(mine) for part in parts)
        base_units = sum(part.units(part.counted_minor) for part in parts)
        if base_units == 0:
            self._note(rule.id, "no_base", {})
            return
        bonus, rounding = candidate.ready.bonus, candidate.ready.rounding
        units = product(bonus, base_units, rounding)
        facts = AwardFacts(
            kind="multiplier",
            mode=candidate.ready.mode,
            award=units if most is None else min(units, most),
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
        rule, basis = candidate.rule, Money(facts.basis_minor, self._currency)
        measured = {"counted_minor": basis.amount_minor, "currency": basis.currency}
        if facts.award == 0:
            self._note(rule.id, "rounds_to_nothing", {**figures, **measured})
            return
        given = {"part": part, "asset": rule.asset, "units": facts.award}
        if candidate.room.units is not None:
            given["limit_left"] = candidate.room.units
        self._note(rule.id, "awarded", {**given, **measured, **figures})
        self.awards[rule.id] = AwardDecision(
            rule_id=rule.id,
            part=part,
            asset=rule.asset,
            amount=facts.award,
            basis=basis,
            facts=self._with_threshold(candidate.ready, facts),
            pending_days=candidate.ready.pending.days,
            pending_from=candidate.ready.pending.since,
            expiry=candidate.ready.expiry,
            counters=candidate.room.counters(facts.award),
        )

    def _with_threshold(self, ready: ReadyRule, facts: AwardFacts) -> AwardFacts:
        if ready.mode != "threshold" or ready.rule.when is None:
            return facts
        still = reduced(ready.rule.when, self._selection.facts)
        if still is None:
            return facts
        return replace(facts, still=still, goods=self._selection.amounts.goods())


def _measure(candidate: Candidate) -> RatePart:
    """Return what a fixed award is measured by; it has no rate."""
    return RatePart(candidate.rate, candidate.lines, tax=candidate.rule.amount.tax)


class OrderEvaluator:
    """The order rules of one version, ready to be asked."""

    def __init__(self, document: ProgrammeDocument) -> None:
        self._earners = document.terms.earners
        self._rules = [
            ReadyRule(rule, document)
            for rule in document.earning
            if isinstance(rule, OrderRule)
        ]

    def decide(self, snapshot: OrderSnapshot, context: OrderContext) -> OrderDecision:
        """Return what *snapshot* earns, and why."""
        verdict = earns(snapshot, context, self._earners)
        if not verdict:
            step = {"rule": None, "outcome": verdict.code, **verdict.figures}
            return OrderDecision(verdict, (), (step,))
        evaluation = _Evaluation(snapshot, context)
        evaluation.decide(self._rules)
        order = [ready.rule.id for ready in self._rules]
        awards = [
            evaluation.awards[name] for name in order if name in evaluation.awards
        ]
        steps = tuple(evaluation.steps[name] for name in order)
        return OrderDecision(verdict, tuple(awards), steps)
