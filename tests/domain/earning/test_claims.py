"""Follows, visits, and activities that measure something."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.earning.context import MemberContext
from app.domain.earning.decisions import FactDecision
from app.domain.earning.evaluate import evaluate_activity, evaluate_signup
from app.domain.earning.fact_rules import ReadyFactRule
from tests.domain.earning.orders import MEMBER, STORE
from tests.domain.programme.documents import FIFTY, document, raw, spend
from tests.domain.programme.documents import problems as problems_of
from tests.factories import DAY


def told(
    rule: dict[str, Any],
    kind: str,
    data: dict[str, Any],
    where: MemberContext = MEMBER,
    **sections: Any,  # noqa: ANN401 - parts of a document
) -> FactDecision:
    found = document(rule, **sections)
    return evaluate_activity(found, kind, data, where, distinct_id="d1")


def outcome(decision: FactDecision) -> str:
    return str(decision.trace[0]["outcome"])


FOLLOW: dict[str, Any] = {
    "id": "follow",
    "trigger": "social",
    "act": "follow",
    "network": "instagram",
    "award": FIFTY,
}
VISIT: dict[str, Any] = {"id": "visit", "trigger": "visit", "award": FIFTY}


@pytest.mark.parametrize(
    ("kind", "network", "code"),
    [
        ("social.follow", "instagram", "awarded"),
        ("social.follow", "tiktok", "other_activity"),
        ("social.share", "instagram", "other_activity"),
    ],
)
def test_a_follow_is_of_one_network(kind: str, network: str, code: str) -> None:
    assert outcome(told(FOLLOW, kind, {"network": network})) == code


def test_a_follow_counts_once_and_a_share_once_a_day() -> None:
    share = FOLLOW | {"act": "share", "once_per": "day"}
    [once] = told(FOLLOW, "social.follow", {"network": "instagram"}).awards
    [daily] = told(share, "social.share", {"network": "instagram"}).awards

    assert once.source == "social.follow:instagram:ever:"
    assert daily.source == "social.share:instagram:day:2026-11-22"


@pytest.mark.parametrize(
    ("rule", "kind", "data", "code"),
    [
        (VISIT, "visit", {}, "awarded"),
        (VISIT, "other", {}, "other_activity"),
        (VISIT | {"place": "Kemang"}, "visit", {"place": "Kemang"}, "awarded"),
        (VISIT | {"place": "Kemang"}, "visit", {}, "other_place"),
    ],
)
def test_a_visit_may_be_of_one_place(
    rule: dict[str, Any], kind: str, data: dict[str, Any], code: str
) -> None:
    assert outcome(told(rule, kind, data)) == code


def test_a_visit_counts_once_a_day() -> None:
    [today] = told(VISIT, "visit", {}).awards
    [tomorrow] = told(VISIT, "visit", {}, replace(MEMBER, at=MEMBER.at + DAY)).awards

    assert today.source != tomorrow.source


RUN: dict[str, Any] = {
    "id": "run",
    "trigger": "activity",
    "activity": "run",
    "where": {"sport": ["trail", "road"]},
    "award": {"kind": "measured", "figure": "metres", "points": 3, "per": 1000},
}


@pytest.mark.parametrize(
    ("data", "units"),
    [
        ({"sport": "road", "metres": 999}, 2),
        ({"sport": "trail", "metres": 1000}, 3),
        ({"sport": "road", "metres": "1333.4"}, 4),
    ],
)
def test_a_figure_gives_points_for_each_so_much(
    data: dict[str, Any], units: int
) -> None:
    [award] = told(RUN, "run", data).awards

    assert (award.amount, award.source) == (units, "activity:run:d1")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"sport": "road"}, "figure_missing"),
        ({"sport": "road", "metres": "far"}, "figure_missing"),
        ({"sport": "road", "metres": 10}, "rounds_to_nothing"),
        ({"sport": "swim", "metres": 5_000}, "other_activity"),
        ({"metres": 5_000}, "other_activity"),
    ],
)
def test_what_is_not_told_gives_nothing(data: dict[str, Any], code: str) -> None:
    assert outcome(told(RUN, "run", data)) == code


ELSEWHERE: dict[str, Any] = {
    "id": "elsewhere",
    "trigger": "activity",
    "activity": "card.spend",
    "asset": "bucks",
    "award": {
        "kind": "rate",
        "rates": {"USD": "1%"},
        "stores": [{"stores": ["b.test"], "rates": {"USD": "2%"}}],
    },
}
BUCKS = [{"kind": "credit", "id": "bucks", "currency": "USD"}]


@pytest.mark.parametrize(
    ("data", "units"),
    [
        ({"amount": "12.90", "currency": "USD"}, 12),
        ({"amount_minor": 1290, "currency": "USD"}, 12),
        ({"amount": 12, "currency": "USD"}, 12),
    ],
)
def test_money_spent_elsewhere_gives_credit(data: dict[str, Any], units: int) -> None:
    [award] = told(ELSEWHERE, "card.spend", data, assets=BUCKS).awards

    assert (award.amount, award.asset) == (units, "bucks")


def test_an_activity_of_a_store_with_its_own_rate() -> None:
    data = {"amount": "12.90", "currency": "USD"}
    there = replace(MEMBER, store_id=STORE, store_domain="b.test")
    [award] = told(ELSEWHERE, "card.spend", data, there, assets=BUCKS).awards

    assert award.amount == 25


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"amount": "12.90"}, "currency_without_rate"),
        ({"currency": "USD"}, "figure_missing"),
        ({"currency": "USD", "amount_minor": -5}, "figure_missing"),
        ({"currency": "USD", "amount": "0.99"}, "rounds_to_nothing"),
    ],
)
def test_money_that_is_not_told_gives_nothing(data: dict[str, Any], code: str) -> None:
    assert outcome(told(ELSEWHERE, "card.spend", data, assets=BUCKS)) == code


GIFTS = {"kind": "gifts", "give": [{"kind": "badge", "badge": "fan"}]}
FAN = [{"id": "fan"}]


def test_an_activity_may_give_gifts_and_keeps_to_its_limits() -> None:
    rule = FOLLOW | {"award": GIFTS, "limits": [{"per": "year", "times": 1}]}
    data = {"network": "instagram"}
    [gift] = told(rule, "social.follow", data, badges=FAN).gifts
    used = {"follow|year|2026|times": 1}
    again = told(rule, "social.follow", data, replace(MEMBER, used=used), badges=FAN)

    assert gift.counters == {"follow|year|2026|points": 1, "follow|year|2026|times": 1}
    assert outcome(again) == "limit_reached"


def test_a_sign_up_may_promise_gifts() -> None:
    rule = {
        "id": "join",
        "trigger": "sign_up",
        "award": GIFTS,
        "after_first_paid_order": True,
    }
    decision = evaluate_signup(document(rule, badges=FAN), MEMBER)

    assert decision.given == decision.gifts
    assert outcome(decision) == "gifts_wait"


def test_an_award_says_what_it_is_or_is_fixed() -> None:
    rule = FOLLOW | {"award": {"points": 5}}

    assert document(rule).earning[0].award.kind == "fixed"
    found = problems_of(raw(FOLLOW | {"award": {"kind": "rate"}}))
    assert found["earning[0].award.kind"].code == "not_among"


def test_rules_on_orders_are_not_asked_of_facts() -> None:
    found = document(spend())

    with pytest.raises(TypeError, match="asked of orders"):
        ReadyFactRule(found.earning[0], found)
