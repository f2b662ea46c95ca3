"""Money as whole minor units: reading, writing and splitting it exactly."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

DECIMALS = {
    "BHD": 3,
    "CLP": 0,
    "IDR": 0,
    "ISK": 0,
    "JPY": 0,
    "KRW": 0,
    "KWD": 3,
    "OMR": 3,
    "VND": 0,
}
SYMBOLS = {"EUR": "€", "GBP": "£", "IDR": "Rp", "JPY": "¥", "MYR": "RM", "USD": "$"}


def decimals_of(currency: str) -> int:
    """How many decimals a store with *currency* is set up with, unless told."""
    return DECIMALS.get(currency, 2)


def to_text(minor: int, decimals: int) -> str:
    """``1230`` as ``"12.30"``; with no decimals ``"1230"``."""
    if decimals == 0:
        return str(minor)
    sign = "-" if minor < 0 else ""
    whole, part = divmod(abs(minor), 10**decimals)
    return f"{sign}{whole}.{part:0{decimals}d}"


def from_text(text: str | int | Decimal, decimals: int) -> int:
    """``"12.3"`` as ``1230``; halves round away from zero.

    Raises:
        ValueError: It is not a number.
    """
    try:
        value = Decimal(str(text).strip())
    except InvalidOperation:
        raise ValueError(f"not an amount of money: {text!r}") from None
    if not value.is_finite():
        raise ValueError(f"not an amount of money: {text!r}")
    scaled = value.scaleb(decimals)
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def round_div(numerator: int, denominator: int) -> int:
    """The quotient rounded to the nearest whole number, halves away from zero."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    top, bottom = abs(numerator), abs(denominator)
    return sign * ((2 * top + bottom) // (2 * bottom))


def percent_of(minor: int, percent: Decimal) -> int:
    """*percent* (10 is a tenth) of an amount, halves away from zero."""
    share = Decimal(minor) * percent / 100
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Shares of *total* in proportion to *weights*; they add up to it exactly.

    Largest remainder; ties go to the earlier one. With all weights zero the
    first takes everything.
    """
    if not weights:
        return []
    whole = sum(weights)
    if whole == 0:
        return [total, *([0] * (len(weights) - 1))]
    shares = [total * weight // whole for weight in weights]
    rests = [total * weight % whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-rests[i], i))
    for index in order[: total - sum(shares)]:
        shares[index] += 1
    return shares


def part_of(total: int, done: int, more: int, whole: int) -> int:
    """What *more* of *whole* units cost when *done* were taken before.

    Taking the units one by one or all together costs the same.
    """
    if whole == 0:
        return 0
    return round_div(total * (done + more), whole) - round_div(total * done, whole)


def show(minor: int, currency: str, decimals: int) -> str:
    """For people: ``Rp 149.000``, ``$12.25``."""
    sign = "-" if minor < 0 else ""
    text = to_text(abs(minor), decimals)
    whole, dot, part = text.partition(".")
    groups = f"{int(whole):,}"
    symbol = SYMBOLS.get(currency, currency)
    if currency == "IDR":
        tail = f",{part}" if dot else ""
        return f"{sign}{symbol} {groups.replace(',', '.')}{tail}"
    gap = "" if len(symbol) == 1 else " "
    return f"{sign}{symbol}{gap}{groups}{dot}{part}"
