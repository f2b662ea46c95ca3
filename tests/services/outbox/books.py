"""A world with two stores and a handler that does as told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from app.services import outbox
from app.services.env import Env
from app.services.outbox import (
    LEASE,
    DebtOutcome,
    Settled,
)
from app.storage.outbox import (
    DebtRow,
    LeasedDebt,
    OutboxRepository,
)
from app.storage.unit_of_work import UnitOfWork
from tests.world import World

HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Books:
    """A world with two stores, a handler that does as told, and what it saw."""

    world: World
    stores: list[UUID]
    seen: list[str] = field(default_factory=list)
    debts: list[LeasedDebt] = field(default_factory=list)
    does: Callable[[LeasedDebt], DebtOutcome] = lambda _debt: Settled()

    def handler(self, _env: Env, debt: LeasedDebt) -> DebtOutcome:
        self.seen.append(debt.subject)
        self.debts.append(debt)
        return self.does(debt)

    @property
    def env(self) -> Env:
        return self.world.env

    def owe(
        self,
        subject: str,
        *,
        store: int | None = 0,
        key: str | None = None,
        kind: str = "work",
        note: str = "",
    ) -> UUID:
        def write(uow: UnitOfWork) -> UUID:
            return outbox.owe(
                self.env,
                uow,
                kind,
                subject,
                store_id=None if store is None else self.stores[store],
                payload={"note": note},
                key=key,
            )

        found: UUID = self.world.run(write)
        return found

    def drain(self, most: int = 100) -> int:
        return outbox.drain(self.env, {"work": self.handler}, most=most)

    def attempt(self, debt_id: UUID) -> DebtOutcome | None:
        return outbox.attempt(
            self.env, {"work": self.handler}, self.world.programme_id, debt_id
        )

    def get(self, debt_id: UUID) -> DebtRow:
        found: DebtRow = self.world.run(lambda uow: OutboxRepository(uow).get(debt_id))
        return found

    def fails(self, error: Exception) -> None:
        def fail(_debt: LeasedDebt) -> DebtOutcome:
            raise error

        self.does = fail

    def lease(self, debt_id: UUID) -> LeasedDebt:
        now = self.env.clock.now()
        taken = self.world.run(
            lambda uow: OutboxRepository(uow).lease_one(debt_id, now, now + LEASE)
        )
        assert isinstance(taken, LeasedDebt)
        return taken


def every_debt(books: Books) -> list[DebtRow]:
    states = ("waiting", "blocked", "set_aside", "settled", "cancelled")
    found: list[DebtRow] = books.world.run(
        lambda uow: OutboxRepository(uow).listed(states=states)
    )
    return found
