"""What the caller knows about a fact beside the fact itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from app.domain.programme.facts import NOBODY, MemberFacts
from app.domain.records import record

EARNING_STATES = frozenset({"member", "shadow"})
"""States of a member that earn. A shadow member earns and can't spend."""
EarnOn = Literal["paid", "fulfilled"]
EARN_ON: Final = "earn_on"
"""The option of a store that says when its orders count."""


def earn_on_of(options: Mapping[str, object]) -> EarnOn:
    """Return when orders count in a store of these options; usually when paid."""
    return "fulfilled" if options.get(EARN_ON) == "fulfilled" else "paid"


@record
class OrderContext:
    """What decides about an order beside its snapshot."""

    store_id: UUID
    platform: str
    zone: str
    """Of the store; days and windows are decided in it."""
    at: datetime
    """When we decide. Windows look at when the order was placed instead."""
    member_state: str = "member"
    earn_on: EarnOn = "paid"
    own_codes: Mapping[str, int] = field(default_factory=dict)
    """Our vouchers' codes on this order, and the minor units they took off."""
    programme_gift_codes: Mapping[str, int] = field(default_factory=dict)
    """Gift cards that the programme gave out, and the minor units paid with them."""
    first_order: bool = False
    earns_from: datetime | None = None
    """Orders placed before this do not earn (the programme's start)."""
    used: Mapping[str, int] = field(default_factory=dict)
    """What the member used of each limit, and all members of each budget, by the
    keys that ``limits`` makes."""
    store_domain: str = ""
    member: MemberFacts = NOBODY
    """What the document asks of the member, as of when the order was placed."""


@dataclass(frozen=True, slots=True)
class MemberContext:
    """What decides about a sign-up, a review or an activity beside itself."""

    zone: str
    """Of the programme."""
    at: datetime
    """When it happened: joined, written, done."""
    store_id: UUID | None = None
    platform: str = ""
    member_state: str = "member"
    has_paid_order: bool = False
    """For a sign-up bonus that waits for the first paid order."""
    bought_products: frozenset[str] = frozenset()
    """For a review: the product references that the member bought and kept."""
    used: Mapping[str, int] = field(default_factory=dict)
    store_domain: str = ""
    member: MemberFacts = NOBODY
