"""One person's orders by one document."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.events import OrderState
from app.domain.programme.document import ProgrammeDocument
from app.domain.simulation.outcome import Outcome
from app.domain.simulation.people import Placed
from app.domain.simulation.simulator import Simulator
from app.domain.tiers.spells import Assignment
from tests.domain.simulation.played import (
    NEW_YEAR,
    SHOP,
    document_of,
    order,
    person,
    terms,
)

WELCOME = {
    "id": "first",
    "trigger": "order",
    "when": {"field": "order.first", "op": "is", "value": True},
    "award": {"kind": "fixed", "points": 50},
}
TIERS: dict[str, Any] = {
    "tiers": [
        {"id": "bronze"},
        {
            "id": "silver",
            "reach": {"all_of": [{"metric": "spend", "amount": {"IDR": "200000"}}]},
            "gifts": [{"kind": "points", "points": 500}],
            "yearly_gifts": [{"kind": "points", "points": 70}],
        },
    ],
    "tier_terms": {"counts": "paid"},
}
DOUBLE_FOR_SILVER = {
    "id": "double",
    "trigger": "order",
    "when": {"field": "member.tier", "op": "in", "value": ["silver"]},
    "award": {"kind": "multiplier", "by": 2},
}


def earned(outcome: Outcome) -> list[tuple[str, int]]:
    return [(one.rule_id, one.units) for one in outcome.earned]


def given(outcome: Outcome) -> list[tuple[str, int]]:
    return [(one.rule_id, one.units) for one in outcome.bestowed]


def played(
    document: ProgrammeDocument,
    *orders: Placed,
    **values: Any,  # noqa: ANN401 - fields of a person
) -> Outcome:
    return Simulator(document, terms()).play(person(*orders, **values))


def test_each_order_earns_by_what_is_left_of_it() -> None:
    outcome = played(
        document_of(),
        order("A"),
        order("B", refunded_minor=40_000),
        order("C", state=OrderState.CANCELLED),
    )

    assert earned(outcome) == [("spend", 100), ("spend", 60)]
    assert [trade.kept_minor for trade in outcome.trades] == [100_000, 60_000, 0]


def test_the_first_order_is_the_first_that_was_paid() -> None:
    outcome = played(
        document_of(WELCOME),
        order("A", state=OrderState.CANCELLED),
        order("B"),
        order("C"),
    )

    assert [one.place for one in outcome.earned if one.rule_id == "first"] == [1]


def test_a_limit_is_used_up_by_the_orders_before() -> None:
    limited = {**WELCOME, "limits": [{"per": "ever", "times": 2}]}
    del limited["when"]

    outcome = played(document_of(limited), order("A"), order("B"), order("C"))

    assert [one.place for one in outcome.earned if one.rule_id == "first"] == [0, 1]


def test_a_budget_is_shared_by_all_people() -> None:
    shared = {**WELCOME, "budget": {"times": 1}}
    simulator = Simulator(document_of(shared), terms())

    ani = simulator.play(person(order("A")))
    budi = simulator.play(person(order("B"), ref="budi"))

    assert ("first", 50) in earned(ani)
    assert ("first", 50) not in earned(budi)


def test_history_is_what_was_ordered_before() -> None:
    third = {
        **WELCOME,
        "when": {"field": "member.orders", "op": "gte", "value": 2},
    }
    new = {
        "id": "new",
        "trigger": "order",
        "when": {"field": "order.new_products", "op": "contains_any", "value": ["*"]},
        "award": {"kind": "fixed", "points": 5},
    }
    moved = {
        "id": "moved",
        "trigger": "order",
        "when": {"field": "member.country", "op": "in", "value": ["ID"]},
        "award": {"kind": "fixed", "points": 7},
    }

    outcome = played(
        document_of(third, new, moved),
        order("A", country="ID"),
        order("B", product=None),
        order("C"),
        order("D", test=True),
    )

    assert [
        (one.place, one.rule_id) for one in outcome.earned if one.rule_id != "spend"
    ] == [(0, "new"), (1, "moved"), (2, "first"), (2, "moved")]


def test_what_is_fulfilled_later_is_available_later() -> None:
    waiting = {**WELCOME, "pending": {"days": 2, "since": "fulfilled"}}
    delivered = NEW_YEAR + timedelta(days=9)

    outcome = played(
        document_of(waiting), order("A", fulfilled_at=delivered), order("B")
    )

    by_rule = {one.rule_id: one.available_from for one in outcome.earned[:2]}
    assert by_rule["first"] == delivered + timedelta(days=2)
    assert by_rule["spend"] == NEW_YEAR + timedelta(days=14, hours=12)


def test_gifts_of_orders_are_added_up() -> None:
    rule = {
        "id": "gift",
        "trigger": "order",
        "award": {
            "kind": "gifts",
            "give": [
                {"kind": "points", "points": 3},
                {"kind": "voucher", "reward": "cup"},
                {"kind": "choice", "rewards": ["cup", "bag"]},
                {"kind": "badge", "badge": "star"},
                {"kind": "metric", "metric": "visits"},
                {"kind": "credit", "asset": "cash", "amount": {"IDR": "5000"}},
            ],
        },
    }
    document = document_of(
        rule,
        assets=[
            {"kind": "points", "id": "points"},
            {"kind": "credit", "id": "cash", "currency": "IDR"},
        ],
        rewards=[{"id": one, "kind": "manual", "price": 10} for one in ("cup", "bag")],
        badges=[{"id": "star", "title": {"id": "B", "ms": "B", "en": "Star"}}],
        metrics=[{"id": "visits", "of": "activity", "activity": "activity.visit"}],
        challenges=[
            {
                "id": "twice",
                "kind": "reach",
                "metric": "visits",
                "goal": {"count": 2},
                "period": "ever",
                "gifts": [{"kind": "points", "points": 9}],
            }
        ],
    )

    outcome = played(
        document, order("A"), order("B"), order("C", refunded_minor=100_000)
    )

    of_one = [("gift", 3), ("gift", 1), ("gift", 1), ("gift", 5000)]
    assert given(outcome) == [*of_one, *of_one, ("challenge:twice", 9)]


def test_a_tier_counts_from_the_next_order_on() -> None:
    document = document_of(DOUBLE_FOR_SILVER, **TIERS)

    outcome = played(
        document, order("A", 150_000), order("B", 50_000, day=2), order("C", day=3)
    )

    assert [one.place for one in outcome.earned if one.rule_id == "double"] == [2]
    assert given(outcome) == [("tier:silver", 500), ("tier:silver", 70)]
    assert [spell.tier_id for spell in outcome.spells] == ["bronze", "silver"]


def test_what_has_not_matured_counts_for_nothing_yet() -> None:
    matured = {**TIERS, "tier_terms": {"counts": "matured"}}
    document = document_of(DOUBLE_FOR_SILVER, **matured)

    outcome = played(
        document,
        order("A", 200_000),
        order("B", 1_000, day=14),
        order("C", 1_000, day=16),
    )

    assert [one.place for one in outcome.earned if one.rule_id == "double"] == [2]


def test_one_who_reaches_nothing_stays_where_everybody_is() -> None:
    outcome = played(document_of(DOUBLE_FOR_SILVER, **TIERS), order("A", 199_999))

    assert outcome.spells == ()
    assert given(outcome) == []


def test_what_was_given_back_beyond_the_order_reaches_nothing() -> None:
    odd = order("A", 100_000, refunded_minor=500_000)

    assert played(document_of(**TIERS), odd, order("B", 199_999)).spells == ()


def test_a_tier_that_is_lost_at_once_is_looked_at_each_time() -> None:
    at_once = {**TIERS["tier_terms"], "at_term_end": "at_once"}
    window = {"kind": "rolling", "months": 1}
    document = document_of(
        DOUBLE_FOR_SILVER,
        tiers=TIERS["tiers"],
        tier_terms=at_once | {"window": window},
    )

    outcome = played(
        document,
        order("A", 200_000),
        order("B", 1_000, day=10),
        order("C", 1_000, day=40),
    )

    assert [one.place for one in outcome.earned if one.rule_id == "double"] == [1]


def test_a_tier_by_hand_holds_for_its_time() -> None:
    document = document_of(
        DOUBLE_FOR_SILVER,
        tiers=[{"id": "bronze"}, {"id": "silver", "assigned_by": {"hand": True}}],
    )
    by_hand = Assignment(
        UUID(int=3),
        "silver",
        "hand",
        NEW_YEAR + timedelta(days=4),
        NEW_YEAR + timedelta(days=9),
        "staff",
        "kind",
    )
    endless = replace(by_hand, since=NEW_YEAR + timedelta(days=20), until=None)

    outcome = played(
        document,
        *(order(f"{day}", day=day) for day in (1, 6, 12, 30)),
        assignments=(by_hand, endless),
        joined_at=NEW_YEAR,
    )

    assert [one.place for one in outcome.earned if one.rule_id == "double"] == [1, 3]


def test_one_who_is_no_member_of_any_tier_before_the_document_began() -> None:
    document = document_of(DOUBLE_FOR_SILVER, **TIERS)
    later = NEW_YEAR + timedelta(days=5)

    simulator = Simulator(document, terms(in_force_from=later))
    outcome = simulator.play(
        person(order("A", 200_000), order("B", day=3), order("C", day=8))
    )

    assert [one.place for one in outcome.earned if one.rule_id == "double"] == [2]


@pytest.mark.parametrize(
    ("kind", "reached"), [("all_of", []), ("any_of", [None, "vip"])]
)
def test_out_of_reach_asks_as_the_threshold_does(
    kind: str, reached: list[str | None]
) -> None:
    needs = [
        {"metric": "spend", "amount": {"IDR": "100000"}},
        {"metric": "orders", "count": 2},
    ]
    document = document_of(
        tiers=[{"id": "vip", "reach": {kind: needs}}],
        tier_terms={"counts": "paid"},
    )

    outcome = played(document, order("A", 100_000))

    assert [spell.tier_id for spell in outcome.spells] == reached


def test_an_order_of_a_store_that_waits_for_delivery_earns_when_delivered() -> None:
    slow = replace(SHOP, earn_on="fulfilled")

    outcome = played(document_of(), order("A", shop=slow))

    assert earned(outcome) == []


@pytest.mark.parametrize(
    "values", [{"until": NEW_YEAR}, {"redemption_rate": 2}, {"redemption_rate": -1}]
)
def test_terms_that_make_no_sense_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a "):
        terms(**values)
