"""Whom a simulation is about: people with their orders, as somebody read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.domain.events import OrderSnapshot
from app.domain.programme.facts import NOBODY, MemberFacts
from app.domain.tiers.spells import Assignment
from app.domain.tiers.tally import Entry


@dataclass(frozen=True, slots=True)
class Shop:
    """Where orders were placed."""

    store_id: UUID
    platform: str
    zone: str
    domain: str = ""
    earn_on: Literal["paid", "fulfilled"] = "paid"


@dataclass(slots=True)
class Placed:
    """One order and what was known beside it when it was placed."""

    shop: Shop
    snapshot: OrderSnapshot
    member: MemberFacts = NOBODY
    """What orders can't tell: marks, consents, the person, memberships."""
    own_codes: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Person:
    """A member, or whoever the file of orders names; orders oldest first."""

    ref: str
    orders: Sequence[Placed]
    state: str = "member"
    joined_at: datetime | None = None
    assignments: Sequence[Assignment] = ()
    """Tiers that were given by hand or by a tag."""
    figures: Sequence[Entry] = ()
    """What activities brought towards tiers and challenges."""
