"""Whom a simulation is about: people with their orders, as somebody read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.domain.earning.context import EarnOn
from app.domain.events import OrderSnapshot, ReviewSnapshot
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
    earn_on: EarnOn = "paid"


@dataclass(slots=True)
class Placed:
    """One order and what was known beside it when it was placed."""

    shop: Shop
    snapshot: OrderSnapshot
    member: MemberFacts = NOBODY
    """What orders can't tell: marks, consents, the person, memberships."""
    own_codes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that a program told of a person."""

    type: str
    distinct_id: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SignUp:
    """The person became a member."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a moment at which who the person is may earn: a birthday, a mark."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is known of the person changed: a mark or a membership begins or ends."""


SIGN_UP: Final = SignUp()
DAY: Final = Day()
CHANGE: Final = Change()


@dataclass(slots=True)
class Play:
    """Something that is no order, when it happened, and what was known then."""

    at: datetime
    what: SignUp | Day | Change | Activity | ReviewSnapshot
    shop: Shop | None = None
    member: MemberFacts = NOBODY


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
    plays: Sequence[Play] = ()
    """What else happened to them, in any order."""
