"""What a sign-up, a review or something that another system reports earns.

Follows, shares and visits are activities too: members claim them, and nobody
can check; so each has a source that lets it count so often and no more.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.earning.context import MemberContext
from app.domain.earning.decisions import FactDecision
from app.domain.earning.fact_rules import Met, decide, not_met
from app.domain.earning.measuring import measured, rated
from app.domain.earning.periods import period_label
from app.domain.events import ReviewSnapshot
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    ActivityRule,
    MeasuredAward,
    RateAward,
    ReviewRule,
    SignUpRule,
    SocialRule,
    VisitRule,
)
from app.domain.programme.verdicts import YES, Verdict

SIGN_UP = "signup"
VISIT = "visit"


def evaluate_signup(
    document: ProgrammeDocument, context: MemberContext
) -> FactDecision:
    """Return what joining earns. ``context.at`` is when the member joined.

    A bonus for after the first paid order comes at once, marked as waiting; ask
    again with ``has_paid_order`` when that order is paid, under the same source.
    """

    def trigger(rule: SignUpRule) -> Met:
        if context.member_state != "member":
            return not_met("not_a_member")
        waits = rule.after_first_paid_order and not context.has_paid_order
        return Met(source=SIGN_UP, waits=waits)

    return decide(document, SignUpRule, context, trigger)


def evaluate_review(
    document: ProgrammeDocument, review: ReviewSnapshot, context: MemberContext
) -> FactDecision:
    """Return what a review earns. The rating is not even known here.

    Reviews of a product in a store are one source for a rule that counts products,
    and each is one of its own for a rule that counts reviews.
    """
    store = "" if context.store_id is None else f"{context.store_id}:"
    product = f"review:{store}{review.product_ref}"

    def trigger(rule: ReviewRule) -> Met:
        of_product = rule.once_per == "product"
        source = product if of_product else f"{product}@{review.review_ref}"
        return Met(_review_counts(rule, review, context), source)

    return decide(document, ReviewRule, context, trigger)


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
        activity: Its type, such as ``activity.daily_goal``, ``social.follow`` or
            ``visit``.
        data: What the sender says of it: figures, amounts, texts.
        context: The member and the moment.
        distinct_id: The sender's own id of this one.
    """

    def trigger(rule: ActivityRule | SocialRule | VisitRule) -> Met:
        asset = rule.asset
        match rule:
            case SocialRule():
                return _social(rule, activity, data, context)
            case VisitRule():
                return _visit(rule, activity, data, context)
            case _:
                met = _told(rule, activity, data, context, distinct_id)
        if not met.verdict:
            return met
        scale = document.asset(asset).scale
        match rule.award:
            case MeasuredAward():
                worth = measured(rule.award, data, scale)
            case RateAward():
                stores = (str(context.store_id), context.store_domain)
                worth = rated(rule.award, data, scale, stores)
            case _:
                return met
        return replace(worth, source=met.source)

    return decide(document, (ActivityRule, SocialRule, VisitRule), context, trigger)


def _told(
    rule: ActivityRule,
    activity: str,
    data: Mapping[str, Any],
    context: MemberContext,
    distinct_id: str,
) -> Met:
    if rule.activity != activity:
        return not_met("other_activity")
    for name, wanted in rule.where.items():
        if str(data.get(name, "")) not in wanted:
            return not_met("other_activity", figure=name)
    if rule.once_per == "activity":
        return Met(source=f"activity:{activity}:{distinct_id}")
    label = period_label(rule.once_per, context.at, context.zone)
    return Met(source=f"activity:{activity}:{rule.once_per}:{label}")


def _social(
    rule: SocialRule, activity: str, data: Mapping[str, Any], context: MemberContext
) -> Met:
    if activity != rule.activity or data.get("network") != rule.network:
        return not_met("other_activity")
    label = period_label(rule.once_per, context.at, context.zone)
    return Met(source=f"{activity}:{rule.network}:{rule.once_per}:{label}")


def _visit(
    rule: VisitRule, activity: str, data: Mapping[str, Any], context: MemberContext
) -> Met:
    if activity != VISIT:
        return not_met("other_activity")
    if rule.place is not None and data.get("place") != rule.place:
        return not_met("other_place")
    label = period_label(rule.once_per, context.at, context.zone)
    return Met(source=f"visit:{rule.place or ''}:{rule.once_per}:{label}")
