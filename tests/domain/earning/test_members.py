"""What joining, reviewing and other activities earn."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from app.domain.earning.context import MemberContext
from app.domain.earning.decisions import FactDecision
from app.domain.earning.evaluate import (
    evaluate_activity,
    evaluate_review,
    evaluate_signup,
)
from app.domain.events import ReviewSnapshot
from tests.domain.earning.orders import MEMBER
from tests.domain.programme.documents import FIFTY, document, spend

JOIN: dict[str, Any] = {"id": "join", "trigger": "sign_up", "award": FIFTY}
REVIEW: dict[str, Any] = {"id": "review", "trigger": "review", "award": FIFTY}
WALK: dict[str, Any] = {
    "id": "walk",
    "trigger": "activity",
    "activity": "activity.daily_goal",
    "award": {"kind": "fixed", "points": 3},
}
WRITTEN = ReviewSnapshot("r1", "12", approved=True, has_text=True)
BUYER = replace(MEMBER, bought_products=frozenset({"12"}))


def joined(rule: dict[str, Any], where: MemberContext = MEMBER) -> FactDecision:
    return evaluate_signup(document(spend(), rule), where)


def reviewed(
    rule: dict[str, Any] = REVIEW,
    review: ReviewSnapshot = WRITTEN,
    where: MemberContext = BUYER,
) -> FactDecision:
    return evaluate_review(document(spend(), rule), review, where)


def walked(
    rule: dict[str, Any] = WALK,
    where: MemberContext = MEMBER,
    activity: str = "activity.daily_goal",
) -> FactDecision:
    found = document(rule)
    return evaluate_activity(found, activity, {}, where, distinct_id="d1")


def outcome(decision: FactDecision) -> str:
    [step] = decision.trace
    return str(step["outcome"])


def test_joining_earns_at_once_by_default() -> None:
    [award] = joined(JOIN).awards

    assert (award.amount, award.source, award.pending_days) == (50, "signup", 0)
    assert award.basis is None
    assert award.facts.mode == "stays"
    assert award.line_shares == ()
    assert not award.waits_for_first_order


def test_the_step_of_an_award_names_its_source() -> None:
    [step] = joined(JOIN).trace

    assert step == {
        "rule": "join",
        "outcome": "awarded",
        "part": "fixed",
        "asset": "points",
        "units": 50,
        "each": 50,
        "source": "signup",
    }


def test_a_bonus_may_wait_for_the_first_paid_order() -> None:
    rule = {**JOIN, "after_first_paid_order": True}
    [waiting] = joined(rule).awards
    [given] = joined(rule, replace(MEMBER, has_paid_order=True)).awards

    assert (waiting.waits_for_first_order, given.waits_for_first_order) == (True, False)
    assert waiting.source == given.source
    assert outcome(joined(rule)) == "waits_for_first_order"


def test_only_rules_of_the_own_trigger_are_asked() -> None:
    found = evaluate_signup(document(spend(), REVIEW, JOIN, WALK), MEMBER)

    assert [step["rule"] for step in found.trace] == ["join"]


def test_a_shadow_has_not_joined() -> None:
    found = joined(JOIN, replace(MEMBER, member_state="shadow"))

    assert (found.awards, outcome(found)) == ((), "not_a_member")


LAUNCH = {"since": "2026-07-01", "until": "2026-07-31"}


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (datetime(2026, 6, 30, 16, 59, 59, tzinfo=UTC), "not_yet"),
        (datetime(2026, 6, 30, 17, tzinfo=UTC), "awarded"),
        (datetime(2026, 7, 31, 16, 59, 59, tzinfo=UTC), "awarded"),
        (datetime(2026, 7, 31, 17, tzinfo=UTC), "over"),
    ],
)
def test_a_launch_window_is_decided_by_when_somebody_joined(
    at: datetime, code: str
) -> None:
    found = joined({**JOIN, "active": LAUNCH}, replace(MEMBER, at=at))

    assert outcome(found) == code


@pytest.mark.parametrize(
    ("more", "where", "code"),
    [
        ({"enabled": False}, {}, "switched_off"),
        (
            {"when": {"field": "store.platform", "op": "in", "value": ["shopify"]}},
            {},
            "condition",
        ),
        (
            {"when": {"field": "store.platform", "op": "in", "value": ["shopify"]}},
            {"platform": "shopify", "store_id": UUID(int=1)},
            "awarded",
        ),
        (
            {"limits": [{"per": "day", "points": 100}]},
            {"used": {"walk|day|2026-11-22|points": 100}},
            "limit_reached",
        ),
        ({}, {"member_state": "frozen"}, "member_does_not_earn"),
    ],
)
def test_a_rule_says_why_not(
    more: dict[str, Any], where: dict[str, Any], code: str
) -> None:
    assert outcome(walked({**WALK, **more}, replace(MEMBER, **where))) == code


def test_a_limit_cuts_an_award_and_is_counted() -> None:
    rule = {**WALK, "limits": [{"per": "day", "points": 10}]}
    used = {"walk|day|2026-11-22|points": 8}
    [award] = walked(rule, replace(MEMBER, used=used)).awards

    assert award.amount == 2
    assert award.counters == {
        "walk|day|2026-11-22|points": 2,
        "walk|day|2026-11-22|times": 1,
    }


def test_a_review_is_once_for_each_product() -> None:
    [award] = reviewed().awards
    [again] = reviewed(review=replace(WRITTEN, review_ref="r2")).awards

    assert award.source == again.source == "review:12"


def test_products_of_two_stores_are_two_products() -> None:
    here = replace(BUYER, store_id=UUID(int=1))
    [award] = reviewed(where=here).awards

    assert award.source == f"review:{UUID(int=1)}:12"


def test_a_rule_may_count_every_review() -> None:
    [award] = reviewed({**REVIEW, "once_per": "review"}).awards

    assert award.source == "review:12@r1"


@pytest.mark.parametrize(
    ("rule", "review", "where", "code"),
    [
        (REVIEW, replace(WRITTEN, deleted=True), BUYER, "review_deleted"),
        (REVIEW, replace(WRITTEN, approved=False), BUYER, "not_approved"),
        (REVIEW, replace(WRITTEN, has_text=False), BUYER, "review_lacks"),
        ({**REVIEW, "needs": "photo"}, WRITTEN, BUYER, "review_lacks"),
        ({**REVIEW, "needs": "video"}, WRITTEN, BUYER, "review_lacks"),
        (
            {**REVIEW, "needs": "anything"},
            replace(WRITTEN, has_text=False),
            BUYER,
            "awarded",
        ),
        (
            {**REVIEW, "needs": "photo"},
            replace(WRITTEN, has_photo=True),
            BUYER,
            "awarded",
        ),
        (REVIEW, WRITTEN, MEMBER, "not_bought"),
        ({**REVIEW, "bought": False}, WRITTEN, MEMBER, "awarded"),
    ],
)
def test_a_review_must_be_what_the_rule_asks(
    rule: dict[str, Any], review: ReviewSnapshot, where: MemberContext, code: str
) -> None:
    assert outcome(reviewed(rule, review, where)) == code


def test_an_activity_of_another_type_earns_nothing() -> None:
    assert outcome(walked(activity="activity.other")) == "other_activity"


@pytest.mark.parametrize(
    ("once_per", "source"),
    [
        ("activity", "activity:activity.daily_goal:d1"),
        ("day", "activity:activity.daily_goal:day:2026-11-22"),
        ("month", "activity:activity.daily_goal:month:2026-11"),
        ("ever", "activity:activity.daily_goal:ever:"),
    ],
)
def test_an_activity_has_a_source_for_each_time_it_counts(
    once_per: str, source: str
) -> None:
    [award] = walked({**WALK, "once_per": once_per}).awards

    assert (award.amount, award.source) == (3, source)
