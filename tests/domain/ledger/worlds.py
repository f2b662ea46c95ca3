"""Two ways to keep a ledger, for tests that must not care which.

A book alone, and the repository on a real database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from app.domain.ledger import Balance, Book, Key, Lot, Transaction
from app.ports import Ids
from app.storage.ledger import LedgerRepository
from app.storage.unit_of_work import Database, UnitOfWork

T = TypeVar("T")
POINTS = "points"


@dataclass(slots=True)
class CountedIds:
    """Ids that count up: lots opened later have higher ids."""

    kind: int = 0xF
    last: int = 0

    def new(self) -> UUID:
        self.last += 1
        return UUID(int=(self.kind << 64) | (0x7 << 76) | (0x2 << 62) | self.last)

    def code(self, length: int) -> str:
        return "0" * length

    def secret(self, size: int) -> bytes:
        self.last += 1
        return self.last.to_bytes(size)

    def jitter_ms(self, upper: int) -> int:
        return 0


class Ledger(Protocol):
    """What a story needs of a ledger."""

    def act(
        self,
        do: Callable[[Book], T],
        members: Iterable[tuple[UUID, str]],
        *,
        awards: Iterable[UUID] = (),
        vouchers: Iterable[UUID] = (),
        keys: Iterable[Key] = (),
        lots: Iterable[UUID] = (),
        transactions: Iterable[UUID] = (),
    ) -> tuple[T, list[Transaction]]:
        """Do one thing; return what it said and everything it posted."""

    def balance(self, member_id: UUID, asset: str = POINTS) -> Balance: ...

    def lots(self, member_id: UUID, asset: str = POINTS) -> list[Lot]: ...


class InMemory:
    """A book that is never written down."""

    def __init__(self, ids: Ids | None = None) -> None:
        chance = ids or CountedIds()
        self.book = Book(
            pepper=bytes(32), new_id=chance.new, new_salt=lambda: chance.secret(32)
        )

    def act(
        self,
        do: Callable[[Book], T],
        members: Iterable[tuple[UUID, str]],
        *,
        awards: Iterable[UUID] = (),
        vouchers: Iterable[UUID] = (),
        keys: Iterable[Key] = (),
        lots: Iterable[UUID] = (),
        transactions: Iterable[UUID] = (),
    ) -> tuple[T, list[Transaction]]:
        for at in members:
            if at not in self.book.rows:
                self.book.admit(*at)
        before = len(self.book.posted)
        said = do(self.book)
        self.book.verify()
        return said, self.book.posted[before:]

    def balance(self, member_id: UUID, asset: str = POINTS) -> Balance:
        if (member_id, asset) not in self.book.rows:
            return Balance()
        return self.book.balance(member_id, asset)

    def lots(self, member_id: UUID, asset: str = POINTS) -> list[Lot]:
        return self.book.lots_of(member_id, asset)


class InDatabase:
    """The repository; every act is a unit of work of its own."""

    def __init__(self, database: Database, programme_id: UUID, ids: Ids) -> None:
        self.database = database
        self.programme_id = programme_id
        self.ids = ids

    def act(
        self,
        do: Callable[[Book], T],
        members: Iterable[tuple[UUID, str]],
        **asked: Iterable[Any],
    ) -> tuple[T, list[Transaction]]:
        pairs = list(members)

        def work(uow: UnitOfWork) -> tuple[T, list[Transaction]]:
            ledger = LedgerRepository(uow, self.ids)
            book = ledger.open(pairs, **asked)
            said = do(book)
            return said, ledger.flush(book)

        return self.database.run(self.programme_id, work)

    def read(self, look: Callable[[LedgerRepository], T]) -> T:
        return self.database.run(
            self.programme_id, lambda uow: look(LedgerRepository(uow, self.ids))
        )

    def balance(self, member_id: UUID, asset: str = POINTS) -> Balance:
        found = self.read(lambda ledger: ledger.balances(member_id))
        return found.get(asset, Balance())

    def lots(self, member_id: UUID, asset: str = POINTS) -> list[Lot]:
        return self.read(lambda ledger: ledger.lots(member_id, asset, every=True))
