"""Rules for something other than an order: asked of a member at an instant.

Each award names its source: a member gets one for each rule and source, so the
same fact told twice gives nothing the second time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.earning.conditions import Check, compiled, window_verdict
from app.domain.earning.context import EARNING_STATES, MemberContext
from app.domain.earning.decisions import AwardDecision, FactDecision, GiftDecision
from app.domain.earning.facts import AwardFacts
from app.domain.earning.limits import NO_LIMIT, Room, budget_room, room
from app.domain.earning.shared_room import SharedRoom
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    EarningRule,
    FixedAward,
    GiftsAward,
    OrderRule,
)
from app.domain.programme.facts import Facts
from app.domain.programme.verdicts import YES, Verdict


@dataclass(frozen=True, slots=True)
class Met:
    """Whether a rule's own trigger is met, and what follows from it."""

    verdict: Verdict = YES
    source: str = ""
    waits: bool = False
    units: int | None = None
    """What the fact itself measures, instead of a fixed award."""


def not_met(code: str, **figures: object) -> Met:
    """Return that a trigger is not met, and why."""
    return Met(Verdict(code, figures))


class ReadyFactRule:
    """A rule for something other than an order, compiled once for each version."""

    __slots__ = ("check", "expiry", "rule", "scale", "units")

    def __init__(self, rule: EarningRule, document: ProgrammeDocument) -> None:
        if isinstance(rule, OrderRule):
            raise TypeError("a rule on orders is asked of orders")
        self.rule = rule
        self.units, self.scale = 1, 0
        if not isinstance(rule.award, GiftsAward):
            self.scale = document.asset(rule.asset).scale
        if isinstance(rule.award, FixedAward):
            self.units = int(rule.award.points * 10**self.scale)
        self.check: Check | None = None if rule.when is None else compiled(rule.when)
        self.expiry = rule.expiry or document.terms.lot_expiry

    def applies(self, context: MemberContext, facts: Facts) -> Verdict:
        """Return whether the rule applies apart from its own trigger."""
        rule = self.rule
        if not rule.enabled:
            return Verdict("switched_off")
        if context.member_state not in EARNING_STATES:
            return Verdict("member_does_not_earn", {"state": context.member_state})
        if rule.active is not None and not (
            verdict := window_verdict(rule.active, facts.at, facts.zone)
        ):
            return verdict
        if self.check is not None and not (verdict := self.check(facts)):
            because = {"code": verdict.code, **verdict.figures}
            return Verdict("condition", {"because": because})
        return YES

    def room(self, context: MemberContext) -> Room:
        """Return what the rule's limits and its budget leave."""
        rule, found = self.rule, NO_LIMIT
        if rule.limits:
            found = room(
                rule.id,
                rule.limits,
                context.used,
                at=context.at,
                zone=context.zone,
                scale=self.scale,
            )
        if rule.budget is None:
            return found
        return found.beside(
            budget_room(
                rule.id,
                rule.budget,
                context.used,
                at=context.at,
                zone=context.zone,
                scale=self.scale,
                active=rule.active,
            )
        )


def ready_rules(document: ProgrammeDocument) -> list[ReadyFactRule]:
    """Return the rules of a version that are not on orders."""
    return [
        ReadyFactRule(rule, document)
        for rule in document.earning
        if not isinstance(rule, OrderRule)
    ]


def facts_of(context: MemberContext) -> Facts:
    """Return what conditions are asked of."""
    return Facts(
        at=context.at,
        zone=context.zone,
        store="" if context.store_id is None else str(context.store_id),
        platform=context.platform,
        store_domain=context.store_domain,
        member=context.member,
        member_state=context.member_state,
    )


def decide(
    document: ProgrammeDocument,
    kinds: type | tuple[type, ...],
    context: MemberContext,
    trigger: Callable[[Any], Met],
) -> FactDecision:
    """Ask the rules of some kinds; *trigger* says whether a rule's own is met."""
    facts = facts_of(context)
    shared = SharedRoom(document, context.used, at=context.at, zone=context.zone)
    awards: list[AwardDecision] = []
    gifts: list[GiftDecision] = []
    steps: list[Mapping[str, Any]] = []
    for ready in document.remember("facts", ready_rules):
        if not isinstance(ready.rule, kinds):
            continue
        met = trigger(ready.rule)
        verdict = met.verdict and ready.applies(context, facts)
        left = ready.room(context)
        if verdict and left.units == 0:
            verdict = Verdict("limit_reached")
        is_gift = isinstance(ready.rule.award, GiftsAward)
        if verdict and not is_gift:
            left = left.beside(shared.of(ready.rule.asset))
            verdict = Verdict("cap_reached") if left.units == 0 else YES
        if not verdict:
            code, figures = verdict.code, verdict.figures
            steps.append({"rule": ready.rule.id, "outcome": code, **figures})
        elif is_gift:
            gift = _gift(ready, left, met)
            gifts.append(gift)
            steps.append(_gift_step(gift))
        else:
            award = _award(ready, left, met)
            shared.take(award.asset, award.amount)
            awards.append(award)
            steps.append(_step(ready, award))
    return FactDecision(tuple(awards), tuple(steps), tuple(gifts))


def _award(ready: ReadyFactRule, left: Room, met: Met) -> AwardDecision:
    each = ready.units if met.units is None else met.units
    units = each if left.units is None else min(each, left.units)
    return AwardDecision(
        rule_id=ready.rule.id,
        part="fixed",
        asset=ready.rule.asset,
        amount=units,
        basis=None,
        facts=AwardFacts(kind="fact", mode="stays", award=units),
        pending_days=ready.rule.pending_days,
        pending_from="paid",
        expiry=ready.expiry,
        source=met.source,
        waits_for_first_order=met.waits,
        counters=left.counters(units),
        allowed=left.allowed or None,
    )


def _step(ready: ReadyFactRule, award: AwardDecision) -> Mapping[str, Any]:
    step = {
        "rule": ready.rule.id,
        "outcome": "awarded",
        "part": award.part,
        "asset": award.asset,
        "units": award.amount,
        "each": ready.units,
        "source": award.source,
    }
    if award.waits_for_first_order:
        step["outcome"] = "waits_for_first_order"
    return step


def _gift(ready: ReadyFactRule, left: Room, met: Met) -> GiftDecision:
    award = ready.rule.award
    return GiftDecision(
        rule_id=ready.rule.id,
        gifts=award.give if isinstance(award, GiftsAward) else (),
        facts=AwardFacts(kind="gifts", mode="stays", award=1),
        pending_days=ready.rule.pending_days,
        pending_from="paid",
        undo="unused",
        source=met.source,
        waits_for_first_order=met.waits,
        counters=left.counters(1),
        allowed=left.allowed or None,
    )


def _gift_step(gift: GiftDecision) -> Mapping[str, Any]:
    return {
        "rule": gift.rule_id,
        "outcome": "gifts_wait" if gift.waits_for_first_order else "gifts",
        "part": "gifts",
        "gifts": len(gift.gifts),
        "source": gift.source,
    }
