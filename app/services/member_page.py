"""What the page of one member shows: a fixed number of reads, and no locks."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.ledger.balances import Balance
from app.domain.ledger.lots import Lot
from app.domain.rewards.voucher import Voucher
from app.services.env import Env
from app.storage.carried import CarriedRepository, ToldPast
from app.storage.ledger import LedgerRepository
from app.storage.ledger.reading import Statement
from app.storage.marks import MarkRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.reads import OrderLine, Reads
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

HISTORY = 25
ORDERS = 10
VOUCHERS = 10


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One member, what they have, and what happened last."""

    member: MemberRow
    customers: tuple[tuple[UUID, str], ...]
    """Store and the store's customer id."""
    balances: dict[str, Balance]
    lots: tuple[Lot, ...]
    """Of the asset asked for, in the order of draws."""
    history: Statement
    """Of the asset asked for, newest first."""
    orders: tuple[OrderLine, ...]
    vouchers: tuple[Voucher, ...]
    tags: tuple[str, ...] = ()
    past: tuple[ToldPast, ...] = ()
    """What old programmes tell of them; history only."""


def member_page(env: Env, uow: UnitOfWork, member_id: UUID, asset: str) -> MemberPage:
    """Return what a page about a member needs.

    Raises:
        MemberMissing: There is no such member.
    """
    members, ledger = MemberRepository(uow), LedgerRepository(uow, env.ids)
    return MemberPage(
        member=members.get(member_id),
        customers=tuple(members.links_of(member_id)),
        balances=ledger.balances(member_id),
        lots=tuple(ledger.lots(member_id, asset)),
        history=ledger.statement(member_id, asset, limit=HISTORY),
        orders=tuple(Reads(uow).orders_of(member_id, limit=ORDERS)),
        vouchers=tuple(
            VoucherRepository(uow).page(member_id=member_id, limit=VOUCHERS)
        ),
        tags=tuple(MarkRepository(uow).names(member_id, "tag")),
        past=tuple(CarriedRepository(uow).past_of(member_id)),
    )
