"""Programmes and stores as rows. Secrets stay sealed here; services open them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import insert, or_, select, true, update

from app.domain.errors import Missing
from app.storage.tables.registry import merchant, programme, store
from app.storage.unit_of_work import UnitOfWork


class StoreMissing(Missing):
    """No such store in this programme."""

    code = "store_missing"


class ProgrammeMissing(Missing):
    """No such programme."""

    code = "programme_missing"


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme as kept."""

    programme_id: UUID
    merchant_id: UUID
    name: str
    state: str
    timezone: str
    key_pepper: bytes
    live_version: int | None
    mode: Literal["test", "live"] = "live"
    """In ``test`` nobody but the listed testers is a member."""
    past_orders: Literal["count", "tiers"] = "count"
    """What orders placed before ``counts_from`` still count for: ``tiers`` only."""
    counts_from: datetime | None = None
    """Orders placed before earn nothing."""


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A store as kept; its credentials and secrets are sealed."""

    store_id: UUID
    programme_id: UUID
    platform: str
    domain: str
    shop_ref: str | None
    base_url: str
    name: str
    currency: str
    timezone: str
    state: str
    credentials: str | None
    webhook_secrets: str | None
    identity_secrets: str | None
    options: dict[str, Any]
    connected_at: datetime
    uninstalled_at: datetime | None
    checked_at: datetime | None
    problem: str | None
    sandbox: bool


STORE_COLUMNS = [store.c[name] for name in StoreRow.__dataclass_fields__]
PROGRAMME_COLUMNS = [programme.c[name] for name in ProgrammeRow.__dataclass_fields__]


class StoreRepository:
    """Reads and writes the programme's own row and its stores."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add_merchant(self, merchant_id: UUID, name: str, *, at: datetime) -> None:
        self._connection.execute(
            insert(merchant).values(merchant_id=merchant_id, name=name, created_at=at)
        )

    def add_programme(
        self,
        *,
        merchant_id: UUID,
        name: str,
        timezone: str,
        pepper: bytes,
        at: datetime,
    ) -> None:
        """Write the row of the programme that this unit of work is bound to."""
        self._connection.execute(
            insert(programme).values(
                programme_id=self._programme_id,
                merchant_id=merchant_id,
                name=name,
                timezone=timezone,
                key_pepper=pepper,
                created_at=at,
            )
        )

    def programme(self) -> ProgrammeRow:
        """Return the bound programme; ``ProgrammeMissing`` when there is none."""
        row = self._connection.execute(
            select(*PROGRAMME_COLUMNS).where(
                programme.c.programme_id == self._programme_id
            )
        ).first()
        if row is None:
            raise ProgrammeMissing(f"no programme {self._programme_id}")
        return ProgrammeRow(*row)

    def set_programme_state(
        self, state: str, *, at: datetime, reason: str | None
    ) -> None:
        self._connection.execute(
            update(programme)
            .where(programme.c.programme_id == self._programme_id)
            .values(
                state=state,
                frozen_at=at if state == "frozen" else None,
                frozen_reason=reason,
            )
        )

    def change_programme(self, **values: object) -> None:
        """Set columns of the bound programme's own row."""
        self._connection.execute(
            update(programme)
            .where(programme.c.programme_id == self._programme_id)
            .values(**values)
        )

    def add(self, **values: object) -> None:
        self._connection.execute(
            insert(store).values(programme_id=self._programme_id, **values)
        )

    def change(self, store_id: UUID, **values: object) -> None:
        """Set columns of a store; ``StoreMissing`` when there is none."""
        done = self._connection.execute(
            update(store)
            .where(
                store.c.programme_id == self._programme_id,
                store.c.store_id == store_id,
            )
            .values(**values)
        )
        if done.rowcount != 1:
            raise StoreMissing(f"no store {store_id} in this programme")

    def block(
        self, store_id: UUID, problem: str, *, known_at: datetime | None = None
    ) -> bool:
        """Mark a connected store as one that serves us no more; False if it is not.

        One statement, so that what was learned of a row read earlier can't undo a
        departure that was noted since.

        Args:
            store_id: The store.
            problem: Why, for staff to read.
            known_at: When the connection was read that failed; one that was made
                after it is left alone.
        """
        is_meant = store.c.connected_at <= known_at if known_at else true()
        done = self._connection.execute(
            update(store)
            .where(
                store.c.programme_id == self._programme_id,
                store.c.store_id == store_id,
                store.c.state == "connected",
                is_meant,
            )
            .values(state="blocked", problem=problem)
        )
        return done.rowcount == 1

    def get(self, store_id: UUID) -> StoreRow:
        """Return a store; ``StoreMissing`` when there is none."""
        row = self._connection.execute(
            select(*STORE_COLUMNS).where(
                store.c.programme_id == self._programme_id,
                store.c.store_id == store_id,
            )
        ).first()
        if row is None:
            raise StoreMissing(f"no store {store_id} in this programme")
        return StoreRow(*row)

    def lock(self, store_id: UUID) -> StoreRow:
        """Return a store with its row locked (token refresh, uninstall)."""
        row = self._connection.execute(
            select(*STORE_COLUMNS)
            .where(
                store.c.programme_id == self._programme_id,
                store.c.store_id == store_id,
            )
            .with_for_update()
        ).first()
        if row is None:
            raise StoreMissing(f"no store {store_id} in this programme")
        return StoreRow(*row)

    def known(self, platform: str, domain: str, address: str = "") -> UUID | None:
        """Return the newest store of a name, or else of an address; None without one.

        In whatever state: one that left is found again.
        """
        is_named = store.c.domain == domain
        return self._connection.execute(
            select(store.c.store_id)
            .where(
                store.c.programme_id == self._programme_id,
                store.c.platform == platform,
                or_(is_named, store.c.base_url == address),
            )
            .order_by(is_named.desc(), store.c.connected_at.desc(), store.c.store_id)
            .limit(1)
        ).scalar()

    def all(self) -> list[StoreRow]:
        """Return every store of the programme, oldest connection first."""
        rows = self._connection.execute(
            select(*STORE_COLUMNS)
            .where(store.c.programme_id == self._programme_id)
            .order_by(store.c.connected_at, store.c.store_id)
        )
        return [StoreRow(*row) for row in rows]
