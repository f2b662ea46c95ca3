"""Vouchers: what other topics may ask and tell.

Buying and giving up are in ``redemption``; issuing and withdrawing are debts of
the outbox; orders reach vouchers through ``vouchers_of`` and ``note_order``.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.domain.rewards.voucher import (
    LIVE_STATES,
    Ending,
    Source,
    Voucher,
    VoucherState,
)
from app.services.env import Env
from app.services.issuing import issue
from app.services.outbox import Handler
from app.services.voucher_sweeps import finish_vouchers, lapse_vouchers
from app.services.voucher_uses import (
    ISSUE,
    WITHDRAW,
    Held,
    note_order,
    owe_for,
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
    "withdraw_all",
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


def withdraw_all(env: Env, uow: UnitOfWork, member_id: UUID) -> int:
    """Begin to withdraw all that a member could still use; return how many.

    For members who leave or are erased: unsent codes are given up, live ones
    switched off, and their points return before anything is forfeited. The
    caller holds the member's balance rows.
    """
    repository = VoucherRepository(uow)
    found = repository.page(member_id=member_id, states=LIVE_STATES, limit=10_000)
    now, begun = env.clock.now(), 0
    for held in repository.lock([each.voucher_id for each in found]).values():
        if held.state not in LIVE_STATES or held.ending is not None:
            continue
        leaving = replace(held, ending=Ending.CANCEL, updated_at=now)
        repository.save(leaving, was=held.state)
        issued = held.state is VoucherState.ISSUED
        owe_for(env, uow, WITHDRAW if issued else ISSUE, leaving)
        begun += 1
    return begun


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
