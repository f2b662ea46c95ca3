"""What edits and refunds leave of what was asked, counted and stored."""

import json
from dataclasses import replace
from typing import Any

import pytest

from app.domain.earning.facts import AwardFacts
from app.domain.earning.keeping import Keep, grown, keep_now
from tests.domain.earning.kept import ONE, TWO, facts_of, rate
from tests.domain.earning.orders import (
    bought,
    context,
    only_award,
    refunded,
    sold,
)
from tests.domain.programme.documents import FIFTY, spend
from tests.factories import NOON

# Threshold: all while the condition still holds for the rest of the order.


def condition(*items: dict[str, Any], match: str = "all") -> dict[str, Any]:
    return {"match": match, "items": list(items)}


FROM_80 = {"field": "order.amount", "op": "gte", "value": {"IDR": 80_000}}
ABOVE_80 = {"field": "order.amount", "op": "gt", "value": {"IDR": 80_000}}
BELOW_900 = {"field": "order.amount", "op": "lte", "value": {"IDR": 900_000}}
HAS_13 = {"field": "order.products", "op": "contains_any", "value": ["13", "99"]}
HAS_BOTH = {"field": "order.products", "op": "contains_all", "value": ["12", "13"]}
WEB = {"field": "order.channel", "op": "in", "value": ["web"]}
NO_99 = {"field": "order.products", "op": "contains_none", "value": ["99"]}


@pytest.mark.parametrize(
    ("when", "kept"),
    [
        (FROM_80, {(70_000, 0): 50, (70_001, 0): 0, (100_000, 0): 0}),
        (ABOVE_80, {(69_999, 0): 50, (70_000, 0): 0}),
        (HAS_13, {(100_000, 0): 50, (0, 49_999): 50, (0, 50_000): 0}),
        (HAS_BOTH, {(99_999, 49_999): 50, (100_000, 0): 0, (0, 50_000): 0}),
        (WEB, {(100_000, 0): 50, (100_000, 50_000): 0}),
        (BELOW_900, {(100_000, 0): 50}),
        (NO_99, {(100_000, 0): 50}),
        (condition(FROM_80, HAS_13, WEB), {(70_000, 0): 50, (0, 50_000): 0}),
        (
            condition(FROM_80, HAS_13, match="any"),
            {(100_000, 0): 50, (0, 50_000): 50, (100_000, 49_999): 50},
        ),
        (condition(FROM_80, WEB, match="any"), {(*(149999, 0)[:1], 0): 50}),
        (condition(condition(WEB), NO_99), {(100_000, 0): 50}),
        (
            condition({**FROM_80, "op": "lt"}, match="none"),
            {(100_000, 0): 50},
        ),
    ],
    ids=str,
)
def test_a_threshold_keeps_all_or_nothing(
    when: dict[str, Any], kept: dict[tuple[int, int], int]
) -> None:
    snapshot = bought(ONE, TWO)
    rule = spend(award=FIFTY, when=when, refunds="threshold")
    [facts] = facts_of(rule, snapshot=snapshot)

    found = {back: keep_now(facts, refunded(snapshot, *back)).amount for back in kept}

    assert found == kept


def test_a_broken_threshold_says_so() -> None:
    snapshot = bought(ONE)
    rule = spend(when=FROM_80, refunds="threshold")
    [facts] = facts_of(rule, snapshot=snapshot)

    assert keep_now(facts, refunded(snapshot, 20_001)) == Keep(
        0, 79_999, "threshold_broken"
    )
    assert keep_now(facts, snapshot).reason == "whole"


def test_what_was_false_at_the_award_does_not_save_it_later() -> None:
    little = {"field": "order.amount", "op": "lte", "value": {"IDR": 50_000}}
    rule = spend(
        award=FIFTY, when=condition(FROM_80, little, match="any"), refunds="threshold"
    )
    snapshot = bought(ONE)
    [facts] = facts_of(rule, snapshot=snapshot)

    assert keep_now(facts, refunded(snapshot, 60_000)).amount == 0


def test_a_free_line_is_there_until_it_is_taken_off() -> None:
    free = sold("2", 0, product_ref="13", quantity=2, quantity_left=2)
    rule = spend(award=FIFTY, when=HAS_13, refunds="threshold")
    snapshot = bought(ONE, free)
    [facts] = facts_of(rule, snapshot=snapshot)

    one_left = replace(snapshot, lines=(ONE, replace(free, quantity_left=1)))
    none_left = replace(snapshot, lines=(ONE, replace(free, quantity_left=0)))

    assert keep_now(facts, one_left).amount == 50
    assert keep_now(facts, none_left).amount == 0
    assert keep_now(facts, replace(snapshot, lines=(ONE,))).amount == 0


def test_a_gift_card_is_there_and_counts_nothing() -> None:
    card = sold("2", 50_000, product_ref="13", gift_card=True)
    rule = spend(award=FIFTY, when=condition(HAS_13, FROM_80), refunds="threshold")
    snapshot = bought(ONE, card)
    [facts] = facts_of(rule, snapshot=snapshot)

    assert keep_now(facts, snapshot).amount == 50
    assert keep_now(facts, refunded(snapshot, 20_001, 0)).amount == 0


# What was paid with points.
PAID = spend(amount={"paid_with_points": True})


@pytest.mark.parametrize(("left", "kept"), [(2, 40), (1, 20), (0, 0), (None, 40)])
def test_a_line_paid_with_points_alone_is_told_by_its_quantity(
    left: int | None, kept: int
) -> None:
    line = sold("1", 0, discount_minor=40_000, quantity=2, quantity_left=2)
    snapshot = bought(line)
    where = context(own_codes={"SETIA": 40_000})
    facts = only_award(PAID, snapshot=snapshot, where=where).facts

    now = replace(snapshot, lines=(replace(line, quantity_left=left),))

    assert keep_now(facts, now).amount == kept


def test_a_line_of_no_pieces_counts_until_it_is_gone() -> None:
    line = sold("1", 0, discount_minor=40_000, quantity=0, quantity_left=0)
    where = context(own_codes={"SETIA": 40_000})
    facts = only_award(PAID, snapshot=bought(line), where=where).facts

    assert keep_now(facts, bought(line)).amount == 40


def test_the_part_paid_with_points_goes_back_in_step() -> None:
    snapshot = bought(sold("1", 60_000, discount_minor=40_000))
    where = context(own_codes={"SETIA": 40_000})
    facts = only_award(PAID, snapshot=snapshot, where=where).facts

    assert facts.award == 100
    assert keep_now(facts, refunded(snapshot, 30_000)).amount == 50
    assert keep_now(facts, refunded(snapshot, 60_000)).amount == 0


# Edits that add.


def test_what_an_edit_adds_earns_by_the_rules_of_the_award() -> None:
    before, after = bought(ONE), bought(ONE, TWO)
    [facts] = facts_of(spend(), snapshot=before)
    [fresh] = facts_of(spend(), snapshot=after)

    larger = grown(facts, fresh)

    assert (larger.award, keep_now(larger, after).amount) == (150, 150)
    assert keep_now(larger, refunded(after, 100_000, 0)).amount == 50


def test_a_line_that_grew_counts_for_more_and_one_that_shrank_is_a_refund() -> None:
    [facts] = facts_of(spend(), snapshot=bought(ONE, TWO))
    edited = bought(
        replace(ONE, amount_minor=60_000), replace(TWO, amount_minor=90_000)
    )
    [fresh] = facts_of(spend(), snapshot=edited)

    larger = grown(facts, fresh)

    assert larger.basis_minor == 190_000
    assert keep_now(larger, edited).amount == 150


def test_a_bonus_and_a_fixed_award_grow_too() -> None:
    double = spend(id="two", award={"kind": "multiplier", "by": 2})
    flat = spend(
        id="flat",
        award=FIFTY,
        minimum={"IDR": 90_000},
        when=FROM_80,
        refunds="threshold",
    )
    rules = (spend(), double, flat)
    before = facts_of(*rules, snapshot=bought(ONE))
    after = facts_of(*rules, snapshot=bought(ONE, TWO))

    base, bonus, fixed = (
        grown(old, new) for old, new in zip(before, after, strict=True)
    )

    assert (base.award, bonus.award, fixed.award) == (150, 150, 50)
    assert keep_now(fixed, refunded(bought(ONE, TWO), 60_000, 0)).amount == 50


def test_a_bonus_on_a_base_of_more_rules_is_taken_as_it_is_now() -> None:
    double = spend(id="two", award={"kind": "multiplier", "by": 2})
    special = spend(id="s", priority=1, amount={"only": {"products": ["13"]}})
    _base, old = facts_of(spend(), double, snapshot=bought(ONE))
    *_bases, new = facts_of(spend(), special, double, snapshot=bought(ONE, TWO))

    assert grown(old, new) == new


# Storing.


@pytest.mark.parametrize(
    "rule",
    [
        spend(),
        rate("IDR", "1/3 per 1", minimum={"IDR": 5}),
        spend(award=FIFTY, when=condition(FROM_80, HAS_BOTH), refunds="threshold"),
        spend(award=FIFTY, minimum={"IDR": 5}),
    ],
    ids=["rate", "ratio", "threshold", "fixed"],
)
def test_facts_survive_json(rule: dict[str, Any]) -> None:
    double = spend(
        id="two",
        award={"kind": "multiplier", "by": "1.1"},
        limits=[{"per": "order", "points": 10**9}],
    )
    for facts in facts_of(rule, double, snapshot=bought(ONE, TWO)):
        stored = json.loads(json.dumps(facts.to_json()))

        assert AwardFacts.from_json(stored) == facts


def test_the_award_is_decided_gross_and_kept_net() -> None:
    late = refunded(bought(ONE, at_version()), 40_000, 0)
    [facts] = facts_of(spend(), snapshot=late)

    assert (facts.award, keep_now(facts, late).amount) == (150, 110)


def at_version() -> Any:  # noqa: ANN401 - a line
    return replace(TWO, title=NOON.isoformat())
