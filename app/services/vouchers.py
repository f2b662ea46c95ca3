"""Vouchers: what other topics may ask and tell.

Buying and giving up are in ``redemption``; issuing and withdrawing are debts of
the outbox; orders reach vouchers through ``vouchers_of`` and ``note_order``.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.domain.rewards.voucher import Source, Voucher, VoucherState
from app.services.env import Env
from app.services.issuing import issue
from app.services.outbox import Handler
from app.services.voucher_sweeps import finish_vouchers, lapse_vouchers
from app.services.voucher_uses import (
    ISSUE,
    WITHDRAW,
    Held,
    note_order,
    vouchers_of,
)
from app.services.withdrawing import check_discount, withdraw
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

__all__ = [
    "HANDLERS",
    "Held",
    "finish_vouchers",
    "lapse_vouchers",
    "note_order",
    "redemptions",
    "set_attention",
    "voucher",
    "vouchers_of",
    "vouchers_of_member",
]

CHECK = "check_discount"

HANDLERS: Mapping[str, Handler] = {
    ISSUE: issue,
    WITHDRAW: withdraw,
    CHECK: check_discount,
}
"""What the outbox does for vouchers, by kind of debt."""


def voucher(uow: UnitOfWork, voucher_id: UUID) -> Voucher:
    """Return a voucher; ``VoucherMissing`` when there is none."""
    return VoucherRepository(uow).get(voucher_id)


def vouchers_of_member(
    uow: UnitOfWork,
    member_id: UUID,
    cursor: UUID | None = None,
    *,
    states: Collection[VoucherState] = (),
    limit: int = 50,
) -> list[Voucher]:
    """Return a page of what a member holds and held, newest first.

    The last voucher's id is the cursor of the next page.
    """
    return VoucherRepository(uow).page(
        member_id=member_id, states=states, before=cursor, limit=limit
    )


def redemptions(
    uow: UnitOfWork,
    cursor: UUID | None = None,
    *,
    member_id: UUID | None = None,
    states: Collection[VoucherState] = (),
    updated_since: datetime | None = None,
    attention: bool = False,
    limit: int = 50,
) -> list[Voucher]:
    """Return a page of the vouchers that were bought with points, newest first."""
    return VoucherRepository(uow).page(
        member_id=member_id,
        states=states,
        source=Source.POINTS,
        updated_since=updated_since,
        attention=attention,
        before=cursor,
        limit=limit,
    )


def set_attention(
    env: Env, uow: UnitOfWork, voucher_id: UUID, attention: str | None
) -> Voucher:
    """Put a voucher on the list of those to look at, or take it off (None)."""
    repository = VoucherRepository(uow)
    held = repository.get(voucher_id)
    held = repository.lock([voucher_id])[voucher_id]
    changed = replace(held, attention=attention, updated_at=env.clock.now())
    repository.save(changed, was=held.state)
    return changed
