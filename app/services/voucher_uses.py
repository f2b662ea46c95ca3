"""Orders and the vouchers whose codes they carry.

Settlement asks in two steps, because locks have an order: ``vouchers_of`` names,
without a lock, whose balances must be locked; ``note_order`` then locks the
vouchers themselves and writes what the order, as it stands now, makes of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from app.domain.errors import Busy
from app.domain.events import OrderSnapshot
from app.domain.ledger import Book
from app.domain.rewards.returns import (
    FREES_ON_CANCEL,
    Settlement,
    Use,
    codes_on,
    settle,
    use_of,
    with_use,
)
from app.domain.rewards.voucher import Voucher
from app.services.env import Env
from app.services.outbox import owe
from app.storage.ledger import LedgerRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRef, VoucherRepository

ISSUE = "issue_voucher"
WITHDRAW = "withdraw_voucher"


@dataclass(slots=True)
class Held:
    """The vouchers behind the codes of a batch of orders."""

    refs: Sequence[VoucherRef]
    _locked: dict[UUID, Voucher] = field(default_factory=dict)
    _uses: dict[UUID, list[Use]] = field(default_factory=dict)

    def accounts(self) -> set[tuple[UUID, str]]:
        """Return the (member, asset) whose balance rows must be locked."""
        return {(ref.member_id, ref.asset) for ref in self.refs if ref.price}

    def ids(self) -> list[UUID]:
        """Return the vouchers that the book must know."""
        return [ref.voucher_id for ref in self.refs if ref.price]

    def amounts(self, store_id: UUID, snapshot: OrderSnapshot) -> dict[str, int]:
        """Return our codes on this order, as compared, and what each took off."""
        ours = {ref.code_key for ref in self.refs if ref.store_id == store_id}
        taken = codes_on(snapshot)
        return {key: amount for key, amount in taken.items() if key in ours}

    def lock(self, uow: UnitOfWork) -> None:
        """Lock the vouchers, once, after the balances of their members.

        Raises:
            Busy: One of them went to another member meanwhile.
        """
        if self._locked or not self.refs:
            return
        repository = VoucherRepository(uow)
        ids = [ref.voucher_id for ref in self.refs]
        self._locked = repository.lock(ids)
        for ref in self.refs:
            if self._locked[ref.voucher_id].member_id != ref.member_id:
                raise Busy("a voucher moved to another member; do it again")
        self._uses = repository.uses(ids)

    def voucher(self, voucher_id: UUID) -> Voucher:
        """Return a locked voucher as it stands in this unit of work."""
        return self._locked[voucher_id]

    def uses(self, voucher_id: UUID) -> list[Use]:
        return self._uses.get(voucher_id, [])

    def put(self, voucher: Voucher, uses: list[Use]) -> None:
        """Remember what this unit of work made of a voucher."""
        self._locked[voucher.voucher_id] = voucher
        self._uses[voucher.voucher_id] = uses


def vouchers_of(uow: UnitOfWork, codes: Collection[tuple[UUID, str]]) -> Held:
    """Return the vouchers behind these (store, code) pairs, without a lock.

    Pass the codes that the orders carry now and those that they carried before.
    """
    return Held(VoucherRepository(uow).refs(codes))


def note_order(
    env: Env,
    uow: UnitOfWork,
    book: Book,
    held: Held,
    *,
    store_id: UUID,
    snapshot: OrderSnapshot,
    previous: OrderSnapshot | None,
    at: datetime,
) -> list[Voucher]:
    """Bring the vouchers of one order to what it makes of them now.

    The order's settlement row and the balances of ``held.accounts()`` are locked
    by the caller, who flushes *book* afterwards. Doing it again changes nothing.

    Returns:
        The vouchers that changed.
    """
    carried = codes_on(snapshot)
    before = codes_on(previous) if previous else {}
    changed = []
    for ref in held.refs:
        if ref.store_id != store_id or ref.code_key not in carried | before:
            continue
        held.lock(uow)
        uses = held.uses(ref.voucher_id)
        known = any(use.order_ref == snapshot.order_ref for use in uses)
        use = use_of(
            snapshot,
            ref.code_key,
            store_id=store_id,
            frees_on_cancel=ref.platform in FREES_ON_CANCEL,
            at=at,
        )
        if use is None or not (known or ref.code_key in carried):
            continue
        VoucherRepository(uow).set_use(ref.voucher_id, use)
        uses = with_use(uses, use)
        was = held.voucher(ref.voucher_id)
        now = carry_out(env, uow, book, was, settle(was, uses), at=at)
        held.put(now, uses)
        if now != was:
            changed.append(now)
    return changed


def carry_out(
    env: Env,
    uow: UnitOfWork,
    book: Book,
    voucher: Voucher,
    settlement: Settlement,
    *,
    at: datetime,
) -> Voucher:
    """Write what the orders make of a locked voucher; return it as it then is."""
    moved = voucher
    for step in settlement.steps:
        moved = moved.take(step, at=at)
    if settlement.returned > moved.returned:
        give_back(book, moved, settlement.returned, at=at)
        moved = replace(moved, returned=settlement.returned, updated_at=at)
    if settlement.ending is not None:
        moved = replace(moved, ending=settlement.ending)
    if settlement.attention not in (None, moved.attention):
        moved = replace(moved, attention=settlement.attention, updated_at=at)
    if moved != voucher:
        VoucherRepository(uow).save(moved, was=voucher.state)
    if settlement.switch_off:
        owe_for(env, uow, WITHDRAW, moved)
    if settlement.hurry:
        owe_for(env, uow, ISSUE, moved)
    return moved


def give_back(book: Book, voucher: Voucher, total: int, *, at: datetime) -> None:
    """Return points of an issued voucher until *total* of them are back."""
    book.give_back(
        voucher.voucher_id,
        total,
        at=at,
        occurred_at=at,
        minimum_life_days=voucher.terms.minimum_life_days,
        rule_ref=voucher.reward_id,
        version=voucher.programme_version,
    )


def owe_for(
    env: Env,
    uow: UnitOfWork,
    kind: str,
    voucher: Voucher | VoucherRef,
    *,
    due_at: datetime | None = None,
) -> UUID:
    """Owe something to the voucher's store; one open debt a kind and voucher."""
    subject = str(voucher.voucher_id)
    return owe(
        env,
        uow,
        kind,
        subject,
        store_id=voucher.store_id,
        key=subject,
        due_at=due_at,
    )


def open_voucher(
    env: Env, uow: UnitOfWork, voucher_id: UUID
) -> tuple[Voucher, Book, LedgerRepository]:
    """Lock a voucher behind the balance of its member, and open the books for it.

    Raises:
        VoucherMissing: There is none.
        Busy: It went to another member meanwhile.
    """
    repository = VoucherRepository(uow)
    ref = repository.ref(voucher_id)
    ledger = LedgerRepository(uow, env.ids)
    bought = [ref] if ref.price else []
    book = ledger.open(
        [(each.member_id, each.asset) for each in bought],
        vouchers=[each.voucher_id for each in bought],
    )
    voucher = repository.lock([voucher_id])[voucher_id]
    if voucher.member_id != ref.member_id:
        raise Busy("the voucher moved to another member; do it again")
    return voucher, book, ledger
