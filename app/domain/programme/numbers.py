"""Exact numbers of the document: fractions, percentages, amounts, rates.

A number is written as a whole number or as text; a float is refused, because
``0.1`` is not a tenth. Amounts are in major units, as a price tag shows them
(``"12.50"``), and become whole minor units here. Printing and reading are
inverse.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema

from app.domain.money import (
    MAX_AMOUNT_MINOR,
    Money,
    UnknownCurrency,
    exponent,
)
from app.domain.programme.base import MAX_UNITS, Currency, refuse

HUNDRED = 100
_DECIMAL = re.compile(r"[0-9]{1,16}(\.[0-9]{1,9})?")
_RATIO = re.compile(r"([0-9]{1,16})/([0-9]{1,16})")
_PER = re.compile(r"(\S+)\s+per\s+(\S+)")
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}([.,][0-9]{3})+(?![0-9])")
_RATE_SAID = re.compile(r"([0-9.]+) ?[a-z]* ?(?:per|/|for) ?([0-9.]+)")
_MOST_DIGITS = 9


def parse_fraction(value: object) -> Fraction:
    """Read ``3``, ``"1.25"`` or ``"5/4"``; never negative.

    Raises:
        ValueError: Anything else, a float above all.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Fraction(value)
    if isinstance(value, str):
        if _DECIMAL.fullmatch(value):
            return Fraction(value)
        if (found := _RATIO.fullmatch(value)) and int(found[2]):
            return Fraction(int(found[1]), int(found[2]))
    raise ValueError('an exact number is written 3, "1.25" or "5/4"')


def print_fraction(number: Fraction) -> str:
    """Write *number* so that ``parse_fraction`` reads the same."""
    whole, rest = divmod(number.numerator, number.denominator)
    if rest == 0:
        return str(whole)
    for digits in range(1, _MOST_DIGITS + 1):
        scaled = rest * 10**digits
        if scaled % number.denominator == 0:
            return f"{whole}.{scaled // number.denominator:0{digits}d}"
    return f"{number.numerator}/{number.denominator}"


def _nearest(value: object) -> str | None:
    """Return the exact number that *value* was probably meant to be."""
    try:
        return f'"{print_fraction(parse_fraction(_plain(value)))}"'
    except ValueError:
        return None


def _plain(value: object) -> str:
    """Return a number with a point for its comma; nothing where that is unsure.

    ``1,000`` is a thousand to one reader and one to another.
    """
    text = str(value)
    if _THOUSANDS.search(text) and not isinstance(value, float):
        return ""
    return text.strip().replace(" ", "").replace("_", "").replace(",", ".")


def _read_fraction(value: object) -> Fraction:
    if isinstance(value, float):
        refuse("float", "a float is not exact; write it as text", _nearest(value))
    try:
        return parse_fraction(value)
    except ValueError as error:
        refuse("unreadable_number", str(error), _nearest(value))


def _read_positive(value: object) -> Fraction:
    number = _read_fraction(value)
    if number == 0:
        refuse("not_positive", "the number must be above zero", '"1"')
    if number > MAX_UNITS:
        refuse("too_large", f"at most {MAX_UNITS}", str(MAX_UNITS))
    return number


_NUMBER_SCHEMA: dict[str, Any] = {
    "type": ["integer", "string"],
    "pattern": r"^[0-9]{1,16}(\.[0-9]{1,9}|/[0-9]{1,16})?$",
    "description": 'An exact number above zero: 3, "1.25" or "5/4".',
}

Exact = Annotated[
    Fraction,
    PlainValidator(_read_positive),
    PlainSerializer(print_fraction, return_type=str),
    WithJsonSchema(_NUMBER_SCHEMA),
]
"""An exact number above zero."""


def _read_percent_bp(value: object) -> int:
    text = value.removesuffix("%").strip() if isinstance(value, str) else value
    hundredths = _read_fraction(text) * HUNDRED
    if hundredths.denominator != 1:
        refuse("too_fine", "a percentage has at most two decimals")
    if not 0 < hundredths <= HUNDRED * HUNDRED:
        refuse("percent_range", "a percentage is above 0 and at most 100", '"100%"')
    return int(hundredths)


def print_percent(percent_bp: int) -> str:
    """Write hundredths of a percent as ``"12.5%"``."""
    return f"{print_fraction(Fraction(percent_bp, HUNDRED))}%"


PercentBp = Annotated[
    int,
    PlainValidator(_read_percent_bp),
    PlainSerializer(print_percent, return_type=str),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": r"^[0-9]{1,3}(\.[0-9]{1,2})?%?$",
            "description": 'A percentage above 0 and at most 100: "20%" or "12.5%".',
        }
    ),
]
"""Hundredths of a percent, 1 to 10,000; written as a percentage."""


def parse_amount(value: object, currency: str) -> int:
    """Read an amount in major units as whole minor units, without rounding.

    Raises:
        ValueError: Not an amount, negative, or finer than the currency.
    """
    try:
        number = parse_fraction(value) * 10 ** exponent(currency)
    except ValueError as error:
        raise ValueError(
            'an amount is written in major units, such as 10000 or "12.50"'
        ) from error
    if number.denominator != 1:
        raise ValueError(f"{currency} has {exponent(currency)} decimals")
    if number > MAX_AMOUNT_MINOR:
        raise ValueError(f"at most {MAX_AMOUNT_MINOR} smallest units")
    return int(number)


def print_amount(amount_minor: int, currency: str) -> str:
    """Write an amount so that ``parse_amount`` reads the same."""
    return Money(amount_minor, currency).decimal_text()


@dataclass(frozen=True, slots=True)
class Rate:
    """So many points for so much money, or a percentage given back as credit.

    ``points`` are display points; of a percentage they are the percent, and
    ``per_minor`` is a hundred.
    """

    points: Fraction
    per_minor: int
    percentage: bool = False

    def exact(self, scale: int = 0) -> Fraction:
        """Return smallest units of the asset for one minor unit of money."""
        decimals = 0 if self.percentage else scale
        return Fraction(self.points * 10**decimals, self.per_minor)


def parse_rate(text: str, currency: str) -> Rate:
    """Read ``"1 per 1000"`` (major units of *currency*) or ``"2%"``.

    Raises:
        ValueError: Another form, zero, or an amount finer than the currency.
    """
    if text.endswith("%"):
        percent = parse_fraction(text.removesuffix("%").strip())
        if not 0 < percent <= HUNDRED:
            raise ValueError("a percentage is above 0 and at most 100")
        return Rate(percent, HUNDRED, percentage=True)
    found = _PER.fullmatch(text.strip())
    if found is None:
        raise ValueError("a rate is written '1 per 1000', or '2%' for credit")
    points, per_minor = parse_fraction(found[1]), parse_amount(found[2], currency)
    if points == 0 or per_minor == 0:
        raise ValueError("both sides of a rate are above zero")
    return Rate(points, per_minor)


def print_rate(rate: Rate, currency: str) -> str:
    """Write *rate* so that ``parse_rate`` reads the same."""
    points = print_fraction(rate.points)
    if rate.percentage:
        return f"{points}%"
    return f"{points} per {print_amount(rate.per_minor, currency)}"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A value of a table together with its currency, while it is read."""

    currency: str
    value: object

    @property
    def readable(self) -> bool:
        """Whether the currency exists; a bad key is refused on its own."""
        try:
            exponent(self.currency)
        except UnknownCurrency:
            return False
        return True


def _entries(table: object) -> object:
    if not isinstance(table, Mapping):
        refuse("not_a_table", "a table of currencies is expected", "{IDR: …}")
    if not table:
        refuse("empty_table", "at least one currency is needed", "{IDR: …}")
    return {key: _Entry(str(key), value) for key, value in table.items()}


def _read_amount(entry: _Entry) -> int:
    currency, value = entry.currency, entry.value
    if not entry.readable:
        return 1
    if isinstance(value, Mapping):
        amount_minor = value.get("amount_minor")
        if value != {"amount_minor": amount_minor, "currency": currency}:
            refuse("unreadable_amount", f"write the amount in {currency} as text")
        value = (
            print_amount(amount_minor, currency) if type(amount_minor) is int else ""
        )
    if isinstance(value, float):
        hint = _nearest_amount(value, currency)
        refuse("float", "a float is not exact; write it as text", hint)
    try:
        amount = parse_amount(value, currency)
    except ValueError as error:
        refuse("unreadable_amount", str(error), _nearest_amount(value, currency))
    if amount == 0:
        refuse("not_positive", "the amount must be above zero")
    return amount


def _nearest_amount(value: object, currency: str) -> str | None:
    """Return the amount that *value* was probably meant to be, rounded up."""
    text = _plain(value)
    try:
        amount_minor = ceil(parse_fraction(text) * 10 ** exponent(currency))
    except ValueError:
        return None
    return f'"{print_amount(min(amount_minor, MAX_AMOUNT_MINOR), currency)}"'


def _print_amounts(table: Mapping[str, int]) -> dict[str, str]:
    return {key: print_amount(value, key) for key, value in table.items()}


def _rate_hint(value: object, currency: str) -> str | None:
    """Return the rate that *value* was probably meant to be, if both sides are sure."""
    said = _RATE_SAID.fullmatch(str(value).strip())
    if said is None or _THOUSANDS.search(str(value)):
        return None
    try:
        per_minor = ceil(parse_fraction(said[2]) * 10 ** exponent(currency))
        text = f"{said[1]} per {print_amount(per_minor, currency)}"
        return f'"{print_rate(parse_rate(text, currency), currency)}"'
    except ValueError:
        return None


def _read_rate(entry: _Entry) -> Rate:
    currency, value = entry.currency, entry.value
    if not entry.readable:
        return Rate(Fraction(1), 1)
    if not isinstance(value, str):
        reason = "a rate is text: '1 per 1000', or '2%' for credit"
        refuse("unreadable_rate", reason, _rate_hint(value, currency))
    try:
        return parse_rate(value, currency)
    except ValueError as error:
        refuse("unreadable_rate", str(error), _rate_hint(value, currency))


def _print_rates(table: Mapping[str, Rate]) -> dict[str, str]:
    return {key: print_rate(value, key) for key, value in table.items()}


def _table_schema(value_schema: dict[str, Any], about: str) -> WithJsonSchema:
    return WithJsonSchema(
        {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[A-Z]{3}$"},
            "additionalProperties": value_schema,
            "description": about,
        }
    )


Amounts = Annotated[
    Mapping[Currency, Annotated[int, PlainValidator(_read_amount)]],
    BeforeValidator(_entries),
    PlainSerializer(_print_amounts, return_type=dict[str, str]),
    _table_schema(
        {"type": ["integer", "string"], "pattern": r"^[0-9]{1,16}(\.[0-9]{1,9})?$"},
        "An amount for each currency, in major units as a price tag shows them.",
    ),
]
"""Minor units by currency, all above zero."""

Rates = Annotated[
    Mapping[Currency, Annotated[Rate, PlainValidator(_read_rate)]],
    BeforeValidator(_entries),
    PlainSerializer(_print_rates, return_type=dict[str, str]),
    _table_schema(
        {"type": "string", "pattern": r"^([0-9./]+ per [0-9./]+|[0-9./]+ ?%)$"},
        'A rate for each currency: "1 per 1000" gives one point for each 1,000 of the'
        ' currency in major units; "2%" gives credit.',
    ),
]
"""A rate by currency."""
