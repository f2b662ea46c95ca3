"""From what a member holds of a gift to what they should hold. Pure.

Asked with the same target it answers that there is nothing to do, so whoever
decides may ask as often as facts arrive.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.programme.gifts import Undo


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the times that a gift was given."""

    ordinal: int
    held: bool
    """The member has it, or waits for it; False once it was taken back."""
    used: bool
    """It can't be taken back any more."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which pieces to give, to give again, and to take back."""

    again: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    back: tuple[int, ...] = ()
    stays: int = 0
    """How many the member has beyond the target, because they were used or
    because nothing is taken back."""


def plan(pieces: Sequence[Piece], times: int, undo: Undo) -> Plan:
    """Return what brings these pieces to *times* of them.

    The latest unused go back first; what was taken back is given again before
    anything new is made.
    """
    held = sorted(piece.ordinal for piece in pieces if piece.held)
    if len(held) > times:
        too_many = len(held) - times
        unused = [p.ordinal for p in pieces if p.held and not p.used]
        back = sorted(unused, reverse=True)[:too_many] if undo != "never" else []
        return Plan(back=tuple(back), stays=too_many - len(back))
    lacking = times - len(held)
    gone = sorted(piece.ordinal for piece in pieces if not piece.held)
    first = max((piece.ordinal for piece in pieces), default=-1) + 1
    again = gone[:lacking]
    return Plan(tuple(again), tuple(range(first, first + lacking - len(again))))


def units_kept(wanted: int, *, net: int, left: int, undo: Undo) -> int:
    """Return what an award of units keeps.

    Args:
        wanted: What the facts say now, in smallest units.
        net: What was given and not taken back.
        left: How many of those the member still has, pending or available.
        undo: What may be taken back.
    """
    if wanted >= net or undo == "always":
        return wanted
    return net if undo == "never" else max(wanted, net - left)
