"""What a member should have from one occasion: a target, never a difference.

Whoever decides (a challenge, a tier, a membership, a referral, a game) says what
the member should hold by the facts as they stand. Bringing the ledger and the
vouchers there is ``services/gifts``; asked again with the same target it does
nothing, asked with a smaller one it takes back what ``undo`` allows.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.programme.gifts import Gift, Undo


@dataclass(frozen=True, slots=True)
class GiftTarget:
    """How many times a member should have one gift of one occasion."""

    member_id: UUID
    rule_id: str
    """Who gives: ``challenge:<id>``, ``tier:<id>``, ``membership:<id>``,
    ``referral``, ``play:<id>``, or the id of an earning rule."""
    source: str
    """The occasion: ``2026-05``, ``order:<store>:<ref>``, ``term:2026-01-01``. A
    member has one target for each rule, source and place."""
    gift: Gift
    happened_at: datetime
    place: int = 0
    """Which of the rule's gifts this is."""
    times: int = 1
    """0 takes it back."""
    undo: Undo = "unused"
    available_from: datetime | None = None
    """Points wait until then; None: at once."""
    lapses_at: datetime | None = None
    """An end that the occasion sets (the month of a membership); else the
    gift's or the reward's own."""
    store_id: UUID | None = None
    """Where it came about, and where a voucher is made first."""
    given_by: UUID | None = None
    """Of units: the store that owes for them when another one takes them; None:
    the programme itself."""
    reason: str = ""
    """A code for the decision trace: ``reached``, ``fell_below`` …"""
