"""Takes codes out of stores: the handlers ``withdraw_voucher`` and ``check_discount``.

Points of an unused voucher come back in one order only: the code is switched
off, then the store is asked which orders carry it, then the points return. An
order found on the way ends the withdrawal: the voucher was used. All of it may
be done late, twice, and again after a death at any step.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.events import OrderSnapshot
from app.domain.ledger.errors import MemberFrozen, ProgrammeFrozen
from app.domain.rewards.returns import (
    FREES_ON_CANCEL,
    Use,
    codes_on,
    settle,
    use_of,
    with_use,
)
from app.domain.rewards.voucher import (
    END_STATES,
    OPEN_STATES,
    Ending,
    Source,
    Step,
    Voucher,
    VoucherState,
)
from app.services import outbox
from app.services.connections import StoreNotConnected, live_connection
from app.services.crash import crash_point
from app.services.env import Env
from app.services.outbox import DebtOutcome
from app.services.store_side import NOTHING, Findings, switch_off
from app.services.stores import platform_of
from app.services.voucher_uses import (
    WITHDRAW,
    carry_out,
    give_back,
    open_voucher,
    owe_for,
)
from app.storage.outbox import LeasedDebt
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

LOOK_AGAIN = timedelta(minutes=1)
MOST_LOOKS = 30
"""How often a use that the store counts is looked for among its orders."""
FROZEN_PAUSE = timedelta(hours=1)


def withdraw(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Make a voucher's code useless; return its points if it was not used.

    For a voucher whose life has ended already only the code is looked after.
    """
    voucher = env.database.run(
        debt.programme_id, lambda uow: _take_over(env, uow, debt)
    )
    if voucher.state not in END_STATES and voucher.ending is None:
        return outbox.Cancelled(f"voucher_is_{voucher.state}")
    try:
        found = _switched_off(env, debt, voucher)
    except StoreNotConnected:
        if voucher.state in END_STATES:
            return outbox.Cancelled("store_gone")
        return outbox.SetAside("store_gone")
    if voucher.state in END_STATES:
        return outbox.Settled()
    try:
        outcome = env.database.run(
            debt.programme_id, lambda uow: _finish(env, uow, debt, found)
        )
    except (MemberFrozen, ProgrammeFrozen) as refusal:
        return outbox.Again(env.clock.now() + FROZEN_PAUSE, refusal.code)
    crash_point("withdraw-after-return")
    return outcome


def _switched_off(env: Env, debt: LeasedDebt, voucher: Voucher) -> Findings:
    """Ask the store to make it useless; what staff hand over is in no store."""
    if not voucher.terms.kind.by_store:
        return NOTHING
    store = live_connection(env, debt.programme_id, voucher.store_id)
    return switch_off(env, store, voucher)


def _take_over(env: Env, uow: UnitOfWork, debt: LeasedDebt) -> Voucher:
    """Make the voucher take the end of the withdrawal from this lease only."""
    repository = VoucherRepository(uow)
    voucher_id = UUID(debt.subject)
    repository.ref(voucher_id)
    held = repository.lock([voucher_id])[voucher_id]
    if held.state in OPEN_STATES or held.ending is None:
        return held
    ours = replace(held, lease_token=debt.lease_token, updated_at=env.clock.now())
    repository.save(ours, was=held.state)
    return ours


def _finish(
    env: Env, uow: UnitOfWork, debt: LeasedDebt, found: Findings
) -> DebtOutcome:
    """Return the points, unless an order turned up that used the code."""
    now = env.clock.now()
    held, book, ledger = open_voucher(env, uow, UUID(debt.subject))
    if held.ending is None or held.lease_token != debt.lease_token:
        return outbox.Cancelled(f"voucher_is_{held.state}")
    if found.spent:
        spent = replace(held.take(Step.USE, at=now), reason="spent")
        VoucherRepository(uow).save(spent, was=held.state)
        return outbox.Settled()
    uses = _note_uses(uow, held, found.orders, at=now)
    moved = carry_out(env, uow, book, held, settle(held, uses), at=now)
    if moved.state is not VoucherState.ISSUED:
        ledger.flush(book)
        return outbox.Settled()
    if found.times_used > len(uses):
        return _use_not_seen(env, uow, debt, moved)
    ended = moved.take(_last_step(held.ending), at=now)
    if _points_come_back(held):
        give_back(book, ended, ended.price, at=now)
        ended = replace(ended, returned=ended.price)
    ended = replace(ended, reason=held.ending, attention=None)
    VoucherRepository(uow).save(ended, was=moved.state)
    ledger.flush(book)
    return outbox.Settled()


def _last_step(ending: Ending) -> Step:
    return Step.LAPSE if ending is Ending.LAPSE else Step.WITHDRAW


def _points_come_back(voucher: Voucher) -> bool:
    """Tell whether the rest of the price returns; a lapse may keep it."""
    if voucher.returned == voucher.price:
        return False
    return voucher.ending is not Ending.LAPSE or voucher.terms.unused_returns


def _note_uses(
    uow: UnitOfWork,
    voucher: Voucher,
    orders: Sequence[OrderSnapshot],
    *,
    at: datetime,
) -> list[Use]:
    """Write how the orders stand to the code; newer settlements win."""
    repository = VoucherRepository(uow)
    voucher_id = voucher.voucher_id
    platform = repository.ref(voucher_id).platform
    uses = repository.uses([voucher_id]).get(voucher_id, [])
    for snapshot in orders:
        use = use_of(
            snapshot,
            voucher.code_key,
            store_id=voucher.store_id,
            frees_on_cancel=platform in FREES_ON_CANCEL,
            at=at,
        )
        if use is None or voucher.code_key not in codes_on(snapshot):
            continue
        repository.set_use(voucher_id, use)
        uses = with_use(uses, use)
    return uses


def _use_not_seen(
    env: Env, uow: UnitOfWork, debt: LeasedDebt, voucher: Voucher
) -> DebtOutcome:
    """Wait for the order of a use that the store counts; then ask a person."""
    if debt.attempts < MOST_LOOKS:
        return outbox.Again(env.clock.now() + LOOK_AGAIN, "use_not_seen")
    asking = replace(voucher, attention="use_not_seen", updated_at=env.clock.now())
    VoucherRepository(uow).save(asking, was=voucher.state)
    return outbox.SetAside("use_not_seen")


def check_discount(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """See whether a code that somebody removed in the store was one of ours.

    Stores report such things wrongly, so the code itself is looked up. A code
    that is gone takes its voucher with it, and the points come back.
    """
    if debt.store_id is None:
        return outbox.Cancelled("no_store")
    store = live_connection(env, debt.programme_id, debt.store_id)

    def find(uow: UnitOfWork) -> Voucher | None:
        repository = VoucherRepository(uow)
        voucher_id = repository.by_discount(store.store_id, debt.subject)
        return None if voucher_id is None else repository.get(voucher_id)

    voucher = env.database.run(debt.programme_id, find)
    if voucher is None:
        return outbox.Cancelled("not_ours")
    if voucher.state is not VoucherState.ISSUED or voucher.ending is not None:
        return outbox.Cancelled(f"voucher_is_{voucher.state}")
    seen = platform_of(env, store.platform).look_up(store, voucher.code)
    # A code that was carried over bears no mark of ours, and is not ours to mend:
    # one that does not work is no longer shown to its member.
    carried = voucher.source is Source.CARRIED
    ours = seen is not None and (carried or seen.marker == voucher.marker)
    if seen is not None and ours and seen.active:
        return outbox.Settled()
    gone = carried or not ours
    env.database.run(
        debt.programme_id,
        lambda uow: note_loss(env, uow, voucher.voucher_id, gone=gone),
    )
    return outbox.Settled()


def note_loss(env: Env, uow: UnitOfWork, voucher_id: UUID, *, gone: bool) -> None:
    """Begin the withdrawal of a lost code; show a code that was switched off."""
    repository = VoucherRepository(uow)
    held = repository.lock([voucher_id])[voucher_id]
    if held.state is not VoucherState.ISSUED or held.ending is not None:
        return
    now = env.clock.now()
    if gone:
        leaving = replace(held, ending=Ending.GONE, updated_at=now)
        owe_for(env, uow, WITHDRAW, leaving)
    else:
        leaving = replace(held, attention="code_switched_off", updated_at=now)
    repository.save(leaving, was=held.state)
