"""Who is first: entries of a contest, and names as others see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry that takes part, and what speaks for it."""

    entry_id: UUID
    member_id: UUID
    entered_at: datetime
    votes: int = 0
    scores: tuple[int, ...] = ()

    @property
    def mean(self) -> Fraction:
        """The mean score of the jury; nothing without scores."""
        if not self.scores:
            return Fraction(0)
        return Fraction(sum(self.scores), len(self.scores))


def places(entries: Sequence[Ranked], *, by: str, most: int) -> list[Ranked]:
    """Return the winners, the first first; one place a member.

    Nobody wins without a vote or a score. Of equals the earlier entry is first.
    """
    strength = {
        one.entry_id: Fraction(one.votes) if by == "vote" else one.mean
        for one in entries
    }
    able = [one for one in entries if strength[one.entry_id] > 0]
    able.sort(key=lambda one: (-strength[one.entry_id], one.entered_at, one.entry_id))
    found: list[Ranked] = []
    for one in able:
        if all(one.member_id != other.member_id for other in found):
            found.append(one)
    return found[:most]


def initials(first: str | None, last: str | None) -> str:
    """Return a name as others may see it: ``A. W.``; a star without a name."""
    letters = [name.strip()[:1].upper() for name in (first, last) if name]
    return " ".join(f"{letter}." for letter in letters if letter) or "*"
