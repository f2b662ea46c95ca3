"""Numbers of the document are exact, and printing and reading are inverse."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.programme.numbers import (
    HUNDRED,
    Rate,
    parse_amount,
    parse_fraction,
    parse_rate,
    print_amount,
    print_fraction,
    print_percent,
    print_rate,
)
from tests.domain.programme.documents import (
    document,
    only_problem,
    problems,
    raw,
    spend,
)

CURRENCIES = st.sampled_from(["IDR", "JPY", "MYR", "USD", "KWD"])
FRACTIONS = st.fractions(min_value=0, max_value=10**9, max_denominator=10**6)


@given(FRACTIONS)
def test_a_fraction_reads_as_it_was_printed(number: Fraction) -> None:
    assert parse_fraction(print_fraction(number)) == number


@given(CURRENCIES, st.integers(min_value=0, max_value=10**15))
def test_an_amount_reads_as_it_was_printed(currency: str, amount_minor: int) -> None:
    assert parse_amount(print_amount(amount_minor, currency), currency) == amount_minor


@given(CURRENCIES, FRACTIONS.filter(bool), st.integers(min_value=1, max_value=10**12))
def test_a_rate_reads_as_it_was_printed(
    currency: str, points: Fraction, per_minor: int
) -> None:
    rate = Rate(points, per_minor)

    assert parse_rate(print_rate(rate, currency), currency) == rate


@given(st.integers(min_value=1, max_value=HUNDRED * HUNDRED))
def test_a_percentage_reads_as_it_was_printed(percent_bp: int) -> None:
    reward = {"id": "off", "kind": "percent", "price": 1}
    text = print_percent(percent_bp)

    found = document(rewards=({**reward, "percent": text},)).rewards[0]

    assert getattr(found, "percent", None) == percent_bp


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", Fraction(0)),
        ("12.50", Fraction(25, 2)),
        ("5/4", Fraction(5, 4)),
        ("0.000000001", Fraction(1, 10**9)),
        (7, Fraction(7)),
    ],
)
def test_a_number_is_whole_decimal_or_a_ratio(
    text: str | int, number: Fraction
) -> None:
    assert parse_fraction(text) == number


@pytest.mark.parametrize(
    "value",
    ["-2", -1, "1,5", "1e3", "1/0", "", " 1", "٣", "1.", ".5", True, None, 1.5, "NaN"],
)
def test_nothing_else_is_a_number(value: object) -> None:
    with pytest.raises(ValueError, match="exact number"):
        parse_fraction(value)


def test_a_third_is_printed_as_a_ratio() -> None:
    assert print_fraction(Fraction(1, 3)) == "1/3"
    assert print_fraction(Fraction(5, 4)) == "1.25"


@pytest.mark.parametrize(
    ("text", "currency", "units"),
    [
        ("1 per 1000", "IDR", Fraction(1, 1000)),
        ("1 per 1.00", "USD", Fraction(1, 100)),
        ("1.25 per 1", "USD", Fraction(1, 80)),
        ("7 per 30.00", "MYR", Fraction(7, 3000)),
        ("1/3 per 100", "JPY", Fraction(1, 300)),
        ("2%", "USD", Fraction(1, 50)),
        ("12.5 %", "IDR", Fraction(1, 8)),
        ("100%", "IDR", Fraction(1)),
    ],
)
def test_a_rate_is_units_for_one_minor_unit(
    text: str, currency: str, units: Fraction
) -> None:
    assert parse_rate(text, currency).exact() == units


def test_decimals_of_the_asset_make_its_units_smaller_and_credit_has_none() -> None:
    assert parse_rate("1 per 1000", "IDR").exact(scale=2) == Fraction(1, 10)
    assert parse_rate("2%", "IDR").exact(scale=2) == Fraction(1, 50)


@pytest.mark.parametrize(
    "text",
    ["0%", "101%", "x%", "1 per 0", "0 per 1", "1 for 1", "1 per", "1 per 1.001"],
)
def test_a_rate_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_rate(text, "USD")


def rate_problem(value: object, currency: str = "IDR") -> tuple[str, str | None]:
    award = {"kind": "rate", "rates": {currency: value}}
    found = problems(raw(spend(award=award)))[f"earning[0].award.rates.{currency}"]
    return found.code, found.nearest


@pytest.mark.parametrize(
    ("value", "currency", "nearest"),
    [
        ("1 point per 1000", "IDR", '"1 per 1000"'),
        ("1 / 1000", "IDR", '"1 per 1000"'),
        ("1 for 1000", "IDR", '"1 per 1000"'),
        ("1 per 10.5", "JPY", '"1 per 11"'),
        (1.5, "USD", None),
        ("five", "USD", None),
        ("0 per 5", "JPY", None),
        ("abc per 1000", "IDR", None),
        ("1 per Rp 1.000", "IDR", None),
        ("1 point per 1.000", "JPY", None),
        ("Rp 1.000", "IDR", None),
        ("10 rb", "IDR", None),
        (None, "IDR", None),
    ],
)
def test_a_wrong_rate_comes_with_the_nearest_right_one_where_that_is_sure(
    value: object, currency: str, nearest: str | None
) -> None:
    assert rate_problem(value, currency) == ("unreadable_rate", nearest)


def amount_problem(value: object, currency: str = "USD") -> tuple[str, str | None]:
    rule = spend(
        award={"kind": "rate", "rates": {currency: "1 per 1"}},
        minimum={currency: value},
    )
    found = problems(raw(rule))[f"earning[0].minimum.{currency}"]
    return found.code, found.nearest


@pytest.mark.parametrize(
    ("value", "code", "nearest"),
    [
        (10.5, "float", '"10.50"'),
        ("10,50", "unreadable_amount", '"10.50"'),
        ("ten", "unreadable_amount", None),
        ("10,000", "unreadable_amount", None),
        ("Rp 1.000", "unreadable_amount", None),
        ("10.5055", "unreadable_amount", '"10.51"'),
        ("10.505", "unreadable_amount", None),
        (10**14, "unreadable_amount", '"10000000000000.00"'),
        (0, "not_positive", None),
        ({"amount_minor": 5, "currency": "IDR"}, "unreadable_amount", None),
        ({"amount_minor": "5", "currency": "USD"}, "unreadable_amount", None),
        ({"amount_minor": 5}, "unreadable_amount", None),
    ],
)
def test_a_wrong_amount_says_why(value: object, code: str, nearest: str | None) -> None:
    assert amount_problem(value) == (code, nearest)


def test_an_amount_may_be_written_in_minor_units_as_the_api_does() -> None:
    rule = spend(minimum={"IDR": {"amount_minor": 5_000, "currency": "IDR"}})

    found = document(rule).earning[0]

    assert getattr(found, "minimum", None) == {"IDR": 5_000}


@pytest.mark.parametrize("table", [{}, "1 per 1000", ["IDR"]])
def test_a_table_of_currencies_has_at_least_one(table: object) -> None:
    award = {"kind": "rate", "rates": table}

    assert only_problem(raw(spend(award=award))).path == "earning[0].award.rates"


@pytest.mark.parametrize(
    ("key", "nearest"), [("idr", "IDR"), ("Rp", "IDR"), ("US$", "IDR")]
)
def test_an_unknown_currency_is_refused_once(key: str, nearest: str) -> None:
    award = {"kind": "rate", "rates": {key: "1 per 1000"}}

    found = only_problem(raw(spend(award=award)))

    assert (found.code, found.nearest) == ("unknown_currency", nearest)


def test_an_amount_under_an_unknown_currency_is_not_blamed_too() -> None:
    found = problems(raw(spend(minimum={"idr": "x", "IDR": 1})))

    assert list(found) == ["earning[0].minimum.idr"]


@pytest.mark.parametrize(
    ("points", "code"),
    [
        (1.5, "float"),
        ("x", "unreadable_number"),
        (0, "not_positive"),
        (10**12 + 1, "too_large"),
        (True, "unreadable_number"),
    ],
)
def test_points_are_exact_and_above_nothing(points: object, code: str) -> None:
    rule = {"id": "join", "trigger": "sign_up"}
    award = {"kind": "fixed", "points": points}

    assert only_problem(raw({**rule, "award": award})).code == code


@pytest.mark.parametrize(
    ("percent", "code"),
    [
        ("0%", "percent_range"),
        ("100.01%", "percent_range"),
        ("0.001%", "too_fine"),
        (20.5, "float"),
        ("half", "unreadable_number"),
    ],
)
def test_a_percentage_has_two_decimals_and_ends_at_a_hundred(
    percent: object, code: str
) -> None:
    reward = {"id": "off", "kind": "percent", "price": 1, "percent": percent}

    assert only_problem(raw(rewards=(reward,))).code == code


def test_a_percentage_may_be_a_plain_number() -> None:
    reward = {"id": "off", "kind": "percent", "price": 1, "percent": 20}

    found = document(rewards=(reward,)).rewards[0]

    assert getattr(found, "percent", None) == 20 * HUNDRED
