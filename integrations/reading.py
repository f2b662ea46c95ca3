"""Small readers for what platforms send: amounts, ids, instants, contacts.

A platform's field may be missing, null, of another type or full of blanks. What
an order cannot be understood without is read by a name that raises; the rest
comes back as None or empty.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.domain.json_limits import UnreadablePayload
from app.domain.money import Money, UnreadableAmount, exponent

SHORT_NUMBER = 13
"""Digits before the point that are read without a second thought."""
LONGEST_TEXT = 500
Amount = Callable[[object], int]
Body = Mapping[str, Any]


def amounts_in(currency: str) -> Amount:
    """Return the reader of amounts in *currency*: decimal text to smallest units.

    Raises:
        UnknownCurrency: Not a currency code.
    """
    digits = exponent(currency)

    def read(value: object) -> int:
        if isinstance(value, str):
            whole, _, part = value.partition(".")
            # Most amounts are spelled with exactly the currency's digits.
            if (
                len(part) == digits
                and len(whole) < SHORT_NUMBER
                and (whole + part).isdigit()
                and whole.isascii()
                and part.isascii()
            ):
                return int(whole + part)
            return Money.parse(value, currency).amount_minor
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Money.parse(str(value), currency).amount_minor
        raise UnreadableAmount(f"{value!r} is not an amount")

    return read


def text(value: object) -> str | None:
    """Return a trimmed text, or None when there is nothing in it."""
    if not isinstance(value, str):
        return None
    return value.strip()[:LONGEST_TEXT] or None


def email(value: object) -> str | None:
    """Return an e-mail address in lower case, or None when it can't be one."""
    found = text(value)
    return found.lower() if found and "@" in found else None


def whole(value: object, name: str) -> int:
    """Return a whole number; ``UnreadablePayload`` names what was not one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise UnreadablePayload(f"{name} is not a whole number")


def ref(value: object, name: str) -> str:
    """Return an id as text; ``UnreadablePayload`` when there is none."""
    found = maybe_ref(value)
    if found is None:
        raise UnreadablePayload(f"{name} is missing")
    return found


def maybe_ref(value: object) -> str | None:
    """Return an id as text: a number above 0, or the number at the end of a GID."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if value > 0 else None
    if isinstance(value, str):
        # A GID may carry a query part: gid://shopify/Order/1?x=2.
        number = value.partition("?")[0].rpartition("/")[2]
        return number if number.isascii() and number.isdigit() else None
    return None


def moment(value: object, name: str) -> datetime:
    """Return an aware instant in UTC; ``UnreadablePayload`` when it is none."""
    found = maybe_moment(value)
    if found is None:
        raise UnreadablePayload(f"{name} is not an instant with an offset")
    return found


def maybe_moment(value: object) -> datetime | None:
    """Return an aware instant in UTC, or None. A time without offset is none."""
    if not isinstance(value, str) or not value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    try:
        return found.astimezone(UTC) if found.tzinfo else None
    except OverflowError:
        return None


def maybe_gmt(value: object) -> datetime | None:
    """Return the instant of a time that is UTC and does not say so, or None."""
    return maybe_moment(f"{value}Z") if isinstance(value, str) and value else None


def maybe_date(value: object) -> date | None:
    """Return a calendar day, or None; a time behind it is left out."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def one_line(*values: object) -> str | None:
    """Return texts in one form for comparing: lower case, letters and digits.

    None when all are empty. What only differs in case, blanks or points is one.
    """
    words = [
        "".join(sign if sign.isalnum() else " " for sign in found.casefold()).split()
        for each in values
        if (found := text(each))
    ]
    return " ".join(word for part in words for word in part) or None


def code_of(value: object, longest: int) -> str | None:
    """Return a short code of capital letters and digits, such as of a country."""
    found = (text(value) or "").upper()
    plain = found.isascii() and found.replace("-", "").isalnum()
    return found if plain and len(found) <= longest else None


def mapping(value: object) -> Body:
    """Return an object's fields; an empty mapping for anything else."""
    return value if isinstance(value, Mapping) else {}


def objects(value: object) -> list[Body]:
    """Return the objects of a list; whatever is not one is left out."""
    if not isinstance(value, list):
        return []
    return [each for each in value if isinstance(each, Mapping)]
