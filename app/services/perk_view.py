"""The perks that a member has now, and how each stands in the stores."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.perks.holding import Holder, perks_of
from app.domain.programme.perks import Perk
from app.services import closed_goods
from app.services.closed_goods import Closure
from app.storage.members import MemberRow
from app.storage.membership_fees import MembershipFees
from app.storage.perks import PerkRepository, PerkState
from app.storage.programmes import ProgrammeRepository
from app.storage.tiers import TierRepository
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class HeldPerk:
    """A perk, and what is known of it in the stores."""

    perk: Perk
    states: tuple[PerkState, ...]
    closures: tuple[Closure, ...] = ()
    """How far each store keeps the perk's goods from others."""


def holder_of(uow: UnitOfWork, member: MemberRow, *, at: datetime) -> Holder:
    """Return what decides about a member's perks at an instant."""
    pair: tuple[UUID, datetime] = (member.member_id, at)
    plans = {
        period.plan: period.trial
        for period in MembershipFees(uow).periods(member.member_id)
        if period.starts_at <= at and (period.ends_at is None or at < period.ends_at)
    }
    tier_id = TierRepository(uow).as_of([pair]).get(pair)
    return Holder(member.state == "active", tier_id, plans)


def perks_now(uow: UnitOfWork, member: MemberRow, *, at: datetime) -> list[HeldPerk]:
    """Return a member's perks, in the document's order."""
    document = ProgrammeRepository(uow).live()[1]
    states = PerkRepository(uow).of_member(member.member_id)
    closures = closed_goods.states(uow)
    return [
        HeldPerk(
            perk,
            tuple(one for one in states if one.perk == perk.id),
            tuple(one for one in closures if one.perk == perk.id),
        )
        for perk in perks_of(document, holder_of(uow, member, at=at))
    ]
