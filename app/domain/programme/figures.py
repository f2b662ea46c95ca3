"""Money, points and percentages as people read them, in three languages.

Points and currencies are grouped as the language does it; a currency without
decimals shows none, and whole amounts drop theirs (``RM10``, ``RM10.50``).
"""

from fractions import Fraction

from app.domain.money import exponent
from app.domain.programme.assets import Asset, CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.numbers import HUNDRED, print_fraction
from app.domain.programme.phrases import PHRASES
from app.domain.words import Language, count_text

SYMBOLS = {
    "AUD": "A$",
    "EUR": "€",
    "GBP": "£",
    "IDR": "Rp",
    "INR": "₹",
    "JPY": "¥",
    "MYR": "RM",
    "SGD": "S$",
    "USD": "$",
}


def money_text(amount_minor: int, currency: str, language: Language) -> str:
    """Return an amount with its sign: ``Rp257.900``, ``RM1,500.50``, ``KWD 2.500``.

    A minus stands in front of the currency, as all three languages write it.
    """
    decimals = exponent(currency)
    if amount_minor % 10**decimals == 0:
        amount_minor, decimals = amount_minor // 10**decimals, 0
    symbol = SYMBOLS.get(currency, f"{currency}\u00a0")
    minus = "−" if amount_minor < 0 else ""  # noqa: RUF001 - the minus sign is meant
    written = count_text(abs(amount_minor), language, decimals=decimals)
    return f"{minus}{symbol}{written}"


def number_text(number: Fraction, language: Language) -> str:
    """Return an exact number: ``1.250``, ``1,5``, ``5/4`` stays a fraction of few."""
    minus = "−" if number < 0 else ""  # noqa: RUF001 - the minus sign is meant
    written = print_fraction(abs(number))
    whole, point, part = written.partition(".")
    if not whole.isdigit():
        return minus + written
    decimals = len(part) if point else 0
    return minus + count_text(int(whole + part), language, decimals=decimals)


def percent_text(percent_bp: int, language: Language) -> str:
    """Return a percentage: ``20%``, ``12,5%``."""
    return f"{number_text(Fraction(percent_bp, HUNDRED), language)}%"


def points_text(asset: Asset, points: Fraction, language: Language) -> str:
    """Return so many display points with their unit: ``100 poin``, ``1 point``."""
    if isinstance(asset, CreditAsset):
        minor = points.numerator // points.denominator
        return money_text(minor, asset.currency, language)
    return f"{number_text(points, language)} {_unit(asset, points, language)}"


def _unit(asset: Asset, points: Fraction, language: Language) -> str:
    own = asset.unit if not isinstance(asset, CreditAsset) else None
    one = asset.unit_one if not isinstance(asset, CreditAsset) else None
    if points == 1 and one is not None:
        return one.say(language)
    if own is not None:
        return own.say(language)
    key = "unit.point" if points == 1 else "unit.points"
    return PHRASES[key].say(language)


def units_text(
    document: ProgrammeDocument, asset_id: str, units: int, language: Language
) -> str:
    """Return smallest units of an asset as people read them."""
    asset = document.asset(asset_id)
    return points_text(asset, Fraction(units, 10**asset.scale), language)
