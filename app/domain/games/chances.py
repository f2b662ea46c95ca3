"""Chance without bias, and what a number of the wheel stands for."""

from collections.abc import Callable

from app.domain.programme.play import Spin, SpinPrize

BYTES = 32
RANGE = 2 ** (8 * BYTES)


def within(number: int, below: int) -> int | None:
    """Return a number of the whole range as one below *below*, or None: again.

    Numbers beyond the last whole multiple are refused, so that none is likelier.
    """
    if number >= RANGE - RANGE % below:
        return None
    return number % below


def uniform(secret: Callable[[int], bytes], below: int) -> int:
    """Return a number from 0 to *below* - 1, each as likely as any other."""
    while True:
        found = within(int.from_bytes(secret(BYTES), "big"), below)
        if found is not None:
            return found


def prize_at(game: Spin, number: int) -> SpinPrize | None:
    """Return the prize whose parts hold a number; None beyond all of them."""
    upper = 0
    for prize in game.prizes:
        upper += prize.parts
        if number < upper:
            return prize
    return None
