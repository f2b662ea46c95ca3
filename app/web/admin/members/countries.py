"""Countries of phone numbers, as people call them; the programme's own first chosen."""

from typing import Final

import phonenumbers
from babel import Locale
from babel.core import get_global

from app.domain.words import Language

NEAR: Final = ("ID", "MY", "SG", "BN", "TH", "PH", "VN")
"""At the top of the list."""


def countries(language: Language) -> list[tuple[str, str]]:
    """Return codes and names, those near by first, the others by name."""
    names = Locale.parse(language.value).territories
    known = phonenumbers.SUPPORTED_REGIONS
    near = [(code, str(names.get(code, code))) for code in NEAR]
    others = [(code, str(names.get(code, code))) for code in known if code not in NEAR]
    return [*near, *sorted(others, key=lambda pair: pair[1].casefold())]


def country_of(zone: str) -> str:
    """Return the country of a time zone; nothing where it is of none."""
    found = get_global("zone_territories").get(zone)
    return str(found) if found in phonenumbers.SUPPORTED_REGIONS else ""
