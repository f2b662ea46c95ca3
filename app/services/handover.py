"""Staff hand over what a member shows a QR code for: once, and by whom."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.errors import Conflict
from app.domain.rewards.voucher import Step, Voucher, VoucherState
from app.services.env import Env
from app.storage.stock import HandOver, StockRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherMissing, VoucherRepository


class NotToHandOver(Conflict):
    """The voucher has ended, or is being taken back.

    Attributes:
        reason: Its state, or ``leaving``.
    """

    code = "not_to_hand_over"

    def __init__(self, *, reason: str) -> None:
        self.reason = reason
        super().__init__(f"this voucher can't be handed over: {reason}")


@dataclass(frozen=True, slots=True)
class Handed:
    """How a hand-over ended."""

    voucher: Voucher
    hand_over: HandOver
    first_time: bool
    """False when it had been handed over before: look at when and by whom."""


def find(uow: UnitOfWork, code: str) -> Voucher:
    """Return the voucher behind a scanned code; ``VoucherMissing`` if there is none."""
    voucher_id = StockRepository(uow).to_hand_over(code)
    if voucher_id is None:
        raise VoucherMissing("no voucher to hand over has this code")
    return VoucherRepository(uow).get(voucher_id)


def hand_over(
    env: Env, uow: UnitOfWork, voucher_id: UUID, *, by: str, place: str | None = None
) -> Handed:
    """Note that staff handed it over; scanned again it says when and by whom.

    Raises:
        VoucherMissing: There is none, or it is none to hand over.
        NotToHandOver: It has lapsed, was given back, or is on its way out.
    """
    repository, stock = VoucherRepository(uow), StockRepository(uow)
    repository.get(voucher_id)
    held = repository.lock([voucher_id])[voucher_id]
    if not held.terms.kind.by_hand:
        raise VoucherMissing("this voucher is not handed over by staff")
    before = stock.hand_over(voucher_id)
    if before is not None:
        return Handed(held, before, first_time=False)
    now = env.clock.now()
    lapsed = held.lapses_at is not None and now >= held.lapses_at
    if held.state is not VoucherState.ISSUED or held.ending is not None or lapsed:
        leaving = "leaving" if held.state is VoucherState.ISSUED else held.state.value
        raise NotToHandOver(reason=leaving)
    used = held.take(Step.USE, at=now)
    repository.save(used, was=held.state)
    handed = HandOver(voucher_id, now, by, place)
    stock.note_hand_over(handed)
    return Handed(used, handed, first_time=True)
