"""Phone numbers in one form, so that two spellings of one number meet.

Shops keep what buyers typed. With the country of the address, or of the shop, a
number becomes E.164; one that is no number there stays as it was typed.
"""

import phonenumbers
from babel.core import get_global
from phonenumbers import NumberParseException, PhoneNumberFormat

from integrations.reading import text


def phone(value: object, *countries: object) -> str | None:
    """Return a number as E.164 where it is a real one, else as typed.

    Args:
        value: What the buyer typed.
        countries: ISO codes of where the number may be from, likeliest first.
    """
    typed = text(value)
    if typed is None:
        return None
    for country in (*[each for each in map(text, countries) if each], None):
        try:
            number = phonenumbers.parse(typed, country and country.upper())
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return typed


def country_of(zone: str) -> str | None:
    """Return the country of a time zone, where it lies in one."""
    found: str | None = get_global("zone_territories").get(zone)
    return found
