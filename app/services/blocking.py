"""Members who may not redeem for now, because somebody says so."""

from uuid import UUID

from app.domain.errors import Malformed
from app.domain.ledger.freezes import Freeze
from app.services.env import Env
from app.services.living import refuse_gone
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork


class BlockReasonNeeded(Malformed):
    """Who is blocked may ask why; somebody has to know."""

    code = "block_reason_needed"


def block(env: Env, uow: UnitOfWork, member_id: UUID, reason: str) -> MemberRow:
    """Let a member earn on, and redeem nothing; twice is the same as once.

    Raises:
        BlockReasonNeeded: The reason is empty.
        MemberMissing, MemberGone: There is nobody to block.
    """
    if not reason.strip():
        raise BlockReasonNeeded("say why this member is blocked")
    members, now = MemberRepository(uow), env.clock.now()
    refuse_gone(members.get(member_id))
    members.change(member_id, at=now, frozen_at=now, frozen_reason=reason.strip())
    ledger = LedgerRepository(uow, env.ids)
    ledger.freeze(member_id, Freeze.REDEEMING, reason=reason.strip(), at=now)
    return members.get(member_id)


def unblock(env: Env, uow: UnitOfWork, member_id: UUID) -> MemberRow:
    """Let a blocked member redeem again.

    Raises:
        MemberMissing, MemberGone: There is nobody to let go.
    """
    members, now = MemberRepository(uow), env.clock.now()
    refuse_gone(members.get(member_id))
    members.change(member_id, at=now, frozen_at=None, frozen_reason=None)
    LedgerRepository(uow, env.ids).thaw(member_id)
    return members.get(member_id)
