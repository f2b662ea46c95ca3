"""Requests about a person's or a shop's data as rows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.domain.errors import Missing
from app.storage.tables.privacy import privacy_request
from app.storage.unit_of_work import UnitOfWork


class PrivacyRequestMissing(Missing):
    """No such request in this programme."""

    code = "privacy_request_missing"


@dataclass(frozen=True, slots=True)
class PrivacyRow:
    """A request as kept."""

    request_id: UUID
    store_id: UUID
    kind: str
    about: dict[str, Any]
    received_at: datetime
    due_at: datetime
    done_at: datetime | None
    outcome: str | None


COLUMNS = [privacy_request.c[name] for name in PrivacyRow.__dataclass_fields__]


class PrivacyRepository:
    """Reads and writes the requests of one programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._mine = privacy_request.c.programme_id == uow.programme_id

    def find(self, request_id: UUID) -> PrivacyRow | None:
        """Return a request, or None."""
        row = self._connection.execute(
            select(*COLUMNS).where(
                self._mine, privacy_request.c.request_id == request_id
            )
        ).first()
        return None if row is None else PrivacyRow(*row)

    def get(self, request_id: UUID) -> PrivacyRow:
        """Return a request; ``PrivacyRequestMissing`` when there is none."""
        row = self.find(request_id)
        if row is None:
            raise PrivacyRequestMissing("no such request")
        return row

    def waiting(self, kind: str, at: datetime) -> list[PrivacyRow]:
        """Return requests of a kind whose time is not over, the first due first."""
        c = privacy_request.c
        rows = self._connection.execute(
            select(*COLUMNS)
            .where(self._mine, c.kind == kind, c.due_at > at)
            .order_by(c.due_at, c.request_id)
        )
        return [PrivacyRow(*row) for row in rows]

    def note(self, request_id: UUID, **values: object) -> None:
        """Set columns of a request."""
        self._connection.execute(
            update(privacy_request)
            .where(self._mine, privacy_request.c.request_id == request_id)
            .values(**values)
        )

    def met(self, request_id: UUID, *, at: datetime, outcome: str) -> None:
        """Note that a request was met, and forget whom it was about."""
        self.note(request_id, done_at=at, outcome=outcome, about={})

    def forget_customers(self, customers: Collection[tuple[UUID, str]]) -> None:
        """Forget that the data of these (store, customer) were asked for."""
        c = privacy_request.c
        for store_id, ref in customers:
            self._connection.execute(
                update(privacy_request)
                .where(
                    self._mine,
                    c.store_id == store_id,
                    c.kind == "data_request",
                    c.about["customer_ref"].astext == ref,
                )
                .values(about={})
            )

    def close(self, kind: str, at: datetime) -> int:
        """Forget whom requests were about whose time is over; return how many."""
        c = privacy_request.c
        return self._connection.execute(
            update(privacy_request)
            .where(self._mine, c.kind == kind, c.due_at <= at, c.about != {})
            .values(about={})
        ).rowcount
