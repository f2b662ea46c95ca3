"""Puts members into tiers by hand, and invites them to tiers.

An assignment is a dated fact with a reason and, if wanted, an end; what the
member holds follows from it by ``tiering``. Setting a tier that is below the
present one holds the member exactly there, a higher one at least there.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.errors import Missing, Refused
from app.domain.tiers.ladder import Ladder, ladder_of
from app.domain.tiers.spells import Assignment
from app.services import evaluating
from app.services.env import Env
from app.services.standing import owe_standing
from app.storage.members import MemberRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.tier_history import TierHistory
from app.storage.tiers import TierRepository
from app.storage.unit_of_work import UnitOfWork


class TierMissing(Missing):
    """The programme has no such tier."""

    code = "tier_missing"


class TierNotInvited(Refused):
    """The tier is open to everybody; nobody is invited to it."""

    code = "tier_not_by_invitation"


class TierEndPast(Refused):
    """An assignment must end later than now."""

    code = "tier_end_past"


@dataclass(frozen=True, slots=True)
class TierOrder:
    """What staff or a program wants for a member."""

    tier_id: str
    reason: str
    by: str
    until: datetime | None = None
    with_gifts: bool = True
    invite: bool = False


def set_tier(
    env: Env, uow: UnitOfWork, member_id: UUID, order: TierOrder
) -> Assignment:
    """Assign a tier from now on; an assignment by hand that ran before ends.

    Raises:
        TierMissing: The document in force has no such tier.
        TierEndPast: It would end before it begins.
        TierNotInvited: An invitation to a tier that needs none.
    """
    at = env.clock.now()
    member = MemberRepository(uow).get(member_id)
    ladder = ladder_of(ProgrammeRepository(uow).live()[1])
    if order.tier_id not in ladder.ranks:
        raise TierMissing(f"there is no tier {order.tier_id}")
    if order.until is not None and order.until <= at:
        raise TierEndPast("the end must be later than now")
    invited = {rung.tier_id for rung in ladder.rungs if rung.invite}
    if order.invite and order.tier_id not in invited:
        raise TierNotInvited(f"{order.tier_id} is open to everybody")
    kind = "invite" if order.invite else "hand"
    if not order.invite:
        end_assignments(env, uow, member_id, kind="hand")
    given = Assignment(
        assignment_id=env.ids.new(),
        tier_id=order.tier_id,
        kind=kind,
        since=at,
        until=order.until,
        by=order.by,
        reason=order.reason,
        fixed=not order.invite and _lower(uow, ladder, member_id, order.tier_id, at),
        with_gifts=order.with_gifts,
    )
    TierHistory(uow).assign(member.member_id, given, at=at)
    owe_standing(env, uow, [member_id])
    return given


def _lower(
    uow: UnitOfWork, ladder: Ladder, member_id: UUID, tier_id: str, at: datetime
) -> bool:
    held = TierRepository(uow).as_of([(member_id, at)]).get((member_id, at))
    rank = ladder.ranks.get(held) if held is not None else None
    return rank is not None and ladder.ranks[tier_id] < rank


def end_assignments(env: Env, uow: UnitOfWork, member_id: UUID, *, kind: str) -> int:
    """End what was assigned by hand, or the invitations; return how many."""
    at = env.clock.now()
    history = TierHistory(uow)
    running = [
        one.assignment_id
        for one in history.assignments(member_id)
        if one.kind == kind and (one.until is None or one.until > at)
    ]
    ended = history.end(member_id, running, at=at)
    if ended:
        owe_standing(env, uow, [member_id])
    return ended


def evaluate_now(env: Env, uow: UnitOfWork, member_id: UUID) -> None:
    """Bring a member to where the facts say, without waiting for the debt.

    Gifts of it are settled in the same unit of work; stores follow by the outbox.
    """
    evaluating.evaluate(env, uow, member_id)
