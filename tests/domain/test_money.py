"""Money is whole minor units; a whole is spread without losing one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import (
    CurrencyMismatch,
    Money,
    UnknownCurrency,
    UnreadableAmount,
    exponent,
    spread,
)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("257900", "IDR", 257_900),
        ("1200.0", "JPY", 1_200),
        ("149999.00", "IDR", 149_999),
        ("129.90", "MYR", 12_990),
        ("1.2345", "KWD", 1_234),
        ("0.125", "USD", 12),
        ("0.135", "USD", 14),
        ("-5.00", "EUR", -500),
        (" 7 ", "USD", 700),
    ],
)
def test_platform_text_becomes_whole_minor_units(
    text: str, currency: str, minor: int
) -> None:
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text", ["", "abc", "1,50", "NaN", "Infinity", "1e400", "9" * 20, "9" * 16]
)
def test_what_is_no_usable_amount_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAmount):
        Money.parse(text, "USD")


@pytest.mark.parametrize("currency", ["", "usd", "EURO", "US1", "РУБ"])
def test_what_is_no_currency_is_refused(currency: str) -> None:
    with pytest.raises(UnknownCurrency):
        exponent(currency)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(1250, "USD"), "12.50"),
        (Money(-5, "USD"), "-0.05"),
        (Money(10_000, "IDR"), "10000"),
        (Money(1, "KWD"), "0.001"),
    ],
)
def test_decimal_text_has_a_point_and_no_grouping(money: Money, text: str) -> None:
    assert money.decimal_text() == text


@given(st.integers(-(10**15), 10**15), st.sampled_from(["IDR", "MYR", "KWD"]))
def test_reading_and_writing_are_inverse(minor: int, currency: str) -> None:
    money = Money(minor, currency)

    assert Money.parse(money.decimal_text(), currency) == money


def test_amounts_of_one_currency_add_and_subtract() -> None:
    assert Money(5, "IDR") + Money(7, "IDR") - Money(2, "IDR") == Money(10, "IDR")
    assert Money.zero("IDR") == Money(0, "IDR")


def test_amounts_of_two_currencies_do_not_mix() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(1, "IDR") + Money(1, "MYR")


@given(
    st.integers(0, 10**12),
    st.lists(st.integers(0, 10**9), min_size=1, max_size=20),
)
def test_the_parts_of_a_spread_are_the_whole(whole: int, weights: list[int]) -> None:
    parts = spread(whole, weights)

    assert sum(parts) == whole
    assert all(part >= 0 for part in parts)


@pytest.mark.parametrize(("whole", "weights"), [(-1, [1]), (1, [-1]), (1, [])])
def test_a_spread_refuses_what_has_no_answer(whole: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="spread"):
        spread(whole, weights)
