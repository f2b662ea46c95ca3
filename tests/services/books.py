"""A programme with a history in which everything happened once.

Built through the services and the repository only, so that what ``prove`` says
of it is about real rows.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID

import psycopg

from app.domain.events import OrderSnapshot
from app.domain.ledger import Book, Key, Kind
from app.domain.ledger.balances import Balance
from app.ports import Platform
from app.services.connections import connection
from app.services.env import Env
from app.services.sealing import seal
from app.services.settlement import settle
from app.services.settlement_work import SettleItem
from app.storage.ledger import LedgerRepository
from app.storage.unit_of_work import Database, UnitOfWork, make_engine
from tests.services.scripted_store import ScriptedStore
from tests.services.voucher_world import DOCUMENT, Counter
from tests.world import HandClock

T = TypeVar("T")
WITHOUT_GUARDS = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
UNION ALL
SELECT format('ALTER TABLE %I DISABLE TRIGGER USER', relname) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
POINTS = "points"
ZONE = "Asia/Jakarta"
EARNING: dict[str, Any] = {
    **DOCUMENT,
    "terms": {"expiry": {"kind": "life", "days": 30}, "minimum_life_days": 0},
    "earning": [
        {
            "id": "spend",
            "trigger": "order",
            "award": {"kind": "rate", "rates": {"IDR": "1 per 1000"}},
        }
    ],
}


@dataclass
class Books:
    """Short names for what happens in the history."""

    counter: Counter
    database_url: str
    people: tuple[UUID, ...] = ()
    """Bob, Cika, Dina and Eko."""

    @property
    def env(self) -> Env:
        return self.counter.env

    @property
    def programme_id(self) -> UUID:
        return self.counter.programme_id

    @property
    def ada(self) -> UUID:
        return self.counter.member_id

    @property
    def now(self) -> datetime:
        return self.counter.clock.now()

    def settle(self, *snapshots: OrderSnapshot) -> None:
        """Settle orders, one after the other."""
        for snapshot in snapshots:

            def work(uow: UnitOfWork, snapshot: OrderSnapshot = snapshot) -> None:
                store = connection(self.env, uow, self.counter.store_id)
                settle(self.env, uow, [SettleItem(store, snapshot)])

            self.counter.run(work)

    def post(
        self,
        act: Callable[[Book], T],
        *members: UUID,
        vouchers: tuple[UUID, ...] = (),
        lots: tuple[UUID, ...] = (),
        transactions: tuple[UUID, ...] = (),
        awards: tuple[UUID, ...] = (),
    ) -> T:
        """Let *act* post with the points of *members* locked."""

        def work(uow: UnitOfWork) -> T:
            ledger = LedgerRepository(uow, self.env.ids)
            book = ledger.open(
                [(member_id, POINTS) for member_id in members],
                vouchers=vouchers,
                lots=lots,
                transactions=transactions,
                awards=awards,
            )
            done = act(book)
            ledger.flush(book)
            return done

        return self.counter.run(work)

    def key(self) -> Key:
        self.counter.keys += 1
        return Key.of("test", self.counter.keys)

    def give(self, amount: int, member_id: UUID, **more: Any) -> UUID:  # noqa: ANN401
        """Import points; return the lot."""
        lot = self.post(
            lambda book: book.accrue(
                self.key(),
                member_id=member_id,
                asset=POINTS,
                amount=amount,
                award_id=None,
                occurred_at=self.now,
                at=self.now,
                pending=False,
                available_from=self.now,
                lapses_at=more.get("lapses_at"),
                zone=ZONE,
                kind=Kind.IMPORT,
            ),
            member_id,
        )
        return lot.lot_id

    def sweep(self, *members: UUID) -> None:
        """Mature and expire what is due."""

        def work(book: Book) -> None:
            for member_id in members:
                for lot in book.lots_of(member_id, POINTS):
                    book.mature(lot.lot_id, at=self.now)
                    book.expire(lot.lot_id, at=self.now)

        self.post(work, *members)

    def balance(self, member_id: UUID) -> Balance:
        return self.counter.balance(member_id)

    def seal(self) -> None:
        """Seal everything that waits for it."""
        while seal(self.env, self.programme_id):
            pass

    def _words(self) -> dict[str, str]:
        programme = f"'{self.programme_id}'"
        return {
            "{programme}": programme,
            "{ours}": f"programme_id = {programme}",
            "{ada}": f"'{self.ada}'",
            "{bob}": f"'{self.people[0]}'",
        }

    def plant(self, *statements: str) -> int:
        """Change rows behind the ledger's back; return how many the last changed.

        As the owner, with every trigger off and every foreign key gone. Words in
        braces stand for ids: ``{programme}``, ``{ada}``; ``{ours}`` for the
        condition that a row is of this programme.
        """
        with psycopg.connect(self.database_url) as connection:
            for (statement,) in connection.execute(WITHOUT_GUARDS).fetchall():
                connection.execute(statement)
            changed = 0
            for statement in statements:
                text = statement
                for word, value in self._words().items():
                    text = text.replace(word, value)
                changed = connection.execute(text.encode()).rowcount
        return changed


def copied(store: ScriptedStore, clock: HandClock) -> ScriptedStore:
    """Return a store that holds the same codes and will meet no mishap."""
    found = ScriptedStore(clock, store.name)
    found.codes.update(store.codes)
    found.specs.update(store.specs)
    found.placed.update(store.placed)
    return found


@contextmanager
def reopened(books: Books, database_url: str) -> Iterator[Books]:
    """Open a copy of a database in which the history has happened."""
    engine = make_engine(database_url)
    clock = HandClock(books.now)
    store = copied(books.counter.store, clock)
    env = replace(
        books.env,
        database=Database(engine, books.env.ids),
        clock=clock,
        platforms={store.name: cast("Platform", store)},
    )
    counter = replace(books.counter, env=env, clock=clock, store=store)
    try:
        yield Books(counter, database_url, books.people)
    finally:
        engine.dispose()
