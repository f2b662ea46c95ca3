"""What an activity measures: figures and amounts that its sender tells."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from app.domain.earning.fact_rules import Met, not_met
from app.domain.earning.facts import product, rounded
from app.domain.money import MAX_AMOUNT_MINOR, UnknownCurrency
from app.domain.programme.base import MAX_UNITS
from app.domain.programme.earning import MeasuredAward, RateAward
from app.domain.programme.numbers import parse_amount, parse_fraction


def measured(award: MeasuredAward, data: Mapping[str, Any], scale: int) -> Met:
    """Return what a figure of the activity gives."""
    try:
        figure = parse_fraction(data.get(award.figure))
    except ValueError:
        return not_met("figure_missing", figure=award.figure)
    exact = figure / award.per * award.points * 10**scale
    return _worth(rounded(exact, award.rounding))


def rated(
    award: RateAward, data: Mapping[str, Any], scale: int, stores: tuple[str, ...]
) -> Met:
    """Return what an amount of money that the activity tells gives."""
    currency = str(data.get("currency"))
    rates = award.rates
    for own in award.stores:
        if any(store in own.stores for store in stores):
            rates = own.rates
    if currency not in rates:
        return not_met("currency_without_rate", currency=currency[:3])
    amount_minor = _amount_minor(data, currency)
    if amount_minor is None:
        return not_met("figure_missing", figure="amount")
    rate = rates[currency].exact(scale)
    return _worth(product(Fraction(rate), amount_minor, award.rounding))


def _amount_minor(data: Mapping[str, Any], currency: str) -> int | None:
    told = data.get("amount_minor")
    if isinstance(told, int) and 0 <= told <= MAX_AMOUNT_MINOR:
        return told
    try:
        return parse_amount(data.get("amount"), currency)
    except (ValueError, UnknownCurrency):
        return None


def _worth(units: int) -> Met:
    if units == 0:
        return not_met("rounds_to_nothing")
    return Met(units=min(units, MAX_UNITS))
