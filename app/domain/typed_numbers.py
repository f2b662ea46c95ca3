"""Numbers as people type them: marks between thousands, spaces, signs of a currency.

There is one reader for every form, so that "1.000" is a thousand in each of them.
What could be meant in two ways is refused, never guessed. What comes out is plain:
digits, and a point where there are decimals, as the document writes numbers.
"""

import re
from enum import Enum
from typing import Final

from app.domain.money import exponent
from app.domain.programme.figures import SYMBOLS
from app.domain.words import Language

_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f_]+")
_RATIO: Final = re.compile(r"[0-9]{1,16} ?/ ?[0-9]{1,16}")
_BARE: Final = re.compile(r"[0-9]+")
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*")
_ONE_GROUP: Final = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_BOTH: Final = re.compile(
    r"([1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\2[0-9]{3})*)(?!\2)([.,])([0-9]+)"
)
_POINTED: Final = re.compile(r"([0-9]+)[.,]([0-9]+)")
_NO_CENTS: Final = re.compile(r"[.,] ?[-–—]{1,2}$")  # noqa: RUF001 - as on price tags
_DOLLAR: Final = "$"
_DECIMAL_MARK: Final = {Language.EN: ".", Language.ID: ",", Language.MS: "."}
MOST_DIGITS: Final = 30
"""No number of ours has more; a longer one is none."""
MOST_DECIMALS_OF_A_GUESS: Final = 2
"""A currency with more decimals than these may mean a decimal by "1.250"."""


class Doubt(Enum):
    """Why a number was not read."""

    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    NOT_WHOLE = "not_whole"


class Unread(ValueError):
    """What was typed is no number, or could be two."""

    def __init__(self, doubt: Doubt) -> None:
        self.doubt = doubt
        super().__init__(doubt.value)


class _Three(Enum):
    """What one mark with three digits behind it means: ``1.250``."""

    THOUSANDS = 1
    DECIMALS = 2
    UNSURE = 3


def read_whole(text: str) -> int:
    """Read a whole number: ``1000``, ``1.000``, ``1,000`` and ``1 000`` are the same.

    Raises:
        Unread: It is none.
    """
    whole, part = _read(_tidy(text), _Three.THOUSANDS)
    if part.strip("0") or (part and not _BOTH.fullmatch(_tidy(text))):
        raise Unread(Doubt.NOT_WHOLE)
    return int(whole)


def read_points(text: str) -> str:
    """Read points that may have decimals: ``1.000`` is a thousand, ``2,5`` is 2.5.

    Raises:
        Unread: It is no number.
    """
    return _joined(*_read(_tidy(text), _Three.THOUSANDS))


def read_exact(text: str) -> str:
    """Read a factor: ``1,25`` is 1.25, a fraction such as ``5/4`` stays one.

    Three digits behind one mark are refused: nobody can tell a thousand from a
    little more than one.

    Raises:
        Unread: It is no number, or could be two.
    """
    tidy = _tidy(text)
    if _RATIO.fullmatch(tidy):
        return tidy.replace(" ", "")
    return _joined(*_read(tidy, _Three.UNSURE))


def both_ways(text: str, language: Language) -> tuple[str, str]:
    """Return how a number that could be two is written without a doubt."""
    whole, part = re.split("[.,]", _tidy(text))
    return whole + part, write_exact(_joined(whole, part.rstrip("0")), language)


def write_exact(plain: str, language: Language) -> str:
    """Write an exact number so that it is read back as the same."""
    sure = f"{plain}0" if _ONE_GROUP.fullmatch(plain) else plain
    return write_amount(sure, language)


def write_amount(plain: str, language: Language) -> str:
    """Write a number with the language's decimal mark, and nothing else changed."""
    return plain.replace(".", _DECIMAL_MARK[language])


def read_amount(text: str, currency: str, language: Language) -> str:
    """Read an amount in major units of a currency, with or without its sign.

    Raises:
        Unread: It is no amount, finer than the currency, or could be two.
    """
    tidy = _without_sign(_NO_CENTS.sub("", _tidy(text)), currency)
    decimals, three = exponent(currency), _Three.THOUSANDS
    if decimals > MOST_DECIMALS_OF_A_GUESS:
        by_mark = _mark_of(tidy) == _DECIMAL_MARK[language]
        three = _Three.DECIMALS if by_mark else _Three.THOUSANDS
    whole, part = _read(tidy, three)
    if part.strip("0") == "" and _BOTH.fullmatch(tidy):
        return whole
    if len(part) > decimals:
        raise Unread(Doubt.NOT_WHOLE if decimals == 0 else Doubt.UNREADABLE)
    return _joined(whole, part)


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _joined(whole: str, part: str) -> str:
    return f"{whole}.{part}" if part else whole


def _mark_of(tidy: str) -> str:
    """Return the one mark of ``1.250``, and nothing of any other number."""
    found = _ONE_GROUP.fullmatch(tidy)
    return found[1] if found else ""


def _read(tidy: str, three: _Three) -> tuple[str, str]:
    """Return the digits before and behind the decimal mark."""
    if len(tidy) > MOST_DIGITS:
        raise Unread(Doubt.UNREADABLE)
    if _BARE.fullmatch(tidy):
        return tidy, ""
    if _GROUPED.fullmatch(tidy) and not (
        _mark_of(tidy) and three is not _Three.THOUSANDS
    ):
        return re.sub(r"[., ]", "", tidy), ""
    if _mark_of(tidy) and three is _Three.UNSURE:
        raise Unread(Doubt.AMBIGUOUS)
    if both := _BOTH.fullmatch(tidy):
        return re.sub(r"[., ]", "", both[1]), both[4]
    if pointed := _POINTED.fullmatch(tidy):
        return pointed[1], pointed[2]
    raise Unread(Doubt.UNREADABLE)


def _without_sign(tidy: str, currency: str) -> str:
    """Return an amount without the sign or the code of its currency."""
    known = [SYMBOLS.get(currency, currency), currency]
    if known[0].endswith(_DOLLAR):
        known.append(_DOLLAR)
    bare = tidy.casefold()
    for sign in (one.casefold() for one in known):
        if bare.startswith(sign):
            return tidy[len(sign) :].removeprefix(".").strip()
        if bare.endswith(sign):
            return tidy[: -len(sign)].strip()
    return tidy
