"""A programme with rewards, one store, and a member with points."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Engine
from typing_extensions import override
from uuid_utils.compat import uuid7

from app.domain.events import OrderSnapshot
from app.domain.ledger import Balance, Key, LotTerms
from app.domain.programme.loading import load_document
from app.domain.rewards.returns import Use
from app.domain.rewards.voucher import Voucher
from app.ports import Platform
from app.services.env import Env
from app.services.outbox import drain
from app.services.redemption import cancel, grant, redeem
from app.services.vouchers import (
    HANDLERS,
    finish_vouchers,
    note_order,
    vouchers_of,
)
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.outbox import DebtRow, OutboxRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import Database, UnitOfWork, make_engine
from app.storage.vouchers import VoucherRepository
from app.wiring.ids import SeededIds
from app.wiring.secret_box import FernetBox
from tests.servers import Shared
from tests.services.scripted_store import ScriptedStore
from tests.world import HandClock, NotedWake, found_programme

T = TypeVar("T")
KEY = "8tTDXmZmTTT8KcVvbDFcUq3ci5a0NsTJVXnWXb7PLXY="
FIVE_OFF, SLIDER, TWENTY_PERCENT, GIFT = "five-off", "any", "twenty", "gift"

DOCUMENT: dict[str, Any] = {
    "identity": {"name": "Satu", "timezone": "Asia/Jakarta"},
    "rewards": [
        {
            "id": FIVE_OFF,
            "kind": "fixed_amount",
            "price": 500,
            "amount": {"IDR": 5000},
        },
        {"id": SLIDER, "kind": "slider", "value": {"IDR": "100 per 1000"}, "step": 100},
        {
            "id": TWENTY_PERCENT,
            "kind": "percent",
            "price": 200,
            "percent": "20%",
            "limits": {
                "per_member": 3,
                "unused": 1,
                "per_period": {"per": "day", "times": 2},
            },
            "code": {"for_this_customer_only": False, "prefix": ""},
        },
        {
            "id": GIFT,
            "kind": "free_product",
            "price": 100,
            "products": ["12345"],
            "active": {"since": "2026-12-01", "until": "2026-12-31"},
        },
    ],
}


@dataclass
class Counter:
    """Short names for what members, stores and timers do in these tests."""

    env: Env
    clock: HandClock
    wake: NotedWake
    store: ScriptedStore
    programme_id: UUID
    store_id: UUID
    member_id: UUID
    keys: int = 0

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.env.database.run(self.programme_id, work)

    def give(self, amount: int, member_id: UUID | None = None) -> None:
        """Let the member have that many points more, for good."""
        who = member_id or self.member_id
        self.keys += 1
        key = Key.of("test", "give", self.keys)

        def post(uow: UnitOfWork) -> None:
            ledger = LedgerRepository(uow, self.env.ids)
            book = ledger.open([(who, "points")])
            book.adjust(
                key,
                member_id=who,
                asset="points",
                amount=amount,
                at=self.clock.now(),
                occurred_at=self.clock.now(),
                opening=LotTerms(
                    awarded_at=self.clock.now(),
                    zone="Asia/Jakarta",
                    available_from=self.clock.now(),
                ),
                actor="test",
            )
            ledger.flush(book)

        self.run(post)

    def buy(
        self,
        reward_id: str = FIVE_OFF,
        *,
        points: int | None = None,
        key: str | None = None,
        member_id: UUID | None = None,
        actor: str = "member",
    ) -> Voucher:
        self.keys += 1
        return redeem(
            self.env,
            self.programme_id,
            member_id=member_id or self.member_id,
            reward_id=reward_id,
            store_id=self.store_id,
            points=points,
            idempotency=Key.of("api", "test", key or str(self.keys)),
            actor=actor,
        )

    def give_voucher(self, key: str = "birthday") -> Voucher:
        """Let a rule give the member a voucher for nothing."""

        def give(uow: UnitOfWork) -> Voucher:
            return grant(
                self.env,
                uow,
                member_id=self.member_id,
                reward_id=FIVE_OFF,
                store_id=self.store_id,
                key=Key.of(key, self.member_id),
                actor=f"rule:{key}",
            )

        return self.run(give)

    def cancel(self, voucher: Voucher, actor: str = "member") -> Voucher:
        return cancel(self.env, self.programme_id, voucher.voucher_id, actor)

    def settle(
        self, snapshot: OrderSnapshot, previous: OrderSnapshot | None = None
    ) -> list[Voucher]:
        """Tell vouchers of an order, as settlement does."""

        def note(uow: UnitOfWork) -> list[Voucher]:
            codes = [
                (self.store_id, discount.code)
                for seen in (snapshot, previous)
                if seen is not None
                for discount in seen.discounts
            ]
            held = vouchers_of(uow, codes)
            ledger = LedgerRepository(uow, self.env.ids)
            book = ledger.open(held.accounts(), vouchers=held.ids())
            changed = note_order(
                self.env,
                uow,
                book,
                held,
                store_id=self.store_id,
                snapshot=snapshot,
                previous=previous,
                at=self.clock.now(),
            )
            ledger.flush(book)
            return changed

        return self.run(note)

    def drain(self) -> int:
        return drain(self.env, HANDLERS, most=100)

    def work_until(self, span: timedelta, *, step: timedelta) -> None:
        """Let time pass while outbox and timers work, step by step."""
        end = self.clock.now() + span
        while self.clock.now() < end:
            self.drain()
            finish_vouchers(self.env, self.programme_id)
            self.clock.instant += step
        self.drain()

    def again(self, voucher: Voucher) -> Voucher:
        return self.run(lambda uow: VoucherRepository(uow).get(voucher.voucher_id))

    def uses(self, voucher: Voucher) -> list[Use]:
        found = self.run(lambda uow: VoucherRepository(uow).uses([voucher.voucher_id]))
        return found.get(voucher.voucher_id, [])

    def debts(self, *states: str) -> list[DebtRow]:
        wanted = states or ("waiting", "blocked", "set_aside")
        return self.run(lambda uow: OutboxRepository(uow).listed(states=wanted))

    def balance(self, member_id: UUID | None = None) -> Balance:
        who = member_id or self.member_id
        found = self.run(lambda uow: LedgerRepository(uow, self.env.ids).balances(who))
        return found.get("points", Balance())

    def has(self) -> tuple[int, int]:
        """Return (available, held) of the member."""
        now = self.balance()
        return now.available, now.held

    def add_member(self, customer_ref: str | None, **values: object) -> UUID:
        member_id = self.env.ids.new()
        kept = {"state": "active", "email": "budi@mail.test", **values}

        def write(uow: UnitOfWork) -> None:
            members = MemberRepository(uow)
            members.add(member_id, at=self.clock.now(), **kept)
            if customer_ref is not None:
                members.link(
                    self.store_id, customer_ref, member_id, at=self.clock.now()
                )

        self.run(write)
        return member_id

    def publish(self, document: dict[str, Any]) -> None:
        self.run(
            lambda uow: ProgrammeRepository(uow).add_version(
                load_document(document), at=self.clock.now(), by="test"
            )
        )

    def set_store(self, **values: object) -> None:
        self.run(lambda uow: StoreRepository(uow).change(self.store_id, **values))


class FreshIds(SeededIds):
    """Ids that were never used, and otherwise the same luck in every world."""

    @override
    def new(self) -> UUID:
        return uuid7()


@contextmanager
def opened(
    database_url: str, *, platform: str = "woocommerce", pool_size: int = 10
) -> Iterator[Counter]:
    """Open a programme of its own in a database; close its connections at the end."""
    engine = make_engine(database_url, pool_size=pool_size)
    try:
        yield new_counter(engine, platform)
    finally:
        engine.dispose()


@contextmanager
def shared_engine(servers: Shared) -> Iterator[Engine]:
    """Open one database for many tests, each with a programme of its own."""
    with servers.copy() as url:
        engine = make_engine(url)
        try:
            yield engine
        finally:
            engine.dispose()


@contextmanager
def own_counter(engine: Engine, platform: str = "woocommerce") -> Iterator[Counter]:
    """Open a programme of its own, and leave no work behind for others."""
    counter = new_counter(engine, platform)
    yield counter
    counter.run(
        lambda uow: OutboxRepository(uow).cancel_store(
            counter.store_id, counter.clock.now(), reason="the test is over"
        )
    )


def new_counter(engine: Engine, platform: str = "woocommerce") -> Counter:
    """Return a new programme with one store and one member with 1,000 points."""
    clock, wake, ids = HandClock(), NotedWake(), FreshIds(7)
    store = ScriptedStore(clock, platform)
    env = Env(
        database=Database(engine, ids),
        clock=clock,
        ids=ids,
        secrets=FernetBox([KEY]),
        wake=wake,
        platforms={platform: cast("Platform", store)},
        review_providers={},
        public_url="http://127.0.0.1:8000",
    )
    counter = Counter(env, clock, wake, store, ids.new(), ids.new(), ids.new())

    def found(uow: UnitOfWork) -> None:
        found_programme(
            uow,
            ids.new(),
            counter.store_id,
            platform=platform,
            domain=f"{counter.store_id}.test",
        )

    counter.run(found)
    counter.publish(DOCUMENT)
    counter.member_id = counter.add_member("7001")
    counter.give(1_000)
    return counter
