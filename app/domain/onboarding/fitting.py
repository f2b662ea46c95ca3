"""A programme in the amounts of a store: another currency, another size of order.

One factor for all amounts of a document, itself a round number, so that rates and
rewards keep their proportion and 10 dollars become 50,000 rupiah and not 48,731.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from app.domain.money import exponent
from app.domain.programme.canonical import terse
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.numbers import parse_fraction, print_fraction
from app.domain.words import Language

USUAL: Final[Mapping[str, int]] = {
    "AUD": 100,
    "EUR": 65,
    "GBP": 55,
    "IDR": 200_000,
    "INR": 1_800,
    "JPY": 8_000,
    "MYR": 100,
    "PHP": 1_500,
    "SGD": 80,
    "THB": 1_200,
    "USD": 75,
    "VND": 600_000,
}
"""A usual order, in major units; of the shops that the starters were written for."""
ELSEWHERE: Final = 75
FIRST_CHOICE: Final = ("IDR", "USD")
"""Whose amounts are converted where the store's own currency has none."""
CLOSE_ENOUGH: Final = (Fraction(1, 2), Fraction(2))
"""Amounts written for the currency stay while its orders are about as large."""
STEPS: Final = (1, 2, 5)
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_PER: Final = re.compile(r"(\S+) per (\S+)")
_DIGIT: Final = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What a programme takes over from a store."""

    currency: str
    timezone: str
    language: Language
    average_minor: int | None = None
    """Of an order; None where too few are known."""


def usual_minor(currency: str) -> int:
    """Return a usual order of a currency in minor units."""
    return int(USUAL.get(currency, ELSEWHERE) * 10 ** exponent(currency))


def round_factor(factor: Fraction) -> Fraction:
    """Return the nearest of …, 1/2, 1, 2, 5, 10, … to *factor*, by proportion."""
    power = Fraction(1)
    while power * 10 <= factor:
        power *= 10
    while power > factor:
        power /= 10
    choices = [power * step for step in (*STEPS, 10)]
    return min(choices, key=lambda one: max(one / factor, factor / one))


def fitted(document: ProgrammeDocument, store: StoreFacts) -> ProgrammeDocument:
    """Return the document in the store's currency, language, zone and amounts."""
    data = _fitted(terse(document), store)
    identity = {
        **data["identity"],
        "currency": store.currency,
        "timezone": store.timezone,
        "language": store.language.value,
    }
    data["identity"] = identity
    for asset in data.get("assets", ()):
        if asset["kind"] == "credit":
            asset["currency"] = store.currency
            _whole_units(data, asset["id"], store.currency)
    return load_document(data)


def _whole_units(data: dict[str, Any], asset_id: str, currency: str) -> None:
    """One unit of a credit is the smallest coin, whatever the currency."""
    coin = print_fraction(Fraction(1, 10 ** exponent(currency)))
    for reward in data.get("rewards", ()):
        if reward.get("asset") == asset_id and reward["kind"] == "slider":
            reward["value"] = {currency: f"1 per {coin}"}


def _fitted(part: Any, store: StoreFacts) -> Any:  # noqa: ANN401 - JSON values
    if isinstance(part, list):
        return [_fitted(each, store) for each in part]
    if not isinstance(part, Mapping):
        return part
    if part and all(_CURRENCY.fullmatch(key) for key in part):
        return _in_money_of(part, store)
    found = {key: _fitted(value, store) for key, value in part.items()}
    if found != dict(part) and _tells_amounts(found.get("title")):
        # "Rp50.000 off" is made anew from the amount.
        del found["title"]
    return found


def _tells_amounts(title: Any) -> bool:  # noqa: ANN401 - JSON values
    if not isinstance(title, Mapping):
        return False
    return any(_DIGIT.search(str(text)) for text in title.values())


def _in_money_of(table: Mapping[str, Any], store: StoreFacts) -> dict[str, Any]:
    """Return a table by currency with the store's one only."""
    source = store.currency
    if source not in table:
        named = [each for each in FIRST_CHOICE if each in table]
        source = (*named, *sorted(table))[0]
    factor = _factor(source, store)
    return {store.currency: _times(table[source], factor, store.currency)}


def _factor(source: str, store: StoreFacts) -> Fraction:
    here = store.average_minor or usual_minor(store.currency)
    scale = 10 ** exponent(store.currency)
    factor = Fraction(here, scale * USUAL.get(source, ELSEWHERE))
    low, high = CLOSE_ENOUGH
    if source == store.currency and low <= factor <= high:
        return Fraction(1)
    return round_factor(factor)


def _times(value: Any, factor: Fraction, currency: str) -> Any:  # noqa: ANN401 - JSON values
    text = str(value)
    if text.endswith("%"):
        return value
    if rate := _PER.fullmatch(text):
        return f"{rate[1]} per {_amount(rate[2], factor, currency)}"
    return _amount(text, factor, currency)


def _amount(text: str, factor: Fraction, currency: str) -> str:
    """Return an amount in major units, whole in minor ones and never nothing."""
    scale = 10 ** exponent(currency)
    minor = parse_fraction(text) * factor * scale
    whole = max(int(minor + Fraction(1, 2)), 1)
    return print_fraction(Fraction(whole, scale))
