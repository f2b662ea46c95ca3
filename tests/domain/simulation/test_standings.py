"""What challenges and dividends give over the whole span."""

from datetime import timedelta
from typing import Any

import pytest

from app.domain.programme.document import ProgrammeDocument
from app.domain.simulation.people import Placed
from app.domain.simulation.simulator import Simulator
from tests.domain.simulation.played import (
    NEW_YEAR,
    document_of,
    order,
    person,
    terms,
)

ONLY_GOLD = {"field": "member.tier", "op": "in", "value": ["gold"]}
REACH = {
    "id": "big",
    "kind": "reach",
    "goal": {"amount": {"IDR": "100000"}},
    "period": "month",
    "gifts": [{"kind": "points", "points": 10}],
}
CASH = {
    "assets": [
        {"kind": "points", "id": "points"},
        {"kind": "credit", "id": "cash", "currency": "IDR"},
    ]
}
BACK = {
    "id": "back",
    "asset": "cash",
    "shares": [{"metric": "spend", "percent": "2%"}],
    "per": "month",
}


def given(
    document: ProgrammeDocument,
    *orders: Placed,
    **values: Any,  # noqa: ANN401 - fields of terms
) -> list[tuple[str, str, int]]:
    outcome = Simulator(document, terms(**values)).play(person(*orders))
    return [(one.rule_id, str(one.day), one.units) for one in outcome.bestowed]


def test_a_challenge_gives_in_the_month_in_which_it_was_reached() -> None:
    document = document_of(challenges=[REACH])

    found = given(
        document, order("A", 60_000), order("B", 40_000, day=9), order("C", 5, day=40)
    )

    assert found == [("challenge:big", "2026-01-09", 10)]


def test_a_challenge_by_matured_amounts_waits_for_them() -> None:
    document = document_of(challenges=[{**REACH, "counts": "matured"}])

    until = NEW_YEAR + timedelta(days=10)

    assert given(document, order("A"), until=until) == []
    assert given(document, order("A")) == [("challenge:big", "2026-01-01", 10)]


def test_points_count_where_a_challenge_asks_for_points() -> None:
    by_points = {**REACH, "metric": "points", "goal": {"count": 100}}

    found = given(document_of(challenges=[by_points]), order("A"))

    assert found == [("challenge:big", "2026-01-01", 10)]


@pytest.mark.parametrize(("spent", "number"), [(99_999, 0), (100_000, 1)])
def test_a_challenge_is_for_those_it_is_for(spent: int, number: int) -> None:
    document = document_of(
        challenges=[{**REACH, "when": ONLY_GOLD, "goal": {"amount": {"IDR": "1000"}}}],
        tiers=[
            {
                "id": "gold",
                "reach": {"all_of": [{"metric": "spend", "amount": {"IDR": "100000"}}]},
            }
        ],
        tier_terms={"counts": "paid"},
    )

    assert len(given(document, order("A", spent))) == number


def test_a_dividend_is_issued_after_each_closed_period() -> None:
    document = document_of(dividends=[BACK], **CASH)

    found = given(document, order("A"), order("B", 50_000, day=40), order("C", day=365))

    assert found == [
        ("dividend:back", "2026-02-01", 2000),
        ("dividend:back", "2026-03-01", 1000),
    ]


def test_a_dividend_counts_the_past_only_where_it_says_so() -> None:
    later = NEW_YEAR + timedelta(days=60)
    orders = (order("A"), order("B", day=70))

    now = document_of(dividends=[{**BACK, "counts": "paid"}], **CASH)
    past = document_of(dividends=[{**BACK, "past": True}], **CASH)

    assert [one[2] for one in given(now, *orders, in_force_from=later)] == [2000]
    assert len(given(past, *orders, in_force_from=later)) == 2


def test_a_dividend_in_another_currency_gives_nothing() -> None:
    document = document_of(dividends=[BACK], **CASH)

    assert given(document, order("A", currency="MYR")) == []


def test_a_dividend_is_for_those_it_is_for() -> None:
    nobody = {"field": "member.tags", "op": "contains_any", "value": ["vip"]}

    document = document_of(dividends=[{**BACK, "when": nobody}], **CASH)

    assert given(document, order("A")) == []


def test_one_without_any_order_is_given_nothing() -> None:
    assert given(document_of(challenges=[REACH])) == []
