"""Phone numbers as people type them into a search, in the form that is kept.

Kept numbers are international (+6281234567890). People leave the country out, write
the zero that is dialled within it, and put spaces, dots and lines between digits.
"""

import re
from collections.abc import Iterable
from typing import Final

import phonenumbers
from babel.core import get_global

FEWEST: Final = 6
"""Digits that make a number; fewer would be meant by everybody."""
MOST: Final = 20
WITHIN: Final = "(0)"
"""The zero that is not dialled from abroad, as some write it after the country."""
BETWEEN: Final = re.compile(r"[\s().\-/]+")
NUMBER: Final = re.compile(rf"\+?[0-9]{{{FEWEST},{MOST}}}")
ABROAD: Final = "00"


def beginnings(said: str, zones: Iterable[str]) -> tuple[str, ...]:
    """Return how kept numbers begin that *said* may mean; none if it is no number.

    Args:
        said: What was typed: a number, or the first digits of one.
        zones: Time zones; a number without a country may be from theirs.
    """
    typed = BETWEEN.sub("", said.replace(WITHIN, ""))
    if not NUMBER.fullmatch(typed):
        return ()
    if typed.startswith("+"):
        return (typed,)
    found = [f"+{typed}"]
    if typed.startswith(ABROAD):
        found = [f"+{typed.removeprefix(ABROAD)}"]
    for country in _countries_of(zones):
        code = phonenumbers.country_code_for_region(country)
        if code:
            dialled = phonenumbers.ndd_prefix_for_region(country, strip_non_digits=True)
            found.append(f"+{code}{typed.removeprefix(dialled or '')}")
    return tuple(dict.fromkeys(found))


def _countries_of(zones: Iterable[str]) -> tuple[str, ...]:
    territories = get_global("zone_territories")
    found = (territories.get(zone) for zone in zones)
    return tuple(dict.fromkeys(country for country in found if country))
