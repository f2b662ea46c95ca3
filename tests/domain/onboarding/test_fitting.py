"""A starter in another currency keeps its proportions and has round amounts."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.onboarding.choices import GOALS, RANKED, suggested
from app.domain.onboarding.fitting import (
    StoreFacts,
    fitted,
    round_factor,
    usual_minor,
)
from app.domain.programme.canonical import terse
from app.domain.programme.document import ProgrammeDocument
from app.domain.words import Language
from app.recipes import recipe, recipe_names
from app.recipes.starters import starter, starter_names


def store(currency: str, average: int | None = None) -> StoreFacts:
    return StoreFacts(currency, "Asia/Kuala_Lumpur", Language.MS, average)


def plain(document: ProgrammeDocument) -> dict[str, Any]:
    return terse(document)


@pytest.mark.parametrize(
    ("factor", "rounded"),
    [
        ("1", "1"),
        ("3", "2"),
        ("4", "5"),
        ("80", "100"),
        ("2667", "2000"),
        ("1/3", "1/2"),
        ("1/90", "1/100"),
    ],
)
def test_a_factor_is_a_round_number(factor: str, rounded: str) -> None:
    assert round_factor(Fraction(factor)) == Fraction(rounded)


def test_amounts_stay_where_orders_are_about_as_large() -> None:
    found = plain(fitted(starter("points-simple"), store("MYR", 12_000)))

    assert found["earning"][0]["award"]["rates"] == {"MYR": "2 per 1.00"}
    assert found["rewards"][0]["amount"] == {"MYR": "5.00"}


def test_a_store_with_large_orders_gets_larger_amounts() -> None:
    found = plain(fitted(starter("points-simple"), store("IDR", 2_100_000)))

    assert found["earning"][0]["award"]["rates"] == {"IDR": "1 per 10000"}
    assert found["rewards"][0]["amount"] == {"IDR": "100000"}
    assert found["rewards"][3]["value"] == {"IDR": "200 per 100000"}


def test_a_recipe_in_dollars_becomes_rupiah() -> None:
    found = fitted(recipe("points-classic"), store("IDR"))

    (ten, annual) = plain(found)["rewards"]
    # 200,000 rupiah for 75 dollars: a factor of 2,000 is the nearest round one.
    assert ten["amount"] == {"IDR": "20000"}
    assert "title" not in ten
    assert "title" not in annual
    assert found.identity.currency == "IDR"


def test_another_currency_is_converted_from_the_first_choice() -> None:
    found = plain(fitted(starter("points-simple"), store("JPY")))

    # From rupiah: 8,000 yen for 200,000 rupiah is one for twenty-five.
    assert found["earning"][0]["award"]["rates"] == {"JPY": "1 per 50"}


def test_who_the_programme_is_comes_from_the_store() -> None:
    identity = fitted(starter("tiers-simple"), store("SGD")).identity

    assert (identity.currency, identity.timezone, identity.language) == (
        "SGD",
        "Asia/Kuala_Lumpur",
        Language.MS,
    )


@pytest.mark.parametrize(
    ("currency", "coin"), [("IDR", "1 per 1"), ("MYR", "1 per 0.01")]
)
def test_credit_is_counted_in_the_smallest_coin(currency: str, coin: str) -> None:
    found = plain(fitted(starter("cashback"), store(currency)))

    assert found["assets"][0]["currency"] == currency
    assert found["rewards"][0]["value"] == {currency: coin}
    assert found["earning"][0]["award"]["rates"] == {currency: "5%"}


def test_an_amount_never_becomes_nothing() -> None:
    found = plain(fitted(starter("points-simple"), store("IDR", 1)))

    assert int(found["rewards"][0]["amount"]["IDR"]) >= 1


@pytest.mark.parametrize("currency", ["IDR", "MYR", "USD", "JPY", "KWD", "XTS"])
@pytest.mark.parametrize("name", starter_names())
def test_every_starter_fits_every_currency(name: str, currency: str) -> None:
    assert fitted(starter(name), store(currency)).identity.currency == currency


@pytest.mark.parametrize("name", recipe_names())
def test_every_recipe_can_be_fitted(name: str) -> None:
    assert fitted(recipe(name), store("MYR")).identity.currency == "MYR"


def test_every_aim_ranks_every_starter() -> None:
    assert {frozenset(RANKED[goal]) for goal in GOALS} == {frozenset(starter_names())}
    assert [len(suggested(goal)) for goal in GOALS] == [3] * len(GOALS)


def test_a_usual_order_is_known_for_every_currency() -> None:
    assert usual_minor("IDR") == 200_000
    assert usual_minor("XTS") == 7_500
