"""What a sign-up, a review or an activity earns.

Each award names its source: a member gets one for each rule and source, so the
same fact told twice, or a second review of the same product, gives nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.earning.conditions import Check, compiled, window_verdict
from app.domain.earning.context import EARNING_STATES, MemberContext
from app.domain.earning.decisions import AwardDecision, FactDecision
from app.domain.earning.facts import AwardFacts
from app.domain.earning.limits import NO_LIMIT, Room, room
from app.domain.earning.periods import period_label
from app.domain.events import ReviewSnapshot
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    ActivityRule,
    OrderRule,
    ReviewRule,
    SignUpRule,
)
from app.domain.programme.facts import Facts
from app.domain.programme.verdicts import YES, Verdict

MemberRule = SignUpRule | ReviewRule | ActivityRule
SIGN_UP = "signup"


class ReadyFactRule:
    """A rule for something other than an order, compiled once for each version."""

    __slots__ = ("check", "expiry", "rule", "scale", "units")

    def __init__(self, rule: MemberRule, document: ProgrammeDocument) -> None:
        self.rule = rule
        self.scale = document.asset(rule.asset).scale
        self.units = int(rule.award.points * 10**self.scale)
        self.check: Check | None = None if rule.when is None else compiled(rule.when)
        self.expiry = rule.expiry or document.terms.expiry

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
        """Return what the rule's limits leave."""
        if not self.rule.limits:
            return NO_LIMIT
        return room(
            self.rule.id,
            self.rule.limits,
            context.used,
            at=context.at,
            zone=context.zone,
            scale=self.scale,
        )


def _ready(document: ProgrammeDocument) -> list[ReadyFactRule]:
    return [
        ReadyFactRule(rule, document)
        for rule in document.earning
        if not isinstance(rule, OrderRule)
    ]


def _decide(
    document: ProgrammeDocument,
    kind: type[MemberRule],
    context: MemberContext,
    trigger: Callable[[Any], tuple[Verdict, str, bool]],
) -> FactDecision:
    """Ask the rules of one kind.

    *trigger* says of a rule whether its own trigger is met, the source of its
    award, and whether the award waits.
    """
    facts = Facts(
        at=context.at,
        zone=context.zone,
        store="" if context.store_id is None else str(context.store_id),
        platform=context.platform,
    )
    awards: list[AwardDecision] = []
    steps: list[Mapping[str, Any]] = []
    for ready in document.remember("facts", _ready):
        if not isinstance(ready.rule, kind):
            continue
        verdict, source, waits = trigger(ready.rule)
        verdict = verdict and ready.applies(context, facts)
        left = ready.room(context)
        if verdict and left.units == 0:
            verdict = Verdict("limit_reached")
        if not verdict:
            code, figures = verdict.code, verdict.figures
            steps.append({"rule": ready.rule.id, "outcome": code, **figures})
            continue
        award = _award(ready, left, source, waits=waits)
        awards.append(award)
        steps.append(_step(ready, award))
    return FactDecision(tuple(awards), tuple(steps))


def _award(
    ready: ReadyFactRule,
    left: Room,
    source: str,
    *,
    waits: bool,
) -> AwardDecision:
    units = ready.units if left.units is None else min(ready.units, left.units)
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
        source=source,
        waits_for_first_order=waits,
        counters=left.counters(units),
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


def evaluate_signup(
    document: ProgrammeDocument, context: MemberContext
) -> FactDecision:
    """Return what joining earns. ``context.at`` is when the member joined.

    A bonus for after the first paid order comes at once, marked as waiting; ask
    again with ``has_paid_order`` when that order is paid, under the same source.
    """

    def trigger(rule: SignUpRule) -> tuple[Verdict, str, bool]:
        joined = context.member_state == "member"
        waits = rule.after_first_paid_order and not context.has_paid_order
        return (YES if joined else Verdict("not_a_member")), SIGN_UP, waits

    return _decide(document, SignUpRule, context, trigger)


def evaluate_review(
    document: ProgrammeDocument, review: ReviewSnapshot, context: MemberContext
) -> FactDecision:
    """Return what a review earns. The rating is not even known here."""
    store = "" if context.store_id is None else f"{context.store_id}/"

    def trigger(rule: ReviewRule) -> tuple[Verdict, str, bool]:
        of_product = rule.once_per == "product"
        one = review.product_ref if of_product else f"@{review.review_ref}"
        return _review_counts(rule, review, context), f"review:{store}{one}", False

    return _decide(document, ReviewRule, context, trigger)


def _review_counts(
    rule: ReviewRule, review: ReviewSnapshot, context: MemberContext
) -> Verdict:
    if review.deleted:
        return Verdict("review_deleted")
    if not review.approved:
        return Verdict("not_approved")
    has = {
        "anything": True,
        "text": review.has_text,
        "photo": review.has_photo,
        "video": review.has_video,
    }
    if not has[rule.needs]:
        return Verdict("review_lacks", {"needs": rule.needs})
    if rule.bought and review.product_ref not in context.bought_products:
        return Verdict("not_bought", {"product": review.product_ref})
    return YES


def evaluate_activity(
    document: ProgrammeDocument,
    activity: str,
    data: Mapping[str, Any],
    context: MemberContext,
    *,
    distinct_id: str,
) -> FactDecision:
    """Return what an activity of type *activity* earns.

    Args:
        document: The version that decides.
        activity: Its type, such as ``activity.daily_goal``.
        data: What the sender says of it; conditions on it come with their fields.
        context: The member and the moment.
        distinct_id: The sender's own id of this one.
    """
    del data  # no field of the catalogue reads it yet

    def trigger(rule: ActivityRule) -> tuple[Verdict, str, bool]:
        if rule.activity != activity:
            return Verdict("other_activity"), "", False
        if rule.once_per == "activity":
            return YES, f"activity:{activity}:{distinct_id}", False
        label = period_label(rule.once_per, context.at, context.zone)
        return YES, f"activity:{activity}:{rule.once_per}:{label}", False

    return _decide(document, ActivityRule, context, trigger)
