"""A small world for services: real PostgreSQL, a clock that tests move, no network."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.events import OrderSnapshot
from app.domain.ledger import Balance
from app.domain.programme.loading import load_document
from app.ports import Platform, StoreConnection
from app.services.connections import connection
from app.services.env import Env
from app.services.settlement import settle
from app.services.settlement_work import SettleItem, SettleResult
from app.storage.inbox import InboxRepository, Mark
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.outgoing.telling import Messages
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import Database, UnitOfWork, make_engine
from app.wiring.ids import SeededIds
from app.wiring.secret_box import FernetBox
from integrations.addresses import Allowance
from integrations.http import Http
from integrations.webhook_sender import HttpWebhookSender
from tests.factories import NOON


@dataclass(slots=True)
class HandClock:
    """Time as the test says."""

    instant: datetime = NOON

    def now(self) -> datetime:
        return self.instant

    def monotonic_us(self) -> int:
        return int(self.instant.timestamp() * 1_000_000)

    def advance(self, **spans: int) -> None:
        self.instant += timedelta(**spans)


@dataclass(slots=True)
class NotedWake:
    """Remembers who was woken."""

    woken: list[str] = field(default_factory=list)

    def work(self, queue: str) -> None:
        self.woken.append(queue)


@dataclass(slots=True)
class World:
    """A programme with one store, and short names for what tests do to it."""

    env: Env
    clock: HandClock
    wake: NotedWake
    programme_id: UUID
    store_id: UUID

    def run(self, work: Any) -> Any:  # noqa: ANN401 - what the work returns
        return self.env.database.run(self.programme_id, work)

    @property
    def store(self) -> StoreConnection:
        found: StoreConnection = self.run(
            lambda uow: connection(self.env, uow, self.store_id)
        )
        return found

    def settle(
        self, *snapshots: OrderSnapshot, fetched: bool = False
    ) -> list[SettleResult]:
        """Settle snapshots together, in one unit of work."""
        items = [SettleItem(self.store, each, fetched) for each in snapshots]
        results: list[SettleResult] = self.run(lambda uow: settle(self.env, uow, items))
        return results

    def member(self, customer_ref: str = "7001") -> UUID:
        def find(uow: UnitOfWork) -> UUID:
            links = MemberRepository(uow).links(self.store_id, [customer_ref])
            return links[customer_ref]

        found: UUID = self.run(find)
        return found

    def balance(self, member_id: UUID | None = None, asset: str = "points") -> Balance:
        who = member_id or self.member()

        def read(uow: UnitOfWork) -> Balance:
            held = LedgerRepository(uow, self.env.ids).balances(who)
            return held.get(asset, Balance())

        found: Balance = self.run(read)
        return found

    def receive(self, key: str, *, aside: str = "") -> UUID:
        """Put an unreadable delivery into the inbox; perhaps set it aside."""
        inbox_id = self.env.ids.new()

        def write(uow: UnitOfWork) -> None:
            inbox = InboxRepository(uow)
            inbox.receive(
                inbox_id=inbox_id,
                store_id=self.store_id,
                provider="fake",
                topic="order.updated",
                dedupe_key=key,
                body=b"{",
                headers={},
                late=False,
                received_at=self.clock.now(),
            )
            if aside:
                inbox.mark([Mark(inbox_id, "set_aside", aside)], self.clock.now())

        self.run(write)
        return inbox_id

    def publish(self, document: Mapping[str, Any]) -> int:
        """Publish a document as the next version."""
        loaded = load_document(document)

        def write(uow: UnitOfWork) -> int:
            repository = ProgrammeRepository(uow)
            repository.lock()
            return repository.add_version(loaded, at=self.clock.now(), by="test")

        version: int = self.run(write)
        return version


POINTS_IDR: dict[str, Any] = {
    "identity": {
        "name": {"id": "Poin", "ms": "Mata", "en": "Points"},
        "timezone": "Asia/Jakarta",
    },
    "earning": [
        {
            "id": "spend",
            "trigger": "order",
            "award": {"kind": "rate", "rates": {"IDR": "1 per 1000"}},
        }
    ],
}
"""One point for each Rp1.000, pending for 14 days."""


def found_programme(
    uow: UnitOfWork,
    merchant_id: UUID,
    store_id: UUID,
    *,
    platform: str,
    domain: str,
    currency: str = "IDR",
) -> None:
    """Write a merchant, the programme of *uow*, and one store, at noon."""
    stores = StoreRepository(uow)
    stores.add_merchant(merchant_id, "Toko Satu", at=NOON)
    stores.add_programme(
        merchant_id=merchant_id,
        name="Satu",
        timezone="Asia/Jakarta",
        pepper=bytes(range(32)),
        at=NOON,
    )
    add_store(uow, store_id, platform=platform, domain=domain, currency=currency)


def add_store(
    uow: UnitOfWork,
    store_id: UUID,
    *,
    platform: str = "fake",
    domain: str = "dua.test",
    currency: str = "IDR",
) -> None:
    """Write one more store of the programme of *uow*, connected at noon."""
    StoreRepository(uow).add(
        store_id=store_id,
        platform=platform,
        domain=domain,
        base_url=f"https://{domain}",
        name=domain.partition(".")[0].title(),
        currency=currency,
        timezone="Asia/Jakarta",
        connected_at=NOON,
        options={},
    )


@contextmanager
def opened(
    database_url: str,
    *,
    document: Mapping[str, Any] | None = None,
    platform: Platform | None = None,
    currency: str = "IDR",
) -> Iterator[World]:
    """Open a world on a fresh database; closes its connections at the end."""
    clock, wake, ids = HandClock(), NotedWake(), SeededIds(7)
    engine = make_engine(database_url)
    platforms = {platform.name: platform} if platform else {}
    env = Env(
        database=Database(
            engine, ids, teller=Messages(clock, lambda: wake.work("webhooks"))
        ),
        clock=clock,
        ids=ids,
        secrets=FernetBox(["test-key-one"]),
        wake=wake,
        platforms=platforms,
        review_providers={},
        public_url="http://127.0.0.1:8000",
        webhook_sender=HttpWebhookSender(
            Http(clock, allowed=Allowance(local=True), total_s=2)
        ),
    )
    world = World(env, clock, wake, ids.new(), ids.new())

    def found(uow: UnitOfWork) -> None:
        found_programme(
            uow,
            ids.new(),
            world.store_id,
            platform=platform.name if platform else "fake",
            domain="satu.test",
            currency=currency,
        )

    try:
        world.run(found)
        if document is not None:
            world.publish(document)
        yield world
    finally:
        engine.dispose()
