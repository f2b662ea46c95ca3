"""Colours, and whether people can read one on another (WCAG 2.2, 1.4.3).

Exact on purpose: luminances are whole millionths of a table, so a colour passes
or fails everywhere alike.
"""

from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

READABLE: Final = (9, 2)
"""Text needs 4.5 to 1."""
VISIBLE: Final = (3, 1)
"""Edges of controls need 3 to 1."""
WHITE: Final = "#ffffff"
INK: Final = "#1a1a1a"
NIGHT: Final = "#16181c"
"""The ground of the dark scheme."""
TOP: Final = 255
SCALE: Final = 1_000_000
_HAZE: Final = 50_000 * SCALE
_WEIGHTS: Final = (212_600, 715_200, 72_200)
_LINEAR_UP_TO: Final = Decimal("0.04045")


class Colour(NamedTuple):
    """Red, green and blue, 0 to 255 each."""

    red: int
    green: int
    blue: int

    @classmethod
    def of(cls, text: str) -> "Colour":
        """Return the colour that ``#rrggbb`` names."""
        return cls(*(int(text[at : at + 2], 16) for at in (1, 3, 5)))

    @property
    def text(self) -> str:
        """It as ``#rrggbb``."""
        return "#" + "".join(f"{part:02x}" for part in self)

    def towards(self, other: "Colour", step: int) -> "Colour":
        """Return the colour *step* of 255 steps nearer to *other*."""
        return Colour(
            *(
                mine + (theirs - mine) * step // TOP
                for mine, theirs in zip(self, other, strict=True)
            )
        )


@cache
def _linear(part: int) -> int:
    share = Decimal(part) / TOP
    if share <= _LINEAR_UP_TO:
        return round(share / Decimal("12.92") * SCALE)
    lifted = (share + Decimal("0.055")) / Decimal("1.055")
    return round(lifted ** Decimal("2.4") * SCALE)


def luminance(colour: Colour) -> int:
    """Return the relative luminance in millionths of millionths."""
    parts = zip(colour, _WEIGHTS, strict=True)
    return sum(_linear(part) * weight for part, weight in parts)


def reaches(one: str, other: str, ratio: tuple[int, int] = READABLE) -> bool:
    """Tell whether two colours differ by at least a contrast ratio."""
    pair = (luminance(Colour.of(one)) + _HAZE, luminance(Colour.of(other)) + _HAZE)
    above, below = ratio
    return max(pair) * below >= min(pair) * above


def contrast_tenths(one: str, other: str) -> int:
    """Return the contrast of two colours in tenths, rounded down: 81 is 8.1 to 1."""
    pair = (luminance(Colour.of(one)) + _HAZE, luminance(Colour.of(other)) + _HAZE)
    return 10 * max(pair) // min(pair)


def text_on(ground: str) -> str | None:
    """Return the colour of text on *ground*, or None where neither can be read.

    White wherever it can be read: that is what people expect of a button.
    """
    return next((text for text in (WHITE, INK) if reaches(text, ground)), None)


def readable_ground(ground: str) -> str:
    """Return the nearest colour to *ground* on which text can be read."""
    return next(each for each in _around(ground) if text_on(each) is not None)


def readable_text(text: str, ground: str, ratio: tuple[int, int] = READABLE) -> str:
    """Return the nearest colour to *text* that can be told from *ground*."""
    return next(each for each in _around(text) if reaches(each, ground, ratio))


def _around(text: str) -> tuple[str, ...]:
    """Return a colour, then ever darker and lighter ones, to black and white."""
    colour, ends = Colour.of(text), (Colour.of("#000000"), Colour.of(WHITE))
    steps = range(TOP + 1)
    return tuple(colour.towards(end, step).text for step in steps for end in ends)
