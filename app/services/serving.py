"""Serves a wish in one unit of work: hold, stock, voucher and debt, or nothing.

Locks in the ledger's order: balances, then the reward's stock, then the voucher.
What needs no store is made good here and now: its points are spent with the
same commit that gives the member what they are for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.domain.ledger import Book, Key
from app.domain.ledger.errors import KeyReused
from app.domain.programme.rewards import CodePoolReward, PartnerReward, Reward
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.offer import RewardUnavailable, given_assets
from app.domain.rewards.reward import reward_of
from app.domain.rewards.voucher import OPEN_STATES, Source, Step, Voucher
from app.services.code_pools import give_code
from app.services.env import Env
from app.services.purchase import Counter, Wish, made
from app.services.voucher_uses import ISSUE, owe_for
from app.storage.doorway import Doorway, doorway
from app.storage.ledger import LedgerRepository
from app.storage.outbox import OutboxRepository
from app.storage.programmes import NothingPublished
from app.storage.stock import StockRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import Request, VoucherRepository

Served = tuple[Voucher, UUID | None]
"""The voucher, and what is still owed for it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A voucher that is made good in this unit of work."""

    counter: Counter
    voucher: Voucher
    book: Book


def serve(env: Env, uow: UnitOfWork, wish: Wish) -> Served:
    """Return the voucher that fulfils a wish; the same wish is the same voucher.

    Raises:
        Refused: The programme says no. Roll back: stock may be counted already.
        KeyReused: The key was used for another wish.
    """
    door = doorway(uow, wish.store_id)
    request = wish.request(door.programme.key_pepper)
    # What is found without a lock is final; only "not found" needs the lock.
    seen = _seen(uow, request)
    if seen is not None:
        return seen
    counter = counter_of(env, uow, wish, door)
    ledger = LedgerRepository(uow, env.ids)
    book = ledger.open(accounts_of(counter))
    seen = _seen(uow, request)
    if seen is not None:
        return seen
    voucher = made(counter)
    _take_stock(counter)
    if not voucher.terms.kind.by_store:
        voucher = _ready(voucher)
    if not VoucherRepository(uow).add(voucher, request):
        # Another member's request came under this key, a moment ago.
        raise KeyReused(voucher.voucher_id)
    if voucher.price:
        hold(book, voucher)
    owed = None
    if voucher.terms.kind.by_store:
        owed = owe_for(env, uow, ISSUE, voucher)
    else:
        _make_good(Given(counter, voucher, book))
    ledger.flush(book)
    return voucher, owed


def counter_of(
    env: Env, uow: UnitOfWork, wish: Wish, door: Doorway | None = None
) -> Counter:
    """Return the counter at which a wish is served, by the version in force.

    Raises:
        StoreMissing, RewardMissing: There is no such thing.
        NothingPublished: Nothing is in force.
    """
    door = door or doorway(uow, wish.store_id)
    if door.document is None:
        raise NothingPublished("publish a version of the programme first")
    reward = reward_of(door.document, wish.reward_id)
    return Counter(
        env,
        uow,
        wish,
        env.clock.now(),
        door.programme,
        store_of(uow, reward, door.store),
        door.version,
        door.document,
        reward,
    )


def store_of(uow: UnitOfWork, reward: Reward, asked: StoreRow) -> StoreRow:
    """Return the store whose voucher it will be: a partner's is the partner's."""
    if not isinstance(reward, PartnerReward):
        return asked
    for row in StoreRepository(uow).all():
        if reward.store in (str(row.store_id), row.domain):
            return row
    raise RewardUnavailable(reward_id=reward.id, reason="partner_gone")


def accounts_of(counter: Counter) -> set[tuple[UUID, str]]:
    """Return the balances that serving will touch."""
    member_id, reward = counter.wish.member_id, counter.reward
    found = {(member_id, asset) for asset in given_assets(reward)}
    # What is given for nothing is guarded by the lock of the fact behind it.
    if counter.wish.source is Source.POINTS:
        found.add((member_id, reward.asset))
    return found


def _take_stock(counter: Counter) -> None:
    reward = counter.reward
    if reward.stock is not None and not StockRepository(counter.uow).take(
        reward.id, reward.stock.units, at=counter.at
    ):
        raise RewardUnavailable(reward_id=reward.id, reason="out_of_stock")


def _ready(voucher: Voucher) -> Voucher:
    """Return a voucher for which no store has to be asked, as the member gets it."""
    at = voucher.created_at
    issued = voucher.take(Step.START, at=at).take(Step.CONFIRM, at=at)
    return issued.take(Step.USE, at=at) if voucher.terms.kind.at_once else issued


def _make_good(given: Given) -> None:
    """Spend the points, and do what the kind asks for."""
    voucher = given.voucher
    if voucher.price:
        given.book.burn(
            voucher.voucher_id,
            at=voucher.created_at,
            occurred_at=voucher.created_at,
            rule_ref=voucher.reward_id,
            version=voucher.programme_version,
        )
    act = AT_ONCE.get(voucher.terms.kind)
    if act is not None:
        act(given)


def _tickets(given: Given) -> None:
    voucher = given.voucher
    given.book.accrue(
        Key.of("tickets", voucher.voucher_id),
        member_id=voucher.member_id,
        asset=voucher.terms.tickets or "",
        amount=voucher.terms.amount_minor or 0,
        award_id=None,
        occurred_at=voucher.created_at,
        at=voucher.created_at,
        pending=False,
        available_from=voucher.created_at,
        lapses_at=None,
        zone=given.counter.programme.timezone,
        rule_ref=voucher.reward_id,
        version=voucher.programme_version,
        actor=voucher.actor,
    )


def _pool_code(given: Given) -> None:
    counter, reward = given.counter, given.counter.reward
    if isinstance(reward, CodePoolReward):
        give_code(counter.uow, reward, given.voucher)


AT_ONCE: Final[Mapping[VoucherKind, Callable[[Given], None]]] = {
    VoucherKind.TICKETS: _tickets,
    VoucherKind.CODE_POOL: _pool_code,
}
"""What giving a voucher of this kind does besides, in the same unit of work."""


def _seen(uow: UnitOfWork, request: Request) -> Served | None:
    """Return the voucher of an earlier request, and what is still owed for it."""
    repository = VoucherRepository(uow)
    found = repository.by_request(request.key)
    if found is None:
        return None
    voucher_id, digest = found
    if digest != request.digest:
        raise KeyReused(voucher_id)
    voucher = repository.get(voucher_id)
    return voucher, open_debt(uow, voucher)


def open_debt(uow: UnitOfWork, voucher: Voucher) -> UUID | None:
    """Return the debt that waits for this voucher, if it is on its way."""
    if voucher.state not in OPEN_STATES and voucher.ending is None:
        return None
    waiting = OutboxRepository(uow).listed(
        states=("waiting",), subject=str(voucher.voucher_id), most=1
    )
    return waiting[0].debt_id if waiting else None


def hold(book: Book, voucher: Voucher) -> None:
    """Set the price of a voucher aside."""
    book.hold(
        Key.of("hold", voucher.voucher_id),
        member_id=voucher.member_id,
        asset=voucher.asset,
        amount=voucher.price,
        at=voucher.created_at,
        occurred_at=voucher.created_at,
        voucher_id=voucher.voucher_id,
        actor=voucher.actor,
        rule_ref=voucher.reward_id,
        version=voucher.programme_version,
    )
