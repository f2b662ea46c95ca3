"""Named places where units can be.

An account is a place and, for a member's account, the member. A balance is what
flowed in minus what flowed out; programme accounts keep no running balance.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID


class Place(StrEnum):
    """The four accounts of a member."""

    PENDING = "pending"
    """Earned, return window still open."""
    AVAILABLE = "available"
    """Usable now."""
    HELD = "held"
    """Set aside for a redemption in progress."""
    SHORTFALL = "shortfall"
    """What clawbacks could not take; never positive."""


class Pot(StrEnum):
    """The accounts of the programme: sources open lots, sinks end units."""

    ISSUED = "issued"
    IMPORTED = "imported"
    GRANTED = "granted"
    RECEIVED = "received"
    BURNED = "burned"
    EXPIRED = "expired"
    CLAWED = "clawed"
    REMOVED = "removed"
    FORFEITED = "forfeited"
    GIVEN = "given"
    GOODWILL = "goodwill"
    """Shortfalls that the merchant bears; never positive."""


SOURCES = frozenset({Pot.ISSUED, Pot.IMPORTED, Pot.GRANTED, Pot.RECEIVED})
SINKS = frozenset(
    {
        Pot.BURNED,
        Pot.EXPIRED,
        Pot.CLAWED,
        Pot.REMOVED,
        Pot.FORFEITED,
        Pot.GIVEN,
    }
)


@dataclass(frozen=True, slots=True)
class Account:
    """``programme:issued`` or ``member:<id>:available``."""

    place: Place | Pot
    member_id: UUID | None = None

    def __post_init__(self) -> None:
        if isinstance(self.place, Place) != (self.member_id is not None):
            raise ValueError(f"{self.place} belongs to a member or to the programme")

    @property
    def name(self) -> str:
        if self.member_id is None:
            return f"programme:{self.place}"
        return f"member:{self.member_id}:{self.place}"

    @classmethod
    def of(cls, place: str, member_id: UUID | None) -> Self:
        """Return the account of a stored place and member."""
        return cls(Pot(place) if member_id is None else Place(place), member_id)

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the account of a ``name``."""
        owner, _, rest = text.partition(":")
        if owner == "programme":
            return cls(Pot(rest))
        member, _, place = rest.partition(":")
        return cls(Place(place), UUID(member))
