"""Of whom nothing lapses, since when and until when; and the dates of their lots."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.inactivity import Spell
from app.domain.sparing import Dates
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DatedLot:
    """A live lot with all dates that it ever had, those in force last."""

    lot_id: UUID
    asset: str
    zone: str
    history: tuple[Dates, ...]


class SparingRepository:
    """Reads and writes ``expiry_exception``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def spells(self, members: Collection[UUID]) -> Mapping[UUID, list[Spell]]:
        """Return when members were spared, oldest first."""
        found: dict[UUID, list[Spell]] = {}
        for row in self._run(
            "SELECT member_id, since, until FROM expiry_exception"
            " WHERE programme_id = %(programme_id)s AND member_id = ANY(%(members)s)"
            " ORDER BY member_id, since",
            members=list(members),
        ):
            found.setdefault(row[0], []).append((row[1], row[2]))
        return found

    def begin(self, member_id: UUID, at: datetime) -> None:
        """Note that from now on nothing of a member lapses."""
        self._run(
            "INSERT INTO expiry_exception (programme_id, member_id, since)"
            " VALUES (%(programme_id)s, %(member_id)s, %(at)s)"
            " ON CONFLICT (programme_id, member_id, since) DO UPDATE SET until = NULL",
            member_id=member_id,
            at=at,
        )

    def end(self, member_id: UUID, at: datetime) -> None:
        """Note that a member is spared no more."""
        self._run(
            "UPDATE expiry_exception SET until = greatest(since, %(at)s)"
            " WHERE programme_id = %(programme_id)s AND member_id = %(member_id)s"
            " AND until IS NULL",
            member_id=member_id,
            at=at,
        )

    def lots(self, member_id: UUID) -> Iterator[DatedLot]:
        """Yield the live lots of a member."""
        rows = self._run(
            "SELECT s.lot_id, s.asset, l.zone, d.available_from, d.lapses_at, d.reason"
            " FROM ledger_lot_state s"
            " JOIN ledger_lot l ON l.programme_id = s.programme_id"
            "  AND l.lot_id = s.lot_id"
            " JOIN ledger_lot_date d ON d.programme_id = s.programme_id"
            "  AND d.lot_id = s.lot_id"
            " WHERE s.programme_id = %(programme_id)s"
            " AND s.member_id = %(member_id)s AND s.live IS NOT NULL"
            " ORDER BY s.lot_id, d.n",
            member_id=member_id,
        ).all()
        for lot_id, group in groupby(rows, key=attrgetter("lot_id")):
            dated = list(group)
            history = tuple(Dates(*row[3:]) for row in dated)
            yield DatedLot(lot_id, dated[0].asset, dated[0].zone, history)

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._uow.connection.exec_driver_sql(
            statement, {"programme_id": self._uow.programme_id, **values}
        )
