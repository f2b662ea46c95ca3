"""Splitting and rounding never make or lose a minor unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sandbox.store.money import (
    from_text,
    part_of,
    percent_of,
    round_div,
    show,
    split,
    to_text,
)

amounts = st.integers(min_value=0, max_value=10**9)


@given(total=amounts, weights=st.lists(amounts, min_size=1, max_size=8))
def test_shares_add_up_to_the_whole(total: int, weights: list[int]) -> None:
    assert sum(split(total, weights)) == total


@given(total=amounts, weights=st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_no_share_is_further_from_its_due_than_one_unit(
    total: int, weights: list[int]
) -> None:
    shares = split(total, weights)

    whole = sum(weights)
    assert all(
        abs(share * whole - total * weight) < whole
        for share, weight in zip(shares, weights, strict=True)
    )


def test_the_largest_remainder_gets_the_odd_unit() -> None:
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(10, [1, 5]) == [2, 8]
    assert split(10, [5, 1]) == [8, 2]
    assert split(5, []) == []
    assert split(5, [0, 0]) == [5, 0]


@given(total=amounts, units=st.integers(1, 9))
def test_units_one_by_one_cost_what_they_cost_together(total: int, units: int) -> None:
    assert sum(part_of(total, done, 1, units) for done in range(units)) == total


def test_no_units_cost_nothing() -> None:
    assert part_of(100, 0, 0, 0) == 0


@given(minor=st.integers(-(10**9), 10**9), decimals=st.integers(0, 3))
def test_reading_undoes_writing(minor: int, decimals: int) -> None:
    assert from_text(to_text(minor, decimals), decimals) == minor


@pytest.mark.parametrize(
    ("text", "decimals", "minor"),
    [("12.30", 2, 1230), ("149999", 0, 149999), ("1.239", 2, 124), ("-0.5", 0, -1)],
)
def test_amounts_are_read_with_a_point(text: str, decimals: int, minor: int) -> None:
    assert from_text(text, decimals) == minor


@pytest.mark.parametrize("text", ["ten", "", "NaN", "Infinity", "1,5"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        from_text(text, 2)


def test_halves_go_away_from_zero() -> None:
    assert round_div(5, 2) == 3
    assert round_div(-5, 2) == -3
    assert percent_of(25, Decimal(10)) == 3


@pytest.mark.parametrize(
    ("minor", "currency", "decimals", "text"),
    [
        (149000, "IDR", 0, "Rp 149.000"),
        (14900050, "IDR", 2, "Rp 149.000,50"),
        (1225, "USD", 2, "$12.25"),
        (-123456, "MYR", 2, "-RM 1,234.56"),
    ],
)
def test_people_read_money_as_they_are_used_to(
    minor: int, currency: str, decimals: int, text: str
) -> None:
    assert show(minor, currency, decimals) == text
