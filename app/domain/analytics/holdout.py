"""What the programme's hints brought: those who see them beside those held out.

Everybody counts where they were put, whatever they did (intention to treat). The
range is a bootstrap over lots of people, drawn by a fixed rule, so that a report
made again says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

FEWEST_PEOPLE: Final = 200
FEWEST_DAYS: Final = 30
DRAWS: Final = 400
TAIL: Final = 20
"""One in so many draws is below the range, and one in so many above."""
_FACTOR, _STEP, _SPACE = 6_364_136_223_846_793_005, 1_442_695_040_888_963_407, 1 << 64


@dataclass(frozen=True, slots=True)
class Lot:
    """Some people of one side, and what they spent together."""

    people: int
    spent_minor: int


@dataclass(frozen=True, slots=True)
class NotEnough:
    """Nothing can be told yet."""

    people: int
    """Held out so far."""
    days: int


@dataclass(frozen=True, slots=True)
class Lift:
    """What those who see hints spent more, all together."""

    extra_minor: int
    low_minor: int
    high_minor: int
    """Nine of ten draws are between the two."""
    treated: int
    held_out: int


def lift(
    treated: Sequence[Lot], held_out: Sequence[Lot], *, days: int
) -> Lift | NotEnough:
    """Return what hints brought, or that there is not enough to tell."""
    people = sum(lot.people for lot in held_out)
    seen = sum(lot.people for lot in treated)
    if people < FEWEST_PEOPLE or days < FEWEST_DAYS or not seen:
        return NotEnough(people, days)
    draws = sorted(
        _extra(_drawn(treated, 2 * n + 1), _drawn(held_out, 2 * n + 2), seen)
        for n in range(DRAWS)
    )
    cut = DRAWS // TAIL
    return Lift(
        _extra(treated, held_out, seen), draws[cut], draws[-cut - 1], seen, people
    )


def _extra(treated: Sequence[Lot], held_out: Sequence[Lot], people: int) -> int:
    difference = (_mean(treated) - _mean(held_out)) * people
    return difference.numerator // difference.denominator


def _mean(lots: Sequence[Lot]) -> Fraction:
    people = sum(lot.people for lot in lots)
    return Fraction(sum(lot.spent_minor for lot in lots), max(people, 1))


def _drawn(lots: Sequence[Lot], seed: int) -> list[Lot]:
    """Return as many lots, drawn with repetition; the same for the same seed."""
    found, state = [], seed
    for _ in lots:
        state = (state * _FACTOR + _STEP) % _SPACE
        found.append(lots[(state >> 33) % len(lots)])
    return found
