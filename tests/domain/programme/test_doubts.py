"""What is allowed and probably not meant: hidden tiers, money that no store takes."""

from typing import Any

import pytest

from app.domain.programme.doubts import foreign_money, hidden_tiers
from app.domain.programme.notices import notices
from tests.domain.programme.documents import document, spend

BASE = {"id": "base"}
MONTHLY = {"window": {"kind": "rolling"}}


def need(metric: str, much: int) -> dict[str, Any]:
    if metric == "spend":
        return {"metric": metric, "amount": {"IDR": much}}
    return {"metric": metric, "count": much}


def tier(name: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - a document's
    return {"id": name, **more}


def both(*needs: dict[str, Any]) -> dict[str, Any]:
    return {"all_of": list(needs)}


def either(*needs: dict[str, Any]) -> dict[str, Any]:
    return {"any_of": list(needs)}


SPENT, OFTEN = need("spend", 1000), need("orders", 5)


@pytest.mark.parametrize(
    ("low", "high", "hidden"),
    [
        (both(SPENT), both(SPENT), True),
        (both(need("spend", 999)), both(SPENT), False),
        (both(SPENT), both(OFTEN), False),
        (both(SPENT, OFTEN), both(need("spend", 10), need("orders", 5)), True),
        (both(SPENT, OFTEN), both(need("spend", 10), need("orders", 6)), False),
        (both(SPENT), either(need("spend", 10), need("orders", 99)), True),
        (either(SPENT, OFTEN), either(need("spend", 10), need("orders", 2)), True),
        (either(SPENT, OFTEN), both(need("spend", 10), need("orders", 2)), False),
        (
            both({"metric": "spend", "amount": {"IDR": 10, "USD": 5}}),
            both({"metric": "spend", "amount": {"USD": 5}}),
            False,
        ),
    ],
)
def test_a_tier_is_hidden_by_one_above_that_asks_no_more(
    low: dict[str, Any], high: dict[str, Any], *, hidden: bool
) -> None:
    found = document(
        spend(), tiers=[BASE, tier("low", reach=low), tier("high", reach=high)]
    )

    told = [(one.path, one.value) for one in hidden_tiers(found)]

    assert told == ([("tiers[1].reach", "low")] if hidden else [])
    assert [one.code for one in notices(found) if one.path.startswith("tiers")] == (
        ["tier_hidden"] if hidden else []
    )


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ({"reach": both(SPENT), "assigned_by": {"hand": True}}, {"reach": both(SPENT)}),
        ({"reach": both(SPENT)}, {"reach": both(SPENT), "invite": True}),
        ({"reach": both(SPENT)}, {"assigned_by": {"hand": True}}),
        ({"assigned_by": {"tag": "vip"}}, {"reach": both(SPENT)}),
        ({"reach": both(SPENT)}, {"reach": both(SPENT), "enabled": False}),
    ],
)
def test_who_is_chosen_by_hand_is_hidden_by_nothing(
    low: dict[str, Any], high: dict[str, Any]
) -> None:
    found = document(spend(), tiers=[BASE, tier("low", **low), tier("high", **high)])

    assert list(hidden_tiers(found)) == []


def test_amounts_in_a_currency_of_no_store_are_named_once_for_each_thing() -> None:
    found = document(
        spend(),
        spend(id="in-dollars", award={"kind": "rate", "rates": {"USD": "1 per 1"}}),
        rewards=(
            {
                "id": "off",
                "kind": "fixed_amount",
                "price": 100,
                "amount": {"USD": "5"},
                "minimum_order": {"USD": "20"},
            },
            {
                "id": "both",
                "kind": "fixed_amount",
                "price": 100,
                "amount": {"USD": "5", "IDR": "50000"},
            },
        ),
        assets=[
            {"id": "points", "kind": "points"},
            {"id": "credit", "kind": "credit", "currency": "SGD"},
        ],
    )

    told = [(one.path, one.code, one.value) for one in foreign_money(found, {"IDR"})]

    assert told == [
        ("assets[1]", "money_of_no_store", "SGD"),
        ("earning[1]", "money_of_no_store", "USD"),
        ("rewards[0]", "money_of_no_store", "USD"),
    ]
    assert list(foreign_money(found, {"IDR", "USD", "SGD"})) == []


def test_without_a_store_no_money_is_foreign() -> None:
    assert list(foreign_money(document(spend()), ())) == []


def test_a_table_is_named_as_a_whole() -> None:
    found = document(
        spend(),
        stacking={"caps": [{"per": "day", "points": 10}]},
        tier_terms=MONTHLY,
        words={"home.greeting": {"en": "Hi"}},
    )

    assert list(foreign_money(found, {"IDR"})) == []
    assert [one.path for one in foreign_money(found, {"MYR"})] == ["earning[0]"]
