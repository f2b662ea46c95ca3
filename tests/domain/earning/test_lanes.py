"""Which rules win: multipliers, lanes, priority; why not; and what counts at all."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.events import OrderState
from tests.domain.earning.orders import (
    CONTEXT,
    bought,
    context,
    decided,
    earned,
    rate,
    sold,
    step,
)
from tests.domain.programme.documents import FIFTY, spend
from tests.factories import NOON, customer

# Multipliers.
TRIPLE = spend(id="triple", award={"kind": "multiplier", "by": 3})
HALF_MORE = spend(id="half", award={"kind": "multiplier", "by": "1.5"})


def test_a_multiplier_is_a_bonus_on_the_rounded_base() -> None:
    snapshot = bought(sold("1", 129_90), currency="MYR")

    assert earned(rate("MYR", "1 per 1"), HALF_MORE, snapshot=snapshot) == {
        "spend": 129,
        "half": 64,
    }


def test_multipliers_of_different_lanes_add_up() -> None:
    assert earned(spend(), TRIPLE, HALF_MORE, snapshot=bought(sold("1", 120_500))) == {
        "spend": 120,
        "triple": 240,
        "half": 60,
    }


def test_of_one_lane_the_best_multiplier_wins() -> None:
    one, other = {**TRIPLE, "lane": "days"}, {**HALF_MORE, "lane": "days"}
    snapshot = bought(sold("1", 120_500))

    assert earned(spend(), other, one, snapshot=snapshot) == {
        "spend": 120,
        "triple": 240,
    }
    assert step(spend(), one, other, snapshot=snapshot) == {
        "rule": "half",
        "outcome": "outbid",
        "lane": "days",
        "by": "triple",
    }


def test_priority_wins_over_the_better_multiplier() -> None:
    one = {**TRIPLE, "lane": "days"}
    other = {**HALF_MORE, "lane": "days", "priority": 1}

    assert earned(spend(), one, other, snapshot=bought(sold("1", 120_500))) == {
        "spend": 120,
        "half": 60,
    }


def test_a_multiplier_may_look_at_some_lines_only() -> None:
    rule = {**TRIPLE, "amount": {"only": {"products": ["13"]}}}
    snapshot = bought(sold("1", 60_900), sold("2", 40_900, product_ref="13"))

    assert earned(spend(), rule, snapshot=snapshot) == {"spend": 101, "triple": 80}


def test_a_multiplier_without_a_base_says_so() -> None:
    other = spend(id="back", asset="stars")
    assets = [{"kind": "points", "id": name} for name in ("points", "stars")]

    found = step(other, TRIPLE, snapshot=bought(sold("1", 60_000)), assets=assets)

    assert found == {"rule": "triple", "outcome": "no_base"}


def test_a_multiplier_looks_at_the_base_lane_only() -> None:
    extra = spend(id="extra", lane="extra")

    assert earned(spend(), extra, TRIPLE, snapshot=bought(sold("1", 10_000))) == {
        "spend": 10,
        "extra": 10,
        "triple": 20,
    }


# Lanes of rates.
NEW = spend(
    id="new",
    award={"kind": "rate", "rates": {"IDR": "3 per 1000"}},
    amount={"only": {"tags": ["new"]}},
)


def test_the_best_rate_wins_each_line_and_is_not_paid_on_top() -> None:
    snapshot = bought(sold("1", 10_000), sold("2", 10_000, tags=("new",)))

    assert earned(spend(), NEW, snapshot=snapshot) == {"new": 30, "spend": 10}


def test_a_rule_that_wins_no_line_is_outbid() -> None:
    snapshot = bought(sold("1", 10_000, tags=("new",)))

    assert step(NEW, spend(), snapshot=snapshot) == {
        "rule": "spend",
        "outcome": "outbid",
        "lane": "base",
    }


def test_the_order_of_rules_decides_nothing() -> None:
    snapshot = bought(sold("1", 10_900), sold("2", 10_900, tags=("new",)))
    one, two = spend(id="a"), spend(id="b")

    assert earned(one, two, NEW, snapshot=snapshot) == earned(
        NEW, two, one, snapshot=snapshot
    )
    assert earned(two, one, snapshot=snapshot) == {"a": 21}


def test_priority_wins_over_the_better_rate() -> None:
    snapshot = bought(sold("1", 10_000, tags=("new",)))

    assert earned(spend(priority=1), NEW, snapshot=snapshot) == {"spend": 10}


def test_rates_of_different_lanes_add_up() -> None:
    snapshot = bought(sold("1", 10_000, tags=("new",)))

    assert earned(spend(), {**NEW, "lane": "launch"}, snapshot=snapshot) == {
        "spend": 10,
        "new": 30,
    }


def test_fixed_awards_of_one_lane_compete() -> None:
    small = spend(id="small", award=FIFTY, lane="gift")
    large = spend(id="large", award={"kind": "fixed", "points": 80}, lane="gift")

    assert earned(small, large, snapshot=bought(sold("1", 1))) == {"large": 80}


# Why not.


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (spend(enabled=False), {"outcome": "switched_off"}),
        (
            spend(active={"since": "2026-11-23"}),
            {"outcome": "not_yet", "at": NOON.isoformat()},
        ),
        (
            spend(active={"until": "2026-11-21"}),
            {"outcome": "over", "at": NOON.isoformat()},
        ),
        (
            rate("USD", "1 per 1"),
            {"outcome": "currency_without_rate", "currency": "IDR"},
        ),
        (
            spend(minimum={"IDR": 10_001}),
            {
                "outcome": "below_minimum",
                "counted_minor": 10_000,
                "minimum_minor": 10_001,
                "currency": "IDR",
            },
        ),
        (
            spend(award=FIFTY, minimum={"USD": 1}),
            {"outcome": "currency_without_minimum", "currency": "IDR"},
        ),
        (
            spend(amount={"only": {"products": ["99"]}}),
            {"outcome": "nothing_counts"},
        ),
        (
            spend(award=FIFTY, amount={"only": {"products": ["99"]}}),
            {"outcome": "nothing_counts"},
        ),
        (
            rate("IDR", "1 per 20000"),
            {
                "outcome": "rounds_to_nothing",
                "rate": "0.00005",
                "rounding": "down",
                "counted_minor": 10_000,
                "currency": "IDR",
            },
        ),
        (
            spend(when={"field": "order.channel", "op": "in", "value": ["pos"]}),
            {
                "outcome": "condition",
                "because": {
                    "code": "not_among",
                    "field": "order.channel",
                    "op": "in",
                    "found": "web",
                },
            },
        ),
    ],
)
def test_the_trace_says_why_not(rule: dict[str, Any], found: dict[str, Any]) -> None:
    traced = step(rule, snapshot=bought(sold("1", 10_000)))

    assert traced == {"rule": "spend", **found}


def test_the_trace_says_why_so_many() -> None:
    assert step(spend(), snapshot=bought(sold("1", 257_900))) == {
        "rule": "spend",
        "outcome": "awarded",
        "part": "base",
        "asset": "points",
        "units": 257,
        "counted_minor": 257_900,
        "currency": "IDR",
        "rate": "0.001",
        "rounding": "down",
    }


def test_a_minimum_that_is_just_met_is_met() -> None:
    snapshot = bought(sold("1", 10_000))

    assert earned(spend(minimum={"IDR": 10_000}), snapshot=snapshot) == {"spend": 10}


def test_every_rule_has_a_step_and_the_trace_is_plain_json() -> None:
    when = {
        "match": "any",
        "items": [
            {"field": "at", "op": "within", "value": {"since": "2027-01-01"}},
            {"field": "order.amount", "op": "gte", "value": {"IDR": 900_000}},
        ],
    }
    decision = decided(
        spend(), TRIPLE, spend(id="big", when=when), snapshot=bought(sold("1", 1_000))
    )

    assert [each["rule"] for each in decision.trace] == ["spend", "triple", "big"]
    assert json.loads(json.dumps(decision.trace)) == list(decision.trace)
    assert [each["code"] for each in decision.trace[2]["because"]["refusals"]] == [
        "outside_window",
        "amount_too_low",
    ]


# Whether an order counts at all.
MAY = bought(sold("1", 10_000))


@pytest.mark.parametrize(
    ("snapshot", "where", "verdict"),
    [
        (MAY, CONTEXT, "yes"),
        (replace(MAY, state=OrderState.FULFILLED), CONTEXT, "yes"),
        (MAY, context(member_state="shadow"), "yes"),
        (MAY, context(earn_on="fulfilled"), "not_fulfilled"),
        (
            replace(MAY, state=OrderState.FULFILLED),
            context(earn_on="fulfilled"),
            "yes",
        ),
        (replace(MAY, test=True), CONTEXT, "test_order"),
        (replace(MAY, complete=False), CONTEXT, "incomplete"),
        (replace(MAY, state=OrderState.OPEN), CONTEXT, "not_paid"),
        (replace(MAY, state=OrderState.DRAFT), CONTEXT, "not_placed"),
        (replace(MAY, state=OrderState.CANCELLED), CONTEXT, "cancelled"),
        (replace(MAY, state=OrderState.REFUNDED), CONTEXT, "refunded"),
        (replace(MAY, state=OrderState.CHARGED_BACK), CONTEXT, "charged_back"),
        (replace(MAY, state=OrderState.UNKNOWN), CONTEXT, "state_unknown"),
        (MAY, context(earns_from=NOON), "yes"),
        (MAY, context(earns_from=NOON + timedelta(seconds=1)), "before_start"),
        (MAY, context(member_state="frozen"), "member_does_not_earn"),
        (replace(MAY, customer=None), CONTEXT, "yes"),
    ],
)
def test_an_order_counts_when_it_is_paid_and_real(
    snapshot: Any,  # noqa: ANN401 - an order of the table above
    where: Any,  # noqa: ANN401 - a context of the table above
    verdict: str,
) -> None:
    decision = decided(spend(), snapshot=snapshot, where=where)

    assert decision.verdict.code == verdict
    assert bool(decision.awards) is (verdict == "yes")


def test_an_order_that_does_not_count_says_so_in_one_step() -> None:
    found = step(spend(), snapshot=replace(MAY, state=OrderState.OPEN))

    assert found == {"rule": None, "outcome": "not_paid", "status": ""}


@pytest.mark.parametrize(
    ("earners", "where", "who", "verdict"),
    [
        ({"guests": False}, {"member_state": "shadow"}, False, "guests_do_not_earn"),
        ({"guests": False}, {}, False, "yes"),
        ({"staff": False}, {}, True, "staff_does_not_earn"),
        ({"staff": False}, {}, False, "yes"),
        ({}, {}, True, "yes"),
    ],
)
def test_the_programme_says_who_earns(
    earners: dict[str, bool], where: dict[str, Any], *, who: bool, verdict: str
) -> None:
    snapshot = replace(MAY, customer=customer(staff=who))
    decision = decided(
        spend(), snapshot=snapshot, where=context(**where), terms={"earners": earners}
    )

    assert decision.verdict.code == verdict
