"""Cells as values: points, days, money, addresses. Nothing is guessed.

A number that could be read in two ways is refused unless its source is known to
write it so; days that could be of two months are asked about, once for the file.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from app.domain.importing.faults import RowFault
from app.domain.programme.birthdays import UNTOLD_YEAR

NO_YEARS: Final = frozenset({0, 4, 1004, 1604, UNTOLD_YEAR})
"""Years that other programs write for one that they don't know."""
FIRST_YEAR: Final = 1900
"""What is earlier stands for no year either."""
NO_DAY: Final = "0000-00-00"
"""What some databases write for nothing."""
MOST_DIGITS: Final = 15
MOST_EMAIL: Final = 254
MOST_CODE: Final = 255
MOST_TAG: Final = 100
MOST_TAGS: Final = 100

DayOrder = Literal["day_first", "month_first"]

_EMAIL: Final = re.compile(r"[^\s@,;<>\"()]+@[^\s@,;<>\"()]+\.[^\s@,;<>\"().]{2,}")
_NUMBER: Final = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_GROUPED: Final = {
    ",": re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?"),
    ".": re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+"),
    " ": re.compile(r"-?[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+"),
}
_ISO: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
_SHORT: Final = re.compile(
    r"([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{4}))?(?: .*)?"
)
_CODE: Final = re.compile(r"[A-Z0-9_-]{1,64}")
_NO_YEAR: Final = re.compile(r"--([0-9]{2})-?([0-9]{2})")
_SEVERAL: Final = re.compile(r"[,;|\t\r\n]")
_MONTHS: Final = 12
_YES: Final = frozenset(
    {"true", "yes", "y", "1", "ya", "enrolled", "opted in", "subscribed"}
)
_MEMBER: Final = _YES | {"member", "active", "ahli", "anggota", "enabled", "subscribed"}
_GUEST: Final = frozenset(
    {"false", "no", "n", "0", "guest", "candidate", "tamu", "inactive", "disabled"}
    | {"tidak", "not enrolled", "opted out"}
)
_BLOCKED: Final = frozenset(
    {"blocked", "excluded", "banned", "closed", "diblokir", "disekat"}
)


class Unreadable(ValueError):
    """A cell that can't be read; carries the code of its fault."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def fault(self, row: int, column: str) -> RowFault:
        return RowFault(row, self.code, column)


def read_email(text: str) -> str:
    """Return an address as it is compared.

    Raises:
        Unreadable: It has not the shape of one.
    """
    address = text.lower().removeprefix("mailto:")
    if len(address) > MOST_EMAIL or not _EMAIL.fullmatch(address):
        raise Unreadable("email_unreadable")
    return address


def read_units(
    text: str,
    *,
    scale: int,
    rate: Fraction = Fraction(1),
    separators: str = "",
    decimals: bool = False,
) -> int:
    """Return points in smallest units, times *rate*, rounded down.

    Args:
        text: The cell.
        scale: How many decimals the asset shows.
        rate: What an old point is worth in ours.
        separators: Marks that may part thousands.
        decimals: Whether a point parts decimals for certain, as in ``1.500``.

    Raises:
        Unreadable: No number, below zero, or with separators that were not said.
    """
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        whole: int = int(text) * 10**scale * rate.numerator // rate.denominator
        return whole
    number = text.replace("\u00a0", " ")
    for mark, pattern in _GROUPED.items():
        if pattern.fullmatch(number):
            if mark in separators:
                number = re.sub(f"[{re.escape(mark)}\u202f]", "", number)
            elif not (decimals and mark == "."):
                raise Unreadable("points_separator")
    found = _NUMBER.fullmatch(number)
    if found is None or len(found[2]) > MOST_DIGITS:
        raise Unreadable("points_unreadable")
    units = Fraction(found[2]) * 10**scale
    if found[3]:
        units += Fraction(int(found[3]) * 10**scale, 10 ** len(found[3]))
    if units.denominator != 1:
        raise Unreadable("points_unreadable")
    if found[1] and units:
        raise Unreadable("points_negative")
    return int(units * rate)


def read_money(text: str, *, digits: int) -> int:
    """Return an amount in minor units.

    Raises:
        Unreadable: No amount, below zero, or finer than the currency is.
    """
    try:
        amount = Decimal(re.sub(r"^[^0-9-]+|\s", "", text))
    except InvalidOperation as error:
        raise Unreadable("amount_unreadable") from error
    minor = amount.scaleb(digits)
    if not 0 <= minor < 10**MOST_DIGITS or minor != minor.to_integral_value():
        raise Unreadable("amount_unreadable")
    return int(minor)


def day_order(cells: Iterable[str]) -> DayOrder | None:
    """Return the order in which days are written; None when it can't be told.

    Days that begin with the year need no order and tell none. A file whose days
    contradict each other is read day first, and the others are faults of rows.
    """
    asked = False
    for cell in cells:
        found = _SHORT.fullmatch(cell)
        if found is None:
            continue
        asked = True
        if int(found[1]) > _MONTHS:
            return "day_first"
        if int(found[2]) > _MONTHS:
            return "month_first"
    return None if asked else "day_first"


def read_day(text: str, order: DayOrder) -> date:
    """Return a day; a year that is not known comes out as ``UNTOLD_YEAR``.

    Raises:
        Unreadable: No day, or none in this order.
    """
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups()[:3])
    elif found := _NO_YEAR.fullmatch(text):
        year, month, day = 0, int(found[1]), int(found[2])
    elif found := _SHORT.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        day, month = (first, second) if order == "day_first" else (second, first)
        year = int(found[3] or 0)
    else:
        raise Unreadable("date_unreadable")
    try:
        known = year not in NO_YEARS and year >= FIRST_YEAR
        return date(year if known else UNTOLD_YEAR, month, day)
    except ValueError as error:
        raise Unreadable("date_unreadable") from error


def read_status(text: str) -> Literal["member", "guest", "blocked"]:
    """Return what a person was over there.

    Raises:
        Unreadable: Another word.
    """
    word = text.casefold().replace("_", " ")
    if word in _MEMBER:
        return "member"
    if word in _GUEST:
        return "guest"
    if word in _BLOCKED:
        return "blocked"
    raise Unreadable("status_unknown")


def says_yes(text: str) -> bool:
    """Tell whether a cell clearly says yes; whatever else it says is no."""
    return text.casefold().replace("_", " ") in _YES


def read_code(text: str) -> str:
    """Return one discount code.

    Raises:
        Unreadable: There are several, or it is longer than a code can be.
    """
    if len(text) > MOST_CODE or _SEVERAL.search(text):
        raise Unreadable("reward_code_unreadable")
    return text


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a cell in small letters, each once; very long ones cut."""
    names = (part.strip().casefold()[:MOST_TAG] for part in _SEVERAL.split(text))
    return tuple(dict.fromkeys(filter(None, names)))[:MOST_TAGS]


def referral_code(text: str) -> str | None:
    """Return the code of an old link, or the code itself, as codes are looked up.

    In a link it is the value whose name speaks of a referral, else the first value,
    else the last part of the path. What no link of ours could carry is no code.
    """
    try:
        link = urlsplit(text.strip())
    except ValueError:
        return None
    values = parse_qsl(link.query)
    named = [value for name, value in values if "ref" in name.lower()]
    found = [*named, *(value for _, value in values)]
    code = found[0] if found else unquote(link.path.rstrip("/").rsplit("/", 1)[-1])
    plain = "".join(code.upper().split())
    return plain if _CODE.fullmatch(plain) else None
