"""Bonuses that meet, caps over all rules, chosen days and budgets."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.earning.evaluate import evaluate_order, evaluate_signup
from app.domain.earning.keeping import keep_now
from app.domain.earning.limits import budget_names
from app.domain.earning.pacing import open_share
from app.domain.programme.facts import MemberFacts
from app.domain.programme.windows import Window
from tests.domain.earning.orders import (
    CONTEXT,
    MEMBER,
    bought,
    decided,
    earned,
    refunded,
    sold,
    step,
)
from tests.domain.programme.documents import FIFTY, document, problems, raw, spend
from tests.factories import NOON

CART = bought(sold("1", 100_000), sold("2", 50_000, product_ref="13"))
ZONE = "Asia/Jakarta"


def times(by: object, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a rule
    return spend(id=f"x{by}", award={"kind": "multiplier", "by": by}) | more


@pytest.mark.parametrize(
    ("stacking", "bonus"),
    [
        ("add", {"x2": 150, "x3": 300}),
        ("best", {"x3": 300}),
        ("multiply", {"x2": 450, "x3": 300}),
    ],
)
def test_multipliers_add_up_compete_or_multiply(
    stacking: str, bonus: dict[str, int]
) -> None:
    found = earned(
        spend(), times(2), times(3), snapshot=CART, stacking={"multipliers": stacking}
    )

    assert found == {"spend": 150, **bonus}


def test_the_best_bonus_is_the_one_that_gives_most() -> None:
    some = {"only": {"products": ["13"]}}
    rules = (spend(), times(2), times(3, amount=some))
    found = decided(*rules, snapshot=CART, stacking={"multipliers": "best"})

    assert [award.rule_id for award in found.awards] == ["spend", "x2"]
    assert found.trace[-1]["outcome"] == "outbid"


def test_bonuses_multiply_where_they_look_at_the_same() -> None:
    some = {"only": {"products": ["13"]}}
    rules = (spend(), times(2), times(3, amount=some, priority=1))
    narrow = earned(*rules, snapshot=CART, stacking={"multipliers": "multiply"})
    rules = (spend(), times(3), times(2, amount=some))
    wide = earned(*rules, snapshot=CART, stacking={"multipliers": "multiply"})

    assert narrow == {"spend": 150, "x2": 150, "x3": 100}
    assert wide == {"spend": 150, "x2": 150, "x3": 300}


CAPS = {"caps": [{"per": "order", "points": 200}, {"per": "month", "points": 1_000}]}


def test_rules_share_the_cap_of_an_order() -> None:
    found = decided(spend(), times(2), times(3), snapshot=CART, stacking=CAPS)
    amounts = [award.amount for award in found.awards]

    assert amounts == [150, 50]
    assert found.trace[-2]["outcome"] == "cap_reached"
    half = refunded(CART, 100_000, 0)
    assert [keep_now(award.facts, half).amount for award in found.awards] == [50, 50]


def test_a_cap_of_a_member_counts_what_all_rules_gave() -> None:
    used = {"@points|month|2026-11|points": 900}
    where = replace(CONTEXT, used=used)
    found = decided(spend(), times(2), snapshot=CART, where=where, stacking=CAPS)
    [award] = found.awards

    assert award.amount == 100
    assert (award.counters or {})["@points|month|2026-11|points"] == 100


def test_a_cap_is_of_its_own_asset() -> None:
    stars = [{"kind": "points", "id": "points"}, {"kind": "points", "id": "stars"}]
    stacking = {"caps": [{"asset": "stars", "per": "order", "points": 10}]}
    rules = (spend(), spend(id="stars", asset="stars"))
    found = earned(*rules, snapshot=CART, assets=stars, stacking=stacking)

    assert found == {"spend": 150, "stars": 10}


def test_other_facts_keep_to_the_caps_too() -> None:
    join = {"id": "join", "trigger": "sign_up", "award": FIFTY}
    found = document(join, {**join, "id": "again"}, stacking={"caps": CAPS["caps"][1:]})
    where = replace(MEMBER, used={"@points|month|2026-11|points": 970})
    decision = evaluate_signup(found, where)

    assert [award.amount for award in decision.awards] == [30]
    assert decision.trace[-1]["outcome"] == "cap_reached"


TRIPLE = times(3, chosen={"days": 1, "per": "year"})
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("chosen", "outcome"),
    [
        ({}, "day_not_chosen"),
        ({"x3": {date(2026, 11, 23): NOON}}, "day_not_chosen"),
        ({"x3": {TODAY: NOON}}, "awarded"),
        ({"x3": {TODAY: NOON.replace(second=1)}}, "day_chosen_later"),
    ],
)
def test_a_rule_may_run_on_days_chosen_beforehand(
    chosen: dict[str, Any], outcome: str
) -> None:
    where = replace(CONTEXT, member=MemberFacts(chosen=chosen))

    assert step(spend(), TRIPLE, snapshot=CART, where=where)["outcome"] == outcome


def budget(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a budget
    return spend(budget={"points": 1_000} | more)


KEY = "budget/spend|ever|"


def test_a_budget_is_shared_by_all_and_ends() -> None:
    [award] = decided(budget(), snapshot=CART).awards
    less = replace(CONTEXT, used={f"{KEY}|points": 900})
    none = replace(CONTEXT, used={f"{KEY}|points": 1_000})

    assert (award.counters, award.allowed) == (
        {f"{KEY}|points": 150},
        {f"{KEY}|points": 1_000},
    )
    assert earned(budget(), snapshot=CART, where=less) == {"spend": 100}
    assert step(budget(), snapshot=CART, where=none)["outcome"] == "limit_reached"


def test_an_award_counts_against_its_own_budget_and_that_of_all() -> None:
    stacking = {"budgets": [{"per": "month", "points": 200}]}

    [award] = decided(budget(), snapshot=CART, stacking=stacking).awards

    assert award.allowed == {
        f"{KEY}|points": 1_000,
        "budget/@points|month|2026-11|points": 200,
    }


def test_rules_with_the_same_scope_are_measured_by_the_same() -> None:
    joins = [spend(id=name, lane=name, award=FIFTY) for name in ("one", "two")]

    one, two = decided(*joins, snapshot=CART).awards

    assert one.facts.parts == two.facts.parts
    assert one.facts.basis_minor > 0


def test_a_budget_may_count_times() -> None:
    rule = spend(budget={"times": 3}, limits=[{"per": "day", "points": 120}])
    full = replace(CONTEXT, used={f"{KEY}|times": 3})
    [award] = decided(rule, snapshot=CART).awards

    assert award.amount == 120
    assert (award.counters or {})[f"{KEY}|times"] == 1
    assert step(rule, snapshot=CART, where=full)["outcome"] == "limit_reached"


def test_a_budget_of_everything_is_shared_by_all_rules() -> None:
    stacking = {"budgets": [{"per": "month", "points": 200}]}
    found = decided(spend(), times(2), snapshot=CART, stacking=stacking)

    assert [award.amount for award in found.awards] == [150, 50]
    assert (found.awards[1].allowed or {}) == {
        "budget/@points|month|2026-11|points": 200
    }


def test_a_budget_is_of_its_own_asset() -> None:
    stars = [{"kind": "points", "id": "points"}, {"kind": "points", "id": "stars"}]
    stacking = {"budgets": [{"asset": "stars", "per": "month", "points": 10}]}
    rules = (spend(), spend(id="stars", asset="stars"))
    found = document(*rules, assets=stars, stacking=stacking)
    decisions = [evaluate_order(found, CART, CONTEXT) for _ in range(2)]

    assert [[one.amount for one in each.awards] for each in decisions] == [
        [150, 10]
    ] * 2


def test_facts_have_budgets_too() -> None:
    join = {"id": "join", "trigger": "sign_up", "award": FIFTY, "budget": {"times": 1}}
    [award] = evaluate_signup(document(join), MEMBER).awards
    used = {"budget/join|ever||times": 1}
    late = evaluate_signup(document(join), replace(MEMBER, used=used))

    assert award.allowed == {"budget/join|ever||times": 1}
    assert late.awards == ()


def test_the_counters_of_all_budgets_are_known() -> None:
    stacking = {"budgets": [{"per": "day", "points": 5}]}
    found = document(budget(), times(2), stacking=stacking)

    assert budget_names(found, NOON, ZONE) == {
        f"{KEY}|points",
        f"{KEY}|times",
        "budget/@points|day|2026-11-22|points",
    }


LAUNCH = Window(since="2026-11-21", until="2026-11-30")


@pytest.mark.parametrize(
    ("per", "at", "share"),
    [
        ("day", datetime(2026, 11, 22, 17, tzinfo=UTC), 100),
        ("day", datetime(2026, 11, 22, 16, tzinfo=UTC), 2_400),
        ("week", datetime(2026, 11, 16, tzinfo=UTC), 342),
        ("week", NOON, 2_400),
        ("month", datetime(2026, 11, 1, tzinfo=UTC), 80),
        ("month", NOON, 1_760),
        ("year", datetime(2026, 12, 31, tzinfo=UTC), 2_400),
        ("year", datetime(2026, 1, 1, tzinfo=UTC), 6),
        ("ever", datetime(2026, 11, 19, tzinfo=UTC), 0),
        ("ever", NOON, 480),
        ("ever", datetime(2027, 1, 1, tzinfo=UTC), 2_400),
    ],
)
def test_an_even_pace_opens_a_share_each_day(
    per: str, at: datetime, share: int
) -> None:
    found = open_share(2_400, per=per, pacing="even", active=LAUNCH, at=at, zone=ZONE)

    assert found == share


def test_without_a_pace_all_is_open() -> None:
    assert (
        open_share(9, per="year", pacing="none", active=None, at=NOON, zone=ZONE) == 9
    )


def test_an_even_pace_without_an_end_is_no_pace() -> None:
    with pytest.raises(ValueError, match="an end"):
        open_share(9, per="ever", pacing="even", active=None, at=NOON, zone=ZONE)


GIFTS = {"kind": "gifts", "give": [{"kind": "badge", "badge": "fan"}]}


def test_what_budgets_and_gifts_get_wrong() -> None:
    found = problems(
        raw(
            budget(pacing="even"),
            spend(id="a", award=GIFTS, budget={"points": 5}, lane="g"),
            spend(id="b", award=GIFTS, limits=[{"per": "day", "points": 5}], lane="g"),
            spend(id="c", budget={}),
            spend(id="d", asset="stars"),
            badges=[{"id": "fan"}],
            stacking={"caps": [{"asset": "x", "per": "order", "points": 1}]},
        )
    )

    assert {path: one.code for path, one in found.items()} == {
        "earning[0].budget.pacing": "pace_without_end",
        "earning[1].budget.points": "times_wanted",
        "earning[2].limits": "times_wanted",
        "earning[3].budget": "empty_limit",
        "earning[4].asset": "unknown_asset",
        "stacking.caps[0].asset": "unknown_asset",
    }


def test_rates_of_stores_are_checked_like_all_others() -> None:
    own = [{"stores": ["a.test"], "rates": {"IDR": "5%"}}]
    rule = spend(award={"kind": "rate", "rates": {"IDR": "1 per 5"}, "stores": own})

    assert set(problems(raw(rule))) == {"earning[0].award.stores[0].rates.IDR"}


def test_a_broken_section_hides_nothing() -> None:
    found = problems(raw(spend(asset="stars"), stacking={"caps": 5}))

    assert set(found) == {"earning[0].asset", "stacking.caps"}
